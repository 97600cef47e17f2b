"""When the salon is open, as readings of a time and answers to questions need it."""

from datetime import date, timedelta

from booking.instants import opening_minute
from booking.intervals import Interval, intersect, merge
from booking.salon import Salon
from booking.schedule import staff_open

_DAY_LONG = 24 * 60
_DAY = timedelta(days=1)


def open_on(salon: Salon, day: date, staff_id: int | None = None) -> list[Interval]:
    """When this person (or anybody) is at work, in minutes of the day; tails after midnight too."""
    members = [one for one in salon.staff if staff_id in (None, one.id)]
    begins = opening_minute(day, 0, salon.zone)
    ends = opening_minute(day + 2 * _DAY, 0, salon.zone)
    spans = merge(span for member in members for span in staff_open(salon, member, day, day))
    return [(first - begins, last - begins) for first, last in intersect(spans, [(begins, ends)])]


def evening_of(salon: Salon, day: date, staff_id: int | None = None) -> list[Interval]:
    """The same, less what opens on the next day only."""
    spans = open_on(salon, day, staff_id)
    return [span for span in spans if span[0] < _DAY_LONG]


def own_hours(salon: Salon, day: date, now: int) -> list[Interval]:
    """The same of anybody, as people say it: what is left of the evening before is that day's.

    While it lasts it is told, since who asks then asks of it: `now` is in minutes of the day.
    """
    spans = evening_of(salon, day)
    evening = any(
        first > 0 and _DAY_LONG < last < first + _DAY_LONG
        for first, last in evening_of(salon, day - _DAY)
    )
    is_rest = evening and spans and spans[0][0] == 0
    if is_rest and not is_open_at(now, spans[:1]):
        return spans[1:]
    return spans


def is_open_at(minute: int, spans: list[Interval]) -> bool:
    return any(first <= minute < last for first, last in spans)


def open_in_a_week(salon: Salon, today: date) -> list[Interval]:
    """When it is open on any of the next seven days."""
    return merge(span for n in range(7) for span in evening_of(salon, today + n * _DAY))
