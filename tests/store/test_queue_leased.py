"""A row that its adder leases is done by its adder, unless others of its lane wait."""

import pytest

from booking.store import queue
from booking.store.queue import LeaseLost
from tests.store.rows import OURS
from tests.store.tasks import add, claim, claim_one, done, expire_leases, rows


async def _add_leased(database, lane="a"):
    async with database.unit_of_work(OURS) as work:
        return await queue.add_leased(work, queue.NewTask("say", lane, {"number": 9}))


async def test_nobody_else_is_handed_a_row_that_its_adder_leased(database):
    task = await _add_leased(database)
    assert task.payload == {"number": 9}
    assert await claim(database) == []
    await done(database, task)
    assert [row.state for row in await rows(database)] == ["done"]


async def test_it_waits_for_what_is_in_its_lane_already(database):
    await add(database, "a")
    assert await _add_leased(database) is None
    first = await claim_one(database)
    assert first.payload == {"number": 1}
    await done(database, first)
    assert (await claim_one(database)).payload == {"number": 9}


async def test_two_of_one_transaction_are_not_done_together(database):
    async with database.unit_of_work(OURS) as work:
        one = await queue.add_leased(work, queue.NewTask("say", "a", {}))
        other = await queue.add_leased(work, queue.NewTask("say", "a", {}))
    assert one is not None
    assert other is None


async def test_what_comes_after_it_waits_for_it(database):
    task = await _add_leased(database)
    await add(database, "a")
    assert await claim(database) == []
    await done(database, task)
    assert (await claim_one(database)).payload == {"number": 1}


async def test_it_is_handed_on_when_its_lease_is_over(database):
    task = await _add_leased(database)
    await expire_leases(database)
    again = await claim_one(database)
    assert (again.id, again.attempts) == (task.id, 2)
    with pytest.raises(LeaseLost):
        await done(database, task)


async def test_rows_that_end_together_end_only_if_they_are_still_held(database):
    lost = await _add_leased(database, "a")
    await expire_leases(database)
    await claim_one(database)
    kept = await _add_leased(database, "b")
    async with database.unit_of_work(OURS) as work:
        assert await queue.done_together(work, [kept, lost]) == {kept.id}
