"""Leases end and are fenced; what failed is tried again, parked, and finally swept away."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from booking.errors import Misuse, Unavailable
from booking.store import queue, upkeep
from booking.store.tables.work import queue as table
from booking.store.tenancy import scoped
from tests.store.rows import OURS, THEIRS
from tests.store.tasks import add, claim, claim_one, done, expire_leases, fail, rows

_SECOND = timedelta(seconds=1)
_LATER = Unavailable("not now")


async def test_a_row_whose_lease_ended_is_handed_out_again(database):
    await add(database, "a")
    first = await claim_one(database)
    await expire_leases(database)
    second = await claim_one(database)
    assert second.id == first.id
    assert (first.attempts, second.attempts) == (1, 2)
    assert second.fence > first.fence


async def test_who_slept_through_the_lease_cannot_end_the_row(database):
    await add(database, "a")
    sleeper = await claim_one(database)
    await expire_leases(database)
    awake = await claim_one(database)
    with pytest.raises(queue.LeaseLost):
        await done(database, sleeper)
    await done(database, awake)


async def test_a_lease_is_lengthened_while_its_row_is_worked_on(database):
    await add(database, "a")
    worker = await claim_one(database)
    await expire_leases(database)
    await queue.renew(database, OURS, [worker])
    assert not await claim(database)


async def test_who_slept_through_the_lease_lengthens_nothing(database):
    await add(database, "a")
    sleeper = await claim_one(database)
    await expire_leases(database)
    await claim_one(database)
    await expire_leases(database)
    await queue.renew(database, OURS, [sleeper])
    assert await claim(database)


async def test_who_slept_through_the_lease_cannot_fail_the_row(database):
    await add(database, "a")
    sleeper = await claim_one(database)
    await expire_leases(database)
    awake = await claim_one(database)
    assert not await fail(database, sleeper, Misuse("too late to say so"))
    await done(database, awake)


async def test_a_released_row_is_handed_out_again_at_once(database):
    await add(database, "a")
    await release(database, await claim_one(database))
    await claim_one(database)


async def test_who_slept_through_the_lease_releases_nothing(database):
    await add(database, "a")
    sleeper = await claim_one(database)
    await expire_leases(database)
    await claim_one(database)
    await release(database, sleeper)
    assert await claim(database) == []


async def test_a_row_cannot_be_ended_twice(database):
    await add(database, "a")
    task = await claim_one(database)
    await done(database, task)
    with pytest.raises(queue.LeaseLost):
        await done(database, task)


async def test_a_lost_lease_undoes_the_whole_transaction(database):
    await add(database, "a", "b")
    mine, lost = await claim(database)
    await done(database, lost)
    with pytest.raises(queue.LeaseLost):
        await done(database, mine, lost)
    await done(database, mine)


async def test_waits_double_up_to_eight_tries(database, clock):
    await add(database, "a")
    for seconds in (1, 2, 4, 8, 16, 32, 64):
        assert not await fail(database, await claim_one(database), _LATER)
        clock.move(seconds * _SECOND - timedelta(microseconds=1))
        assert await claim(database) == []
        clock.move(timedelta(microseconds=1))
    assert await fail(database, await claim_one(database), _LATER)
    assert await upkeep.parked(database) == {"say": 1}


@pytest.mark.parametrize("attempts", [1, 8, 9, 1000])
def test_no_wait_is_longer_than_five_minutes(attempts):
    assert _SECOND <= queue.backoff(attempts, _LATER) <= timedelta(minutes=5)


async def test_what_the_other_side_asked_for_is_waited(database, clock):
    await add(database, "a")
    error = Unavailable("too many", retry_after=timedelta(seconds=37))
    await fail(database, await claim_one(database), error)
    clock.move(timedelta(seconds=36))
    assert await claim(database) == []
    clock.move(_SECOND)
    await claim_one(database)


async def test_a_row_that_is_tried_again_blocks_its_lane(database):
    await add(database, "a", "a")
    await fail(database, await claim_one(database), _LATER)
    assert await claim(database) == []


async def test_our_own_mistake_parks_at_once(database):
    await add(database, "a")
    assert await fail(database, await claim_one(database), Misuse("a mistake"))
    (row,) = await rows(database)
    assert (row.state, row.last_error) == ("parked", "Misuse: a mistake")


async def test_a_parked_row_frees_its_lane(database):
    await add(database, "a", "a")
    await fail(database, await claim_one(database), Misuse("a mistake"))
    assert (await claim_one(database)).payload == {"number": 2}


async def test_the_lag_is_that_of_the_longest_waiting_row(database, clock):
    assert await upkeep.lag(database) == timedelta(0)
    await add(database, "a", due_at=clock.now() + _SECOND)
    assert await upkeep.lag(database) == timedelta(0)
    clock.move(5 * _SECOND)
    assert await upkeep.lag(database) == 4 * _SECOND


async def test_what_waits_behind_a_row_that_is_tried_again_later_is_not_late(database, clock):
    await add(database, "a", "a")
    await fail(database, await claim_one(database), Unavailable("no", retry_after=5 * _SECOND))
    clock.move(4 * _SECOND)
    assert await upkeep.lag(database) == timedelta(0)
    clock.move(2 * _SECOND)
    assert await upkeep.lag(database) == _SECOND


async def test_payloads_go_after_a_day_and_rows_after_a_week(database, clock):
    await add(database, "a")
    await done(database, await claim_one(database))
    await swept(database, clock, timedelta(days=1))
    assert [row.payload for row in await rows(database)] == [{"number": 1}]
    await swept(database, clock, _SECOND)
    assert [row.payload for row in await rows(database)] == [None]
    await swept(database, clock, timedelta(days=6) - _SECOND)
    assert len(await rows(database)) == 1
    await swept(database, clock, _SECOND)
    assert await rows(database) == []


async def test_another_tenants_rows_are_swept_by_its_own_task(database, clock):
    await add(database, "a", tenant_id=THEIRS)
    (task,) = await queue.claim(database, THEIRS, 1)
    async with database.unit_of_work(THEIRS) as work:
        await queue.done(work, task)
    await swept(database, clock, timedelta(days=30))
    async with database.unit_of_work(THEIRS) as work:
        assert len(await work.rows(select(table.c.id).where(scoped(table)))) == 1


async def test_what_waits_or_is_parked_is_never_swept_away(database, clock):
    await add(database, "a", "b")
    await fail(database, (await claim(database))[0], Misuse("a mistake"))
    await swept(database, clock, timedelta(days=30))
    assert [row.payload for row in await rows(database)] == [{"number": 1}, {"number": 2}]


async def test_a_row_keeps_when_it_becomes_useless(database, clock):
    at = clock.now() + _SECOND
    async with database.unit_of_work(OURS) as work:
        await queue.add(work, queue.NewTask("say", "a", {}, useless_after=at))
    assert (await claim_one(database)).useless_after == at


async def release(database, task):
    async with database.unit_of_work(OURS) as work:
        await queue.release(work, task)


async def swept(database, clock, after):
    clock.move(after)
    async with database.unit_of_work(OURS) as work:
        await upkeep.sweep(work)
