"""Days with free times are told from full ones, and both from those on which nobody works."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from booking.diary import diary_of
from booking.errors import TooFar
from booking.free_days import offered_days
from booking.horizon import Horizon
from booking.instants import minute_of
from booking.limits import Limit, Per
from booking.plan import Plan
from booking.slots import free_days, free_times
from booking.wish import Wish
from tests.booking.desk import TEN, Desk
from tests.booking.scenario.situation import Names, Situation

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


async def test_no_day_is_beyond_the_open_days(desk):
    days = (WEEK[0], NEXT_TUESDAY)
    assert await found(desk, days, horizon=Horizon(open_days=1)) == {TUESDAY: 14}
    await book_all(desk, desk.sara)
    await book_all(desk, desk.noor)
    assert await found(desk, days, horizon=Horizon(open_days=1)) == {TUESDAY: 0, WEDNESDAY: 14}


async def test_what_is_beyond_the_open_days_is_refused_as_too_far(desk):
    desk.salon = replace(desk.salon, horizon=Horizon(open_days=1))
    with pytest.raises(TooFar) as caught:
        await desk.hold(at=TEN + timedelta(days=1))
    assert caught.value.last_day == TUESDAY


async def test_where_one_person_is_preferred_only_their_days_are_full(desk):
    services = tuple(replace(one, preferred=desk.sara.id) for one in desk.salon.services)
    desk.cut = services[0]
    off = replace(desk.sara, plan=Plan(days_off=((TUESDAY, TUESDAY),)))
    desk.salon = replace(desk.salon, services=services, staff=(desk.noor, off))
    assert await found(desk) == {WEDNESDAY: 14}


async def test_each_service_of_a_visit_may_prefer_somebody(desk):
    color = replace(desk.color, preferred=desk.noor.id)
    both = replace(desk.sara, services=frozenset({desk.cut.id, color.id}))
    salon = replace(desk.salon, services=(desk.cut, color), staff=(both, desk.noor))
    async with desk.work() as work:
        times = await free_times(work, salon, Wish((desk.cut, color)), (TUESDAY, TUESDAY))
    assert times
    assert {slot.staff for slot in times} == {(desk.noor.id,)}


async def test_a_full_day_of_23_hours_is_not_left_out():
    given = {"tz": "Europe/Berlin", "hours": "00:00-24:00", "length_min": 30}
    situation = Situation({**given, "now": "2027-03-27T22:50Z"}, Names())
    salon, wish, now = situation.salon, situation.wish, situation.now
    days = date(2027, 3, 27), date(2027, 3, 31)
    taken = [(minute_of(now), minute_of(now) + 5 * 1440)]
    diary = diary_of(salon, wish, [salon.staff[0].id], {salon.staff[0].id: taken}, days)
    full = offered_days(salon, wish, diary, None, now, days)
    assert [one.day.day for one in full] == [27, 28, 29, 30, 31]
