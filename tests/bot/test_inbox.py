"""What came in is stored, whatever became of who stored something before."""

import asyncio

import pytest

from booking.errors import Misuse
from booking.store.queue import NewTask
from bot.worker.inbox import Inbox
from tests.store.rows import OURS
from tests.store.tasks import rows

TOO_LONG = NewTask("hear", "a" * 201, {})


def nothing(_tenant_id):
    """Nobody waits to be woken."""


async def test_what_the_database_refuses_is_raised_to_who_stores_it(database):
    with pytest.raises(Misuse):
        await Inbox(database, nothing).store(OURS, TOO_LONG)


@pytest.mark.parametrize("task", [TOO_LONG, NewTask("hear", "a", {})])
async def test_storing_goes_on_after_somebody_gave_up_waiting(database, task):
    inbox = Inbox(database, nothing)
    impatient = asyncio.create_task(inbox.store(OURS, task))
    await asyncio.sleep(0)  # it waits by now
    impatient.cancel()
    with pytest.raises(asyncio.CancelledError):
        await impatient
    async with asyncio.timeout(5):
        await inbox.store(OURS, NewTask("hear", "b", {}))
    assert (await rows(database))[-1].lane == "b"
