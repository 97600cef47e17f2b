"""The days on which a visit may start, and those that are full; pure."""

from collections import Counter
from datetime import date, datetime

from booking import policy
from booking.diary import Days, Diary, covered, free_minutes
from booking.instants import day_at
from booking.intervals import intersect
from booking.limits import Quota
from booking.offers import Starts, starts_on
from booking.salon import Salon
from booking.visit import FreeDay
from booking.wish import Wish

_SHORTEST_DAY = 23 * 60  # minutes; where the clock is put forward


def offered_days(
    salon: Salon, wish: Wish, diary: Diary, quota: Quota | None, now: datetime, days: Days
) -> list[FreeDay]:
    """Those of these local days that have free times, and those that are full.

    Full is a day on which the visit would fit if nothing were booked.
    """
    found = starts_on(salon, wish, diary, quota, now, days)
    free = Counter(day_at(start, salon.zone) for start in found.free)
    full = _days_were_nothing_booked(salon, wish, diary, now, days, found) - free.keys()
    return [FreeDay(day, free[day]) for day in sorted(free.keys() | full)]


def _days_were_nothing_booked(
    salon: Salon, wish: Wish, diary: Diary, now: datetime, days: Days, found: Starts
) -> set[date]:
    """Of the teams that are offered, on the days that may be booked as it is."""
    empty = Diary(diary.opened, {}, {}, diary.hours)
    begins, ends = covered(salon, (days[0], min(days[1], found.last_day)))
    first, beyond = policy.bookable_minutes(salon, now, wish.services)
    window = [(max(begins, first), min(ends, beyond))]
    return {
        day_at(minute, salon.zone)
        for team in found.offered
        for start, end in intersect(free_minutes(salon, wish, team, empty), window)
        for minute in (*range(start, end, _SHORTEST_DAY), end - 1)
    }
