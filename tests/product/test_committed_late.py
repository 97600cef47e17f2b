"""A message whose row was committed late does not hold up the one that is being answered."""

from sqlalchemy import update

from booking.catalog import Catalog
from booking.store import queue
from booking.store.tables.work import queue as table
from booking.store.tenancy import scoped
from bot.channels.channel import Heard
from bot.conversation.inbound import Inbound, Kind
from bot.links import Links
from bot.worker.inbox import hear_task
from bot.worker.turns import Turns

CHAT = "5001"


def heard(key):
    return hear_task("telegram", Heard(CHAT, CHAT, key, Inbound(Kind.TEXT, text="hi")))


async def state_of(world, key, state):
    async with world.work() as work:
        mine = (scoped(table), table.c.dedupe == f"telegram:{key}")
        await work.execute(update(table).where(*mine).values(state=state))


async def test_an_older_row_that_appears_late_is_answered_next(world):
    product = world.product
    links = Links(None, product.keyring)
    turns = Turns(world.database, Catalog(), product.wording, product.tenants, links)
    world.telegram(5001)
    async with world.work() as work:
        await queue.add(work, heard("first"))
        await queue.add(work, heard("second"))
    await state_of(world, "first", "done")  # as if not yet committed
    (task,) = await queue.claim(world.database, world.tenant_id, 10)
    await state_of(world, "first", "ready")
    await turns.take(task)
    async with world.work() as work:
        (left,) = await queue.waiting(work, task.lane, 10)
    assert left.id < task.id
