"""Looking ahead, as far as may be booked, for days and times that are free."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from booking.visit import FreeDay, Slot
from bot.conversation.chosen import bookable_days, free_days, free_slots, length_at
from bot.conversation.draft import Draft
from bot.conversation.ports import Ports

Days = tuple[date, date]  # the first and the last, both included
_DAY = timedelta(days=1)
_WINDOW = 28 * _DAY  # so many are read at once, and no more than are needed


@dataclass(frozen=True, slots=True)
class Outlook:
    """The nearest days with free times, and the full ones before them."""

    free: Sequence[FreeDay]
    full: Sequence[date]
    others: Sequence[FreeDay]  # some that come after them
    is_all: bool  # does none come after them?


async def outlook(draft: Draft, ports: Ports, most: int, since: date | None = None) -> Outlook:
    """The nearest free days (of those since then), at most so many."""
    today, last_day = bookable_days(draft, ports)
    found: list[FreeDay] = []
    free: list[FreeDay] = []
    for first, last in _windows((max(since or today, today), last_day)):
        found += await free_days(draft, ports, first, last)
        free = [one for one in found if not one.is_full]
        if len(free) > most:
            break
    nearest, others = free[:most], free[most:]
    last_shown = nearest[-1].day if others else last_day
    full = [one.day for one in found if one.is_full and one.day < last_shown]
    return Outlook(nearest, full, others, is_all=not others)


async def next_times(draft: Draft, ports: Ports, most: int) -> Sequence[Slot]:
    """The first free times of all, at most so many, of which none overlaps another."""
    for first, last in _windows(bookable_days(draft, ports)):
        if times := await free_slots(draft, ports, first, last):
            return list(_apart(times, length_at(times[0], draft, ports)))[:most]
    return ()


def weeks_of(days: Days, first_weekday: int) -> Sequence[Days]:
    """These days by week; the first and the last week may be cut."""
    first, last = days
    weeks = []
    while first <= last:
        until = first + (first_weekday - 1 - first.weekday()) % 7 * _DAY
        weeks.append((first, min(until, last)))
        first = until + _DAY
    return weeks


def months_of(days: Days) -> Sequence[Days]:
    """These days by month; the first and the last month may be cut."""
    first, last = days
    months = []
    while first <= last:
        following = (first.replace(day=1) + 31 * _DAY).replace(day=1)
        months.append((first, min(following - _DAY, last)))
        first = following
    return months


def _windows(days: Days) -> Iterator[Days]:
    first, last = days
    while first <= last:
        until = min(first + _WINDOW - _DAY, last)
        yield first, until
        first = until + _DAY


def _apart(times: Sequence[Slot], length: timedelta) -> Iterator[Slot]:
    until: datetime | None = None
    for slot in times:
        if until is None or slot.starts_at >= until:
            yield slot
            until = slot.starts_at + length
