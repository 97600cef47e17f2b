"""Lanes are worked in order, side by side; nothing is handed out twice."""

import asyncio
from datetime import timedelta

import pytest

from booking.clock import SystemClock
from booking.errors import Misuse
from booking.store import queue
from booking.store.database import Database
from tests.overtaking import overtakings
from tests.store.rows import OURS, THEIRS
from tests.store.tasks import add, claim, claim_one, done, numbers, rows

_MINUTE = timedelta(minutes=1)


async def test_a_lane_is_worked_in_order(database):
    await add(database, "a", "a", "a")
    for expected in (1, 2, 3):
        task = await claim_one(database)
        assert task.payload == {"number": expected}
        await done(database, task)
    assert await claim(database) == []


async def test_a_row_at_work_blocks_its_lane(database):
    await add(database, "a", "a")
    await claim_one(database)
    assert await claim(database) == []


async def test_lanes_are_worked_side_by_side(database):
    await add(database, "a", "a", "b", "b", "c")
    assert await numbers(database) == [1, 3, 5]


async def test_no_more_is_claimed_than_was_asked_for(database):
    await add(database, "a", "b", "c")
    assert len(await claim(database, limit=2)) == 2
    assert len(await claim(database, limit=2)) == 1


async def test_replies_go_before_notices_and_what_can_wait_is_claimed_apart(database):
    await add(database, "bulk", priority=queue.BULK)
    await add(database, "notice", priority=queue.NOTICE)
    await add(database, "reply", priority=queue.REPLY)
    claimed = [(await claim(database, limit=1))[0].lane for _ in range(2)]
    assert claimed == ["reply", "notice"]
    assert await claim(database) == []
    (waiting,) = await queue.claim_waiting(database, OURS, 10)
    assert waiting.lane == "bulk"
    assert await queue.claim_waiting(database, OURS, 10) == []


async def test_what_can_wait_is_claimed_by_its_topic_or_besides_it(database, clock):
    await add(database, "a", "b", "c", priority=queue.LAST)
    assert await queue.claim_waiting(database, OURS, 10, besides=["say"]) == []
    assert await queue.claim_alike(database, OURS, "hear", 10) == []
    assert len(await queue.claim_alike(database, OURS, "say", 2)) == 2
    await add(database, "d", priority=queue.LAST, due_at=clock.now() + _MINUTE)
    assert len(await queue.claim_alike(database, OURS, "say", 10)) == 1


async def test_what_was_due_first_is_claimed_first(database, clock):
    await add(database, "later", due_at=clock.now() - _MINUTE)
    await add(database, "sooner", due_at=clock.now() - 2 * _MINUTE)
    (task,) = await claim(database, limit=1)
    assert task.lane == "sooner"


async def test_what_is_due_later_waits_for_its_instant(database, clock):
    await add(database, "a", due_at=clock.now() + _MINUTE)
    clock.move(_MINUTE - timedelta(microseconds=1))
    assert await claim(database) == []
    clock.move(timedelta(microseconds=1))
    assert await numbers(database) == [1]


async def test_a_row_dated_later_blocks_its_lane(database, clock):
    await add(database, "a", due_at=clock.now() + _MINUTE)
    await add(database, "a")
    assert await claim(database) == []


async def test_a_dedupe_key_is_added_once(database):
    await add(database, "a", dedupe="update 7")
    await add(database, "a", "b", dedupe="update 7")
    assert len(await rows(database)) == 1


async def test_a_dedupe_key_counts_after_the_row_is_done(database):
    await add(database, "a", dedupe="update 7")
    await done(database, await claim_one(database))
    await add(database, "a", dedupe="update 7")
    assert await claim(database) == []


async def test_a_dedupe_key_counts_per_topic_and_tenant(database):
    await add(database, "a", dedupe="7")
    await add(database, "a", dedupe="7", tenant_id=THEIRS)
    async with database.unit_of_work(OURS) as work:
        await queue.add(work, queue.NewTask("hear", "a", {}, dedupe="7"))
    assert len(await rows(database)) == 2


async def test_a_key_that_its_column_cannot_hold_is_refused(database):
    with pytest.raises(Misuse):
        await add(database, "a" * 201)
    with pytest.raises(Misuse):
        await add(database, "a", dedupe="7" * 201)


async def test_what_a_failed_transaction_added_is_gone(database):
    async def fall_over():
        async with database.unit_of_work(OURS) as work:
            await queue.add(work, queue.NewTask("say", "a", {}))
            raise LookupError

    with pytest.raises(LookupError):
        await fall_over()
    assert await rows(database) == []


async def test_whose_work_is_due_is_found(database, clock):
    await add(database, "a", tenant_id=THEIRS)
    await add(database, "a", due_at=clock.now() + _MINUTE)
    assert await queue.due_tenants(database) == ({THEIRS}, set())
    clock.move(_MINUTE)
    assert await queue.due_tenants(database) == ({OURS, THEIRS}, set())
    await claim(database)
    assert await queue.due_tenants(database) == ({THEIRS}, set())


async def test_whose_work_that_can_wait_is_due_is_told_apart(database):
    await add(database, "a", tenant_id=THEIRS)
    await add(database, "a", priority=queue.BULK)
    assert await queue.due_tenants(database) == ({THEIRS}, {OURS})


async def test_the_waiting_rows_of_a_lane_are_shown_oldest_first(database):
    await add(database, "a", "b", "a", "a")
    async with database.unit_of_work(OURS) as work:
        assert [task.payload["number"] for task in await queue.waiting(work, "a", 2)] == [1, 3]


async def test_the_waiting_rows_can_be_read_from_one_of_them_on(database):
    await add(database, "a", "a", "a")
    _, second, _ = await rows(database)
    async with database.unit_of_work(OURS) as work:
        found = await queue.waiting(work, "a", 5, since=second.id)
    assert [task.payload["number"] for task in found] == [2, 3]


async def test_a_row_that_was_committed_late_waits_for_the_one_at_work(postgresql_url, clock):
    # On SQLite there is one writer, so that ids and commits have the same order.
    database = Database(postgresql_url, clock)
    async with database.unit_of_work(OURS) as slow:
        await queue.add(slow, queue.NewTask("say", "a", {"number": 1}))
        await add(database, "a")
        at_work = await claim_one(database)
    assert await claim(database) == []
    await done(database, at_work)
    await claim_one(database)
    await database.close()


async def test_who_claims_while_somebody_else_does_is_handed_other_lanes(postgresql_url, clock):
    async def claim_two(database):
        return await numbers(database, 2)

    async def new():
        await add(database, "a", "a", "b", "c")
        return database

    database = Database(postgresql_url, clock)
    plays = overtakings(database, new, claim_two, claim_two)
    assert [(played.first, played.second) async for played in plays] == [([1, 3], [4])]
    await database.close()


async def test_many_claimers_never_work_on_one_lane_together(database_url):
    processes = [Database(database_url, SystemClock()) for _ in range(4)]
    lanes = [f"lane {number % 7}" for number in range(70)]
    await add(processes[0], *lanes)
    at_work, finished = set(), []

    async def work_until_all_is_done(database):
        while len(finished) < len(lanes):
            tasks = await claim(database, limit=3)
            for task in tasks:
                assert task.lane not in at_work
                at_work.add(task.lane)
            await asyncio.sleep(0)
            at_work.difference_update(task.lane for task in tasks)
            finished.extend(tasks)
            await done(database, *tasks)

    async with asyncio.timeout(60), asyncio.TaskGroup() as group:
        for database in processes:
            group.create_task(work_until_all_is_done(database))
    for database in processes:
        await database.close()
    assert sorted(task.payload["number"] for task in finished) == list(range(1, 71))
    for lane in set(lanes):
        order = [task.payload["number"] for task in finished if task.lane == lane]
        assert order == sorted(order)
