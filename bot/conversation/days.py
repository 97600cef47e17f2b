"""Choosing on which day: the nearest free ones first, then by week, and by month."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from bot.conversation.ahead import Days as Range
from bot.conversation.ahead import months_of, outlook, weeks_of
from bot.conversation.chosen import bookable_days, free_days
from bot.conversation.day_choices import day_choices, full_line, span
from bot.conversation.draft import Draft
from bot.conversation.navigation import EVERYWHERE, MORE
from bot.conversation.nothing_free import instead, nothing_at_all
from bot.conversation.place import Move, Place
from bot.conversation.ports import Ports
from bot.conversation.screen import Choice, Month, Screen, Text, msg, nmsg, shown
from bot.conversation.waiting import WAIT_FOR_FULL

_DAYS_SHOWN = 9  # and "more": a list has ten rows
_WEEKS_SHOWN = 9


@dataclass(frozen=True, slots=True)
class Days(Place):
    """Which of the days that have a free time: the nearest, or those of the week of `since`."""

    name: ClassVar[str] = "day"
    since: str | None = None  # ISO date

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        if _is_over(draft, ports):
            return await nothing_at_all(draft, ports)
        if self.since is not None:
            return await _week(date.fromisoformat(self.since), draft, ports)
        found = await outlook(draft, ports, _DAYS_SHOWN)
        if not found.free:
            return await nothing_at_all(draft, ports)
        more = () if found.is_all else (replace(MORE, description=msg("Other weeks")),)
        lines = (msg("Which day suits you?"), *full_line(found.full))
        choices = (*day_choices(found.free, ports.salon), *more)
        unseen = day_choices(found.others, ports.salon)
        screen = replace(_screen(lines, choices, ports), unseen=unseen)
        if not found.full or draft.moving:
            return screen
        return replace(screen, navigation=(WAIT_FOR_FULL, *screen.navigation))

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        kind, _, value = choice.partition(":")
        if kind == MORE.id:
            return Move(draft, weeks_or_months(draft, ports))
        if kind == "since":
            return Move(draft, Days(since=value))
        return instead(choice, draft, ports) or Move(draft, self)


@dataclass(frozen=True, slots=True)
class Weeks(Place):
    """Which week: of all, or of the month of `since`."""

    name: ClassVar[str] = "week"
    since: str | None = None  # ISO date

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        days = bookable_days(draft, ports)
        if _is_over(draft, ports):
            return await nothing_at_all(draft, ports)
        if self.since is not None:
            days = _of(months_of(days), date.fromisoformat(self.since))
        found = await free_days(draft, ports, *days)
        choices = []
        for first, last in weeks_of(days, ports.salon.first_weekday):
            free = sum(first <= one.day <= last and not one.is_full for one in found)
            if free:
                text = nmsg("{n} free day", "{n} free days", free)
                choices.append(_since(first, span(first, last), text))
        if not choices and self.since is None:
            return await nothing_at_all(draft, ports)
        if not choices:
            return Screen((msg("Nothing is free then."),), (_OTHER_MONTH,), EVERYWHERE)
        return Screen((msg("Which week suits you?"),), tuple(choices), EVERYWHERE)

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        if choice == _OTHER_MONTH.id:
            return Move(draft, Months())
        elsewhere = instead(choice, draft, ports)
        return elsewhere or Move(draft, Days(since=choice.removeprefix("since:")))


@dataclass(frozen=True, slots=True)
class Months(Place):
    """Which month, where they are many weeks."""

    name: ClassVar[str] = "month"

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        if _is_over(draft, ports):
            return await nothing_at_all(draft, ports)
        choices = tuple(
            _since(first, shown(Month(first)))
            for first, _ in months_of(bookable_days(draft, ports))
        )
        return Screen((msg("Which month suits you?"),), choices, EVERYWHERE, columns=2)

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        elsewhere = instead(choice, draft, ports)
        return elsewhere or Move(draft, Weeks(since=choice.removeprefix("since:")))


_OTHER_MONTH = Choice("month", msg("Another month"))


def weeks_or_months(draft: Draft, ports: Ports) -> Place:
    """By which all bookable days can be reached."""
    weeks = weeks_of(bookable_days(draft, ports), ports.salon.first_weekday)
    return Weeks() if len(weeks) <= _WEEKS_SHOWN else Months()


def place_around(place: Days | Weeks, draft: Draft, ports: Ports) -> Place:
    """Where this week, or this month, was chosen."""
    if isinstance(place, Weeks):
        return Days() if place.since is None else Months()
    wider = weeks_or_months(draft, ports)
    return Weeks(since=place.since) if isinstance(wider, Months) else wider


def _is_over(draft: Draft, ports: Ports) -> bool:
    """Was the last day that it can be booked on?"""
    first, last = bookable_days(draft, ports)
    return last < first


async def _week(day: date, draft: Draft, ports: Ports) -> Screen:
    weeks = weeks_of(bookable_days(draft, ports), ports.salon.first_weekday)
    week = _of(weeks, day)
    found = await free_days(draft, ports, *week)
    free = [one for one in found if not one.is_full]
    at = weeks.index(week)
    earlier = [_since(first, msg("Earlier")) for first, _ in weeks[:at][-1:]]
    later = [_since(first, msg("Later")) for first, _ in weeks[at + 1 :][:1]]
    question = msg("Which day suits you?") if free else msg("Nothing is free then.")
    lines = (question, *full_line([one.day for one in found if one.is_full]))
    return _screen(lines, (*day_choices(free, ports.salon), *earlier, *later), ports)


def _screen(lines: tuple[Text, ...], choices: tuple[Choice, ...], ports: Ports) -> Screen:
    """Days, of which the Hijri date is told in any case."""
    explains = ports.salon.hijri is not None
    return Screen(lines, choices, EVERYWHERE, columns=2, explains=explains)


def _of(ranges: Sequence[Range], day: date) -> Range:
    """The range that has the day, or the nearest."""
    return next((one for one in ranges if day <= one[1]), ranges[-1])


def _since(day: date, label: Text, description: Text | None = None) -> Choice:
    return Choice(f"since:{day.isoformat()}", label, description)
