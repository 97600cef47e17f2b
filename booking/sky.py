"""What moon and sun decide: Ramadan and the times of prayer; the libraries load on demand."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

PRAYERS = ("fajr", "dhuhr", "asr", "maghrib", "isha")
METHODS = (
    *("umm_al_qura", "muslim_world_league", "egyptian", "karachi", "dubai", "kuwait", "qatar"),
    *("singapore", "north_america", "uoif"),
)
_RAMADAN = 9
_DAY = timedelta(days=1)
# Umm al-Qura has Isha 90 minutes after Maghrib, in Ramadan 120; the library knows only the 90.
_LATER_ISHA = timedelta(minutes=30)


def is_ramadan(day: date, begins_later: int = 0, ends_later: int = 0) -> bool:
    """By the calendar of Umm al-Qura; the moon may be seen so many days later (or earlier)."""
    return any(
        first + begins_later * _DAY <= day <= last + ends_later * _DAY
        for first, last in _ramadans_of(day.year)
    )


@lru_cache(maxsize=10_000)
def prayer_times(
    day: date, place: tuple[float, float], method: str, zone: ZoneInfo
) -> tuple[int, ...]:
    """The five times of this day, as minutes of it on the clock of `zone`."""
    from adhanpy.calculation.CalculationMethod import CalculationMethod
    from adhanpy.PrayerTimes import PrayerTimes

    found = PrayerTimes(
        place, datetime.combine(day, time()), CalculationMethod[method.upper()], time_zone=zone
    )
    moments: list[datetime] = [getattr(found, name) for name in PRAYERS]
    if method == "umm_al_qura" and is_ramadan(day):
        moments[-1] += _LATER_ISHA
    return tuple(
        (moment.date() - day) // _DAY * 1440 + moment.hour * 60 + moment.minute
        for moment in moments
    )


@lru_cache(maxsize=1000)
def hijri_of(day: date, begins_later: int = 0) -> tuple[int, int, int] | None:
    """Year, month and day by the calendar of Umm al-Qura, whose months the moon may have begun so
    many days later (or earlier); None beyond the years that are settled.
    """
    from hijridate import Gregorian

    try:
        found = Gregorian.fromdate(day - begins_later * _DAY).to_hijri()
    except OverflowError:
        return None
    return found.year, found.month, found.day


def of_hijri(year: int, month: int, day: int, begins_later: int = 0) -> date | None:
    """The day of this date of the same calendar; None: there is none such."""
    from hijridate import Hijri

    try:
        found = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return date(found.year, found.month, found.day) + begins_later * _DAY


@lru_cache(maxsize=200)
def _ramadans_of(year: int) -> tuple[tuple[date, date], ...]:
    """The first and the last day of those that touch this year, or nearly do."""
    from hijridate import Gregorian, Hijri

    def first_of(hijri_year: int, month: int) -> date:
        begins = Hijri(hijri_year, month, 1).to_gregorian()
        return date(begins.year, begins.month, begins.day)

    middle: int = Gregorian(year, 7, 1).to_hijri().year
    return tuple(
        (first_of(one, _RAMADAN), first_of(one, _RAMADAN + 1) - _DAY)
        for one in (middle - 1, middle, middle + 1)
    )
