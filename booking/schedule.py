"""Weekly hours turned into open intervals of instants; pure."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from booking.instants import wall_span
from booking.intervals import Interval, intersect, merge
from booking.salon import Salon, Staff, WeeklyHours

_DAY = timedelta(days=1)


def open_intervals(hours: WeeklyHours, zone: ZoneInfo, first: date, last: date) -> list[Interval]:
    """When it is open on these local days, both included, in minutes since 1970.

    A span belongs to the day on which it starts, its tail after midnight included.
    """
    spans: list[Interval] = []
    day = first
    while day <= last:
        for opens, closes in hours.days[day.weekday()]:
            spans.extend(wall_span(day, opens, closes, zone))
        day += _DAY
    return merge(spans)


def staff_open(salon: Salon, member: Staff, first: date, last: date) -> list[Interval]:
    """When this person works: their own hours within the salon's."""
    opened = open_intervals(salon.hours, salon.zone, first - _DAY, last)
    if member.hours is None:
        return opened
    return intersect(opened, open_intervals(member.hours, salon.zone, first - _DAY, last))
