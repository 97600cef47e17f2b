"""When somebody is at work: weekly hours and what changes them on certain days; frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from booking.intervals import Interval
from booking.public_holidays import is_public_holiday
from booking.sky import is_ramadan
from booking.terms import Terms

Days = tuple[date, date]  # the first and the last, both included


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """Per weekday (0 is Monday) the spans that start on it: minutes of the local day.

    An end beyond 1440 is on the next day.
    """

    days: tuple[tuple[Interval, ...], ...]


NEVER = WeeklyHours(((),) * 7)
ALWAYS = WeeklyHours((((0, 1440),),) * 7)


@dataclass(frozen=True, slots=True)
class Season:
    """Days, such as those of Ramadan, that have hours or terms of their own."""

    first: date
    last: date
    hours: WeeklyHours | None = None  # null: the usual ones
    terms: Terms | None = None
    ramadan: tuple[int, int] | None = None  # so many days later than computed begins and ends it

    def has(self, day: date) -> bool:
        if self.ramadan is not None and not is_ramadan(day, *self.ramadan):
            return False
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Holidays:
    """Public holidays on which the salon is closed."""

    country: str
    worked: frozenset[str] = frozenset()  # open all the same

    def has(self, day: date) -> bool:
        return is_public_holiday(day, self.country, self.worked)


@dataclass(frozen=True, slots=True)
class Prayers:
    """Closed for so many minutes from each prayer's time; 0: open."""

    place: tuple[float, float]
    method: str
    minutes: tuple[int, ...]  # fajr, dhuhr, asr, maghrib, isha
    friday: int  # instead of that of dhuhr


@dataclass(frozen=True, slots=True)
class Trip:
    """Days that somebody spends where the clock is another one."""

    first: date
    last: date | None  # null: for good
    zone: ZoneInfo

    def has(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Pause:
    """Closed for so many minutes from a time of the salon's clock; a prayer, for instance."""

    at: int  # minute of the day
    minutes: int
    weekdays: frozenset[int] = frozenset()
    day: date | None = None

    def is_on(self, day: date) -> bool:
        return day == self.day or day.weekday() in self.weekdays


@dataclass(frozen=True, slots=True)
class Plan:
    """What changes weekly hours. An override replaces its day; a day off wins over everything."""

    seasons: tuple[Season, ...] = ()
    overrides: Mapping[date, tuple[Interval, ...]] = field(default_factory=dict)
    breaks: WeeklyHours = NEVER
    days_off: tuple[Days, ...] = ()
    hours_off: tuple[Interval, ...] = ()  # in minutes since 1970
    zone: ZoneInfo | None = None  # null: the salon's
    trips: tuple[Trip, ...] = ()


AS_EVER = Plan()  # nothing changes the weekly hours
