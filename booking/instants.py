"""Instants as whole minutes since 1970 (UTC), and wall clocks turned into them.

Availability is arithmetic on these integers; zones are asked once per edge of a span.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from booking.intervals import Interval

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)
_FIRST_DAY = date(1970, 1, 1).toordinal()


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


def day_at(minute: int, zone: ZoneInfo) -> date:
    """The local day of a minute."""
    return date.fromordinal(_FIRST_DAY + (minute + offset_at(minute, zone)) // 1440)


def offset_at(minute: int, zone: ZoneInfo) -> int:
    """Minutes by which the wall clock is ahead of UTC."""
    steady = _offset_all_day(minute // 1440, zone)
    return _offset_at(minute, zone) if steady is None else steady


@lru_cache(maxsize=20_000)
def _offset_all_day(day: int, zone: ZoneInfo) -> int | None:
    """The offset of this UTC day (since 1970); null if the clock changes on it."""
    first, last = _offset_at(day * 1440, zone), _offset_at(day * 1440 + 1439, zone)
    return first if first == last else None


def _offset_at(minute: int, zone: ZoneInfo) -> int:
    offset = instant_of(minute).astimezone(zone).utcoffset()
    return (offset or timedelta(0)) // _MINUTE


@lru_cache(maxsize=1000)
def offsets_between(first: int, beyond: int, zone: ZoneInfo) -> tuple[Interval, ...]:
    """The offsets of the wall clock in this stretch of time, each after the minute it ends at."""
    found = []
    offset = offset_at(first, zone)
    for minute in range(first + 1440, beyond + 1440, 1440):
        if (later := offset_at(minute, zone)) != offset:
            found.append((_clock_change(minute - 1440, minute, zone), offset))
            offset = later
    return (*found, (beyond, offset))


def opening_minute(day: date, minute: int, zone: ZoneInfo) -> int:
    """The instant at which the wall clock shows so many minutes of the day, the first if twice."""
    return _wall_minute(day, minute, zone, fold=0)


def closing_minute(day: date, minute: int, zone: ZoneInfo) -> int:
    """The same, the second instant if the wall clock shows it twice."""
    return _wall_minute(day, minute, zone, fold=1)


def wall_span(day: date, opens: int, closes: int, zone: ZoneInfo) -> list[Interval]:
    """When the wall clock shows from `opens` to before `closes` minutes of the day.

    Two intervals where the clock is put back meanwhile; an empty one is none.
    """
    shown = (day.toordinal() - _FIRST_DAY) * 1440
    opens, closes = shown + opens, shown + closes
    steady = _steady_offset(day, zone)
    if steady is not None:
        return [(opens - steady, closes - steady)]
    old, new = _shown_offset(opens, zone, fold=0), _shown_offset(closes, zone, fold=1)
    if old == new:
        return [(opens - old, closes - old)]
    change = _clock_change(opens - max(old, new), closes - min(old, new), zone)
    return [
        (opens - old, min(closes - old, change)),
        (max(opens - new, change), closes - new),
    ]


@lru_cache(maxsize=20_000)
def _steady_offset(day: date, zone: ZoneInfo) -> int | None:
    """The offset around this day and the next; null if the clock changes about then."""
    shown = datetime.combine(day, time(), UTC)
    offsets = {offset_at(minute_of(shown) + hours * 60, zone) for hours in (-24, 12, 48, 84)}
    return offsets.pop() if len(offsets) == 1 else None


def _shown_offset(shown: int, zone: ZoneInfo, *, fold: int) -> int:
    """The offset when the wall clock shows this; around a change the old (0) or new (1) one."""
    offset = instant_of(shown).replace(tzinfo=zone, fold=fold).utcoffset()
    return (offset or timedelta(0)) // _MINUTE


@lru_cache(maxsize=20_000)
def _wall_minute(day: date, minute: int, zone: ZoneInfo, *, fold: int) -> int:
    shown = datetime.combine(day, time()) + minute * _MINUTE
    at = minute_of(shown.replace(tzinfo=zone, fold=fold))
    if instant_of(at).astimezone(zone).replace(tzinfo=None) == shown:
        return at
    before = minute_of(shown.replace(tzinfo=zone, fold=1))
    after = minute_of(shown.replace(tzinfo=zone, fold=0))
    return _clock_change(before, after, zone)


def _clock_change(before: int, after: int, zone: ZoneInfo) -> int:
    """The first minute of the new offset, between one of the old and one of the new."""
    old_offset = offset_at(before, zone)
    while after - before > 1:
        middle = (before + after) // 2
        if offset_at(middle, zone) == old_offset:
            before = middle
        else:
            after = middle
    return after
