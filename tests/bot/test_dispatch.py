"""The worker outlives what its handlers raise."""

import pytest
from structlog.testing import capture_logs

from booking.errors import Misuse
from booking.store.queue import LeaseLost
from bot.metrics import Metrics
from bot.worker.dispatch import Worker
from tests.store.tasks import add, done, rows


@pytest.fixture
def tried():
    return []


def worker_of(database, handle, on_parked=None):
    return Worker(database, {"say": handle}, on_parked, Metrics())


async def test_a_row_whose_companion_was_lost_is_tried_again_at_once(database, tried):
    async def handle(task):
        tried.append(task)
        if len(tried) == 1:
            raise LeaseLost  # of another row: this one's lease is still ours
        await done(database, task)

    await add(database, "a")
    with capture_logs():
        await worker_of(database, handle).drain()
    assert [row.state for row in await rows(database)] == ["done"]
    assert len(tried) == 2


async def test_an_apology_that_fails_is_logged_and_the_work_goes_on(database, tried):
    async def handle(task):
        tried.append(task)
        raise Misuse("a mistake")

    async def on_parked(task):
        raise LookupError("another mistake")

    await add(database, "a", "b")
    with capture_logs() as logged:
        await worker_of(database, handle, on_parked).drain()
    assert [row.state for row in await rows(database)] == ["parked", "parked"]
    assert [one["event"] for one in logged if "nobody" in one["event"]] == [
        "nobody could be told of what was parked"
    ] * 2
