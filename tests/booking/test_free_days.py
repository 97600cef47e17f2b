"""Days with free times are told from full ones, and both from those on which nobody works."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from booking.limits import Limit, Per
from booking.slots import free_days, free_times
from booking.wish import Wish
from tests.booking.desk import TEN, Desk

TUESDAY, WEDNESDAY = date(2027, 3, 2), date(2027, 3, 3)
NEXT_TUESDAY = date(2027, 3, 9)
WEEK = (date(2027, 3, 1), date(2027, 3, 7))


@pytest.fixture
async def desk(database, clock):
    return await Desk(database, clock).open()


async def found(desk, days=WEEK, staff=None, **rules):
    """How many free times each day has; 0: full."""
    async with desk.work() as work:
        salon = replace(desk.salon, **rules)
        wish = Wish((desk.cut,), staff and staff.id)
        return {one.day: one.times for one in await free_days(work, salon, wish, days)}


async def book_all(desk, staff):
    async with desk.work() as work:
        wish = Wish((desk.cut,), staff.id)
        times = await free_times(work, desk.salon, wish, (TUESDAY, TUESDAY))
    until = None
    for slot in times:
        if until is None or slot.starts_at >= until:
            await desk.hold(at=slot.starts_at, staff=staff)
            until = slot.starts_at + timedelta(minutes=55)


async def test_days_have_as_many_times_as_can_be_chosen(desk):
    assert await found(desk) == {TUESDAY: 14, WEDNESDAY: 14}


async def test_a_day_of_which_all_is_booked_is_full(desk):
    await book_all(desk, desk.sara)
    assert await found(desk, staff=desk.sara) == {TUESDAY: 0, WEDNESDAY: 14}
    assert await found(desk, staff=desk.noor) == {TUESDAY: 14, WEDNESDAY: 14}


async def test_a_day_whose_limit_is_reached_is_full(desk):
    await desk.hold(at=TEN, staff=desk.sara)
    assert await found(desk, limits=(Limit(Per.SALON, day=1),)) == {TUESDAY: 0, WEDNESDAY: 14}


async def test_a_day_that_is_nearly_over_is_not_full_but_past(desk):
    desk.clock.move(TEN + timedelta(hours=3) - desk.clock.now())
    assert await found(desk) == {WEDNESDAY: 14}


async def test_no_day_is_beyond_the_horizon(desk):
    days = (WEEK[0], NEXT_TUESDAY)
    assert await found(desk, days, horizon_days=2) == {TUESDAY: 14, WEDNESDAY: 14}
    assert await found(desk, (NEXT_TUESDAY, NEXT_TUESDAY), horizon_days=2) == {}
