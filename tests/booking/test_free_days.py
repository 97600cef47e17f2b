"""Days are counted without making their slots; both must say the same."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from booking.instants import local_day
from booking.salon import WeeklyHours
from booking.slots import free_days, free_slots
from tests.booking.desk import TEN, Desk

MONTH = (date(2027, 3, 1), date(2027, 4, 5))
AROUND_THE_CLOCK = WeeklyHours((((0, 24 * 60),),) * 7)


@pytest.fixture
async def desk(database, clock):
    return await Desk(database, clock).open()


async def _both(desk, salon, days=MONTH):
    async with desk.work() as work:
        counted = await free_days(work, salon, desk.cut, None, days)
        slots = await free_slots(work, salon, desk.cut, None, days)
    return counted, Counter(local_day(slot.starts_at, salon.zone) for slot in slots)


async def test_a_day_has_as_many_times_as_it_offers(desk):
    await desk.hold(at=TEN)
    await desk.hold(at=TEN)
    counted, offered = await _both(desk, desk.salon)
    assert counted == offered
    assert list(counted) == sorted(counted)


@pytest.mark.parametrize("zone", ["Africa/Cairo", "Europe/Paris", "America/Havana"])
@pytest.mark.parametrize("month", [date(2027, 3, 10), date(2027, 10, 1), date(2027, 4, 10)])
async def test_days_whose_clock_is_changed_are_counted_right(desk, zone, month):
    salon = replace(desk.salon, zone=ZoneInfo(zone), hours=AROUND_THE_CLOCK, horizon_days=400)
    days = (month, month + timedelta(days=40))
    counted, offered = await _both(desk, salon, days)
    assert counted == offered
    assert len(counted) == 41


async def test_a_range_that_is_over_has_no_days(desk):
    counted, _ = await _both(desk, desk.salon, (date(2027, 2, 1), date(2027, 2, 20)))
    assert counted == {}


async def test_no_day_is_counted_that_has_no_time_left(desk, clock):
    clock.move(datetime(2027, 3, 2, 10, 30, tzinfo=UTC) - clock.now())  # 13:30: too late for today
    counted, _ = await _both(desk, desk.salon)
    assert date(2027, 3, 2) not in counted
    assert date(2027, 3, 3) in counted
