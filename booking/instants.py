"""Instants as whole minutes since 1970 (UTC), and wall clocks turned into them.

Availability is arithmetic on these integers; zones are asked once per edge of a span.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)


def minute_of(instant: datetime) -> int:
    """The minute in which the instant lies."""
    return (instant - _EPOCH) // _MINUTE


def minute_from(instant: datetime) -> int:
    """The first minute that begins at or after the instant."""
    return -((_EPOCH - instant) // _MINUTE)


def instant_of(minute: int) -> datetime:
    return _EPOCH + minute * _MINUTE


def local_day(instant: datetime, zone: ZoneInfo) -> date:
    return instant.astimezone(zone).date()


def offset_at(minute: int, zone: ZoneInfo) -> int:
    """Minutes by which the wall clock is ahead of UTC."""
    offset = instant_of(minute).astimezone(zone).utcoffset()
    return (offset or timedelta(0)) // _MINUTE


def opening_minute(day: date, minute: int, zone: ZoneInfo) -> int:
    """The instant at which the wall clock shows so many minutes of the day, the first if twice."""
    return _wall_minute(day, minute, zone, fold=0)


def closing_minute(day: date, minute: int, zone: ZoneInfo) -> int:
    """The same, the second instant if the wall clock shows it twice."""
    return _wall_minute(day, minute, zone, fold=1)


def _wall_minute(day: date, minute: int, zone: ZoneInfo, *, fold: int) -> int:
    shown = datetime.combine(day, time()) + minute * _MINUTE
    at = minute_of(shown.replace(tzinfo=zone, fold=fold))
    if instant_of(at).astimezone(zone).replace(tzinfo=None) == shown:
        return at
    return _clock_change(shown, zone)


def _clock_change(shown: datetime, zone: ZoneInfo) -> int:
    """The instant at which the clock jumps over `shown`, a wall time that never exists."""
    after = minute_of(shown.replace(tzinfo=zone, fold=0))
    before = minute_of(shown.replace(tzinfo=zone, fold=1))
    old_offset = offset_at(before, zone)
    while after - before > 1:
        middle = (before + after) // 2
        if offset_at(middle, zone) == old_offset:
            before = middle
        else:
            after = middle
    return after
