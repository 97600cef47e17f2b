"""The worker outlives what its handlers raise."""

import asyncio

import pytest
from structlog.testing import capture_logs

from booking.errors import Misuse
from booking.store import queue
from booking.store.queue import LeaseLost
from bot.metrics import Metrics
from bot.worker.dispatch import Worker
from tests.store.rows import OURS
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


async def test_one_row_that_cannot_be_done_spoils_nothing_for_those_done_with_it(database, tried):
    async def together(tasks):
        tried.append(len(tasks))
        if any(task.payload["number"] == 2 for task in tasks):
            raise Misuse("a mistake")
        await done(database, *tasks)

    async def on_parked(task):
        pass

    await add(database, "a", "b", "c", priority=queue.BULK)
    worker = Worker(database, {}, on_parked, Metrics(), together={"say": together})
    with capture_logs():
        await worker.drain()
    assert tried == [3, 1, 1, 1]
    assert [row.state for row in await rows(database)] == ["done", "parked", "done"]


async def test_what_can_wait_leaves_slots_for_what_cannot(database):
    at_work, are_busy, was_replied = [], asyncio.Event(), asyncio.Event()

    async def handle(task):
        at_work.append(task.lane)
        if len(at_work) == 4:
            are_busy.set()
        if task.lane == "reply":
            was_replied.set()
        await was_replied.wait()
        await done(database, task)

    await add(database, *(f"later {number}" for number in range(10)), priority=queue.LAST)
    worker = worker_of(database, handle)
    working = asyncio.create_task(worker.run())
    await are_busy.wait()
    await add(database, "reply", priority=queue.REPLY)
    worker.nudge(OURS)
    await was_replied.wait()
    assert at_work[4] == "reply"
    worker.stop()
    await working
