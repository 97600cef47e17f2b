"""How far ahead may be booked: so many days, business days or open days; pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

SEARCHED = 61  # days after today in which open days are looked for
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Horizon:
    """Null in both: without end. Business days leave the salon's weekend out of the count."""

    days: int | None = None  # today and so many more
    open_days: int | None = None  # days that still have a start, today included
    business: bool = False


def last_of_rolling(horizon: Horizon, today: date, weekend: Collection[int]) -> date | None:
    """Today is day zero, whatever day it is; null: this horizon has no such end."""
    if horizon.days is None:
        return None
    if not horizon.business or len(set(weekend)) == 7:
        return today + horizon.days * _DAY
    day, left = today, horizon.days
    while left:
        day += _DAY
        left -= day.weekday() not in weekend
    return day


def last_of_open(
    horizon: Horizon, today: date, weekend: Collection[int], free: Collection[date]
) -> date | None:
    """The last of so many open days; `free` are the days that have a start."""
    if horizon.open_days is None:
        return None
    if horizon.open_days == 0:
        return today
    found = today + SEARCHED * _DAY
    left = horizon.open_days
    for ahead in range(SEARCHED + 1):
        day = today + ahead * _DAY
        if day in free and not (horizon.business and day.weekday() in weekend):
            found, left = day, left - 1
            if not left:
                break
    return found
