"""Adding, claiming and ending rows of the queue, for its tests."""

from datetime import UTC, datetime

from sqlalchemy import select, update

from booking.store import queue
from booking.store.tables.work import queue as table
from booking.store.tenancy import scoped
from tests.store.rows import OURS

LONG_AGO = datetime(2001, 1, 1, tzinfo=UTC)


async def add(database, *lanes, tenant_id=OURS, **more):
    """Add a row per lane named; its payload says which of them it is."""
    tasks = [
        queue.NewTask("say", lane, {"number": number}, **more)
        for number, lane in enumerate(lanes, start=1)
    ]
    async with database.unit_of_work(tenant_id) as work:
        await queue.add(work, *tasks)


async def claim(database, limit=10):
    return await queue.claim(database, OURS, limit)


async def claim_one(database):
    (task,) = await claim(database)
    return task


async def numbers(database, limit=10):
    """Claim; which rows it were."""
    return [task.payload["number"] for task in await claim(database, limit)]


async def done(database, *tasks):
    async with database.unit_of_work(OURS) as work:
        await queue.done(work, *tasks)


async def fail(database, task, error):
    async with database.unit_of_work(OURS) as work:
        return await queue.fail(work, task, error)


async def expire_leases(database):
    """Leases are in wall time, which no test can move."""
    async with database.unit_of_work(OURS) as work:
        await work.execute(update(table).where(scoped(table)).values(leased_until=LONG_AGO))


async def rows(database):
    """All rows, oldest first."""
    async with database.unit_of_work(OURS) as work:
        return await work.rows(select(table).where(scoped(table)).order_by(table.c.id))
