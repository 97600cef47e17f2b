"""Weekly hours, and all that changes them, turned into open intervals of instants; pure."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from booking.instants import instant_of, local_day, opening_minute, wall_span
from booking.intervals import Interval, intersect, merge, subtract
from booking.plan import ALWAYS, AS_EVER, NEVER, Days, Plan
from booking.salon import Salon, Service, Staff, WeeklyHours
from booking.sky import prayer_times

_DAY = timedelta(days=1)
_FRIDAY, _DHUHR = 4, 1
_LONG_DAY = 17 * 60
# Clocks of one instant are up to 26 hours apart, and a span may last two days.
_BEFORE, _AFTER = 3 * _DAY, 2 * _DAY


def open_intervals(
    hours: WeeklyHours, zone: ZoneInfo, first: date, last: date, plan: Plan = AS_EVER
) -> list[Interval]:
    """When it is open on these local days, both included, in minutes since 1970.

    A span belongs to the day on which it starts, its tail after midnight included.
    """
    spans: list[Interval] = []
    closed = list(plan.hours_off)
    for day in _days(first, last):
        clock = clock_on(plan, zone, day)
        for opens, closes in _spans_of(hours, plan, day):
            spans.extend(wall_span(day, opens, closes, clock))
        for opens, closes in plan.breaks.days[day.weekday()]:
            closed.extend(wall_span(day, opens, closes, clock))
    return subtract(merge(spans), merge(closed))


def staff_open(salon: Salon, member: Staff, first: date, last: date) -> list[Interval]:
    """When this person works around these days: their own hours within the salon's."""
    first, last = first - _BEFORE, last + _AFTER
    own = open_intervals(
        member.hours or salon.hours, salon.zone, first, last, _plan_of(salon, member, first, last)
    )
    if member.hours is not None or member.plan != AS_EVER:
        own = intersect(own, _salon_open(salon, first, last))
    return subtract(own, _pauses(salon, first, last))


def works_on(salon: Salon, member: Staff) -> bool:
    """May this person be at work for longer than a day and a half at a stretch?

    Then one of its days has more than 17 hours of it, even where the clock changes, and one begins
    at midnight.
    """
    plans = [member.plan] if member.hours is not None else [member.plan, salon.plan]
    seasons = (season.hours for plan in plans for season in plan.seasons if season.hours)
    days = [spans for week in (member.hours or salon.hours, *seasons) for spans in week.days]
    days += [spans for plan in plans for spans in plan.overrides.values()]
    tail = max((closes - 1440 for spans in days for _, closes in spans), default=0)
    if tail <= 0 and not any(opens == 0 for spans in days for opens, _ in spans):
        return False
    return any(
        sum(closes - opens for opens, closes in intersect(merge([(0, tail), *spans]), [(0, 1440)]))
        > _LONG_DAY
        for spans in days
    )


def service_open(salon: Salon, service: Service, first: date, last: date) -> list[Interval] | None:
    """When the service may be had, if it has hours of its own."""
    if service.hours is None:
        return None
    return open_intervals(service.hours, salon.zone, first - _BEFORE, last + _AFTER, service.plan)


def clock_at(salon: Salon, member: Staff, minute: int) -> ZoneInfo:
    """The clock by which this person works at that instant."""
    for trip in member.plan.trips:
        if trip.has(local_day(instant_of(minute), trip.zone)):
            return trip.zone
    return member.plan.zone or salon.zone


def _salon_open(salon: Salon, first: date, last: date) -> list[Interval]:
    if salon.hours == ALWAYS and salon.plan == AS_EVER:
        far = (
            opening_minute(first - _DAY, 0, salon.zone),
            opening_minute(last + 3 * _DAY, 0, salon.zone),
        )
        return [far]
    return open_intervals(salon.hours, salon.zone, first - _DAY, last + _DAY, salon.plan)


def _plan_of(salon: Salon, member: Staff, first: date, last: date) -> Plan:
    """The person's own plan; who has no hours of their own follows the salon's."""
    plan = member.plan
    closures = (*salon.closures, *_holidays(salon, first, last))
    if closures:
        plan = replace(plan, days_off=(*plan.days_off, *closures))
    if member.hours is None and salon.plan != AS_EVER:
        plan = replace(
            plan,
            seasons=(*plan.seasons, *salon.plan.seasons),
            overrides={**salon.plan.overrides, **plan.overrides},
            breaks=plan.breaks if plan.breaks != NEVER else salon.plan.breaks,
        )
    return plan


def _holidays(salon: Salon, first: date, last: date) -> list[Days]:
    if salon.holidays is None:
        return []
    return [(day, day) for day in _days(first, last) if salon.holidays.has(day)]


def _spans_of(hours: WeeklyHours, plan: Plan, day: date) -> tuple[Interval, ...]:
    if any(first <= day <= last for first, last in plan.days_off):
        return ()
    if day in plan.overrides:
        return plan.overrides[day]
    for season in plan.seasons:
        if season.hours is not None and season.has(day):
            return season.hours.days[day.weekday()]
    return hours.days[day.weekday()]


def clock_on(plan: Plan, zone: ZoneInfo, day: date) -> ZoneInfo:
    """The clock of this day: of the trip, else one's own, else `zone`."""
    for trip in plan.trips:
        if trip.has(day):
            return trip.zone
    return plan.zone or zone


def _pauses(salon: Salon, first: date, last: date) -> list[Interval]:
    if not salon.pauses and salon.prayers is None:
        return []
    return merge(
        (begins, begins + minutes)
        for day in _days(first, last)
        for at, minutes in _pauses_on(salon, day)
        for begins, ends in wall_span(day, at, at + 1, salon.zone)
        if begins < ends  # a time that the clock skips begins nothing
    )


def _pauses_on(salon: Salon, day: date) -> Iterator[tuple[int, int]]:
    """The minute of the day at which each begins, and its length."""
    for pause in salon.pauses:
        if pause.is_on(day):
            yield pause.at, pause.minutes
    if prayers := salon.prayers:
        lengths = list(prayers.minutes)
        if day.weekday() == _FRIDAY:
            lengths[_DHUHR] = prayers.friday
        times = prayer_times(day, prayers.place, prayers.method, salon.zone)
        yield from ((at, length) for at, length in zip(times, lengths, strict=True) if length)


def _days(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day += _DAY
