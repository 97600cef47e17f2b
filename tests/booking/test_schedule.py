"""Weekly hours are open exactly while the wall clock shows them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from booking.instants import instant_of, minute_of, offset_at
from booking.salon import WeeklyHours
from booking.schedule import open_intervals

_DAY = 24 * 60

# Days around changes of the clock: none, an hour, half an hour, an hour at midnight.
_PLACES = [
    ("Asia/Riyadh", date(2027, 3, 1)),
    ("Europe/Berlin", date(2025, 3, 30)),
    ("Europe/Berlin", date(2025, 10, 26)),
    ("America/New_York", date(2025, 11, 2)),
    ("Australia/Lord_Howe", date(2025, 10, 5)),
    ("Australia/Lord_Howe", date(2025, 4, 6)),
    ("Asia/Beirut", date(2025, 3, 30)),
    ("Africa/Cairo", date(2025, 10, 31)),
]
_quarter = st.integers(0, 4 * 24).map(lambda quarter: quarter * 15)
_span = st.tuples(_quarter, _quarter.map(lambda minute: minute + 6 * 60)).map(sorted).map(tuple)
_week = st.lists(st.lists(_span, max_size=2).map(tuple), min_size=7, max_size=7)


def open_minutes(hours, zone, first, last):
    """The slow way: look at the wall clock in every minute."""
    midnights = [_midnight(first + timedelta(days=n)) for n in range((last - first).days + 1)]
    shown = {
        midnight + minute
        for midnight in midnights
        for opens, closes in hours.days[instant_of(midnight).weekday()]
        for minute in range(opens, closes)
    }
    everything = range(midnights[0] - _DAY, midnights[-1] + 3 * _DAY)
    return {minute for minute in everything if minute + offset_at(minute, zone) in shown}


def _midnight(day):
    return minute_of(datetime.combine(day, time(), UTC))


@given(st.sampled_from(_PLACES), st.integers(-1, 1), st.integers(0, 1), _week)
@example(("America/New_York", date(2025, 11, 2)), 0, 0, [[(75, 105)]] * 7)
@example(("America/New_York", date(2025, 11, 2)), -1, 0, [[(18 * 60, 25 * 60)]] * 7)
@example(("Europe/Berlin", date(2025, 3, 30)), 0, 0, [[(120, 180)]] * 7)
def test_a_minute_is_open_if_the_wall_clock_shows_it(place, shift, more_days, week):
    zone = ZoneInfo(place[0])
    first = place[1] + timedelta(days=shift)
    last = first + timedelta(days=more_days)
    hours = WeeklyHours(tuple(map(tuple, week)))
    spans = open_intervals(hours, zone, first, last)
    assert {minute for start, end in spans for minute in range(start, end)} == open_minutes(
        hours, zone, first, last
    )


def test_a_span_inside_the_repeated_hour_opens_twice():
    assert opened("America/New_York", date(2025, 11, 2), 75, 105) == [
        ("05:15", "05:45"),
        ("06:15", "06:45"),
    ]


def test_a_salon_that_closes_when_the_clock_is_put_back_closes_once():
    # 18:00 to 01:00; at 02:00 the clock is put back to 01:00.
    assert opened("America/New_York", date(2025, 11, 1), 18 * 60, 25 * 60) == [("22:00", "05:00")]


def test_a_span_that_the_clock_jumps_over_opens_nothing():
    assert opened("America/New_York", date(2025, 3, 9), 120, 180) == []


@pytest.mark.parametrize("opens", [0, 600, 1440])
def test_a_span_that_ends_when_it_starts_opens_nothing(opens):
    assert opened("Asia/Riyadh", date(2027, 3, 1), opens, opens) == []


def opened(zone, day, opens, closes):
    hours = WeeklyHours((((opens, closes),),) * 7)
    return [
        (f"{instant_of(start):%H:%M}", f"{instant_of(end):%H:%M}")
        for start, end in open_intervals(hours, ZoneInfo(zone), day, day)
    ]
