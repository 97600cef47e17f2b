"""Who has no hours of their own follows the salon's, whatever changes either."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from booking.instants import instant_of
from booking.plan import Plan, Season, Trip, WeeklyHours
from booking.schedule import staff_open, works_on
from tests.booking.scenario.situation import Names, Situation, ZoneInfo

DAY = date(2027, 3, 2)


def every_day(opens, closes):
    return WeeklyHours((((opens * 60, closes * 60),),) * 7)


def salon(own=None, **plan):
    """Open from 10 to 18; its only person has these hours and this plan."""
    found = Situation({"hours": "00:00-24:00"}, Names()).salon
    member = replace(found.staff[0], hours=own, plan=Plan(**plan))
    return replace(found, hours=every_day(10, 18), staff=(member,))


def opened(salon, day=DAY):
    spans = staff_open(salon, salon.staff[0], day, day)
    told = [[instant_of(edge) for edge in span] for span in spans]
    return [f"{start:%H}-{end:%H}" for start, end in told if start.date() == day]


def test_an_override_reaches_no_further_than_the_salons_hours():
    longer = {DAY: ((8 * 60, 20 * 60),)}
    assert opened(salon(overrides=longer)) == ["10-18"]
    closed = Plan(overrides={DAY: ()})
    assert opened(replace(salon(overrides=longer), plan=closed)) == []


def test_a_season_of_their_own_leaves_the_salons_seasons():
    weeks = timedelta(days=14)
    theirs = Season(DAY, DAY, every_day(12, 20))
    evenings = Plan(seasons=(Season(DAY + weeks, DAY + weeks, every_day(16, 22)),))
    found = replace(salon(seasons=(theirs,)), plan=evenings)
    assert [opened(found, DAY + n * weeks) for n in range(3)] == [["12-18"], ["16-22"], ["10-18"]]


def test_hours_on_another_clock_reach_no_further_than_the_salons():
    trip = Trip(DAY, DAY, ZoneInfo("Etc/GMT+3"))
    assert opened(salon(trips=(trip,))) == ["13-18"]


@pytest.mark.parametrize(
    ("hours", "plan", "expected"),
    [
        (every_day(10, 18), {}, False),
        (every_day(0, 24), {}, True),
        (every_day(20, 39), {}, True),  # until 15:00 of the next day
        (every_day(20, 26), {}, False),
        (every_day(5, 24), {}, False),
        (every_day(10, 18), {"overrides": {DAY: ((0, 1440),)}}, True),
        (every_day(10, 18), {"seasons": (Season(DAY, DAY, every_day(0, 24)),)}, True),
    ],
)
def test_who_may_work_on_through_the_night_is_known(hours, plan, expected):
    found = salon(hours, **plan)
    assert works_on(found, found.staff[0]) is expected
    follower = replace(found.staff[0], hours=None, plan=Plan())
    follows = replace(found, hours=hours, plan=Plan(**plan))
    assert works_on(follows, follower) is expected
