"""The waiting list: joining it, what somebody waits for, and leaving it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from booking.errors import NotYours
from booking.instants import local_day
from booking.salon import Salon
from booking.waiting import Entry, Part, Wanted
from bot.conversation.ahead import outlook
from bot.conversation.chosen import bookable_days
from bot.conversation.draft import Draft
from bot.conversation.navigation import EVERYWHERE, MENU
from bot.conversation.place import Move, Place
from bot.conversation.ports import Ports
from bot.conversation.relations import whom_lines
from bot.conversation.screen import Argument, Choice, Screen, Text, msg, shown
from bot.conversation.summary import in_one
from bot.conversation.understanding.meaning import Meaning

WAITING_LIST = Choice("waitlist", msg("Waiting list"), msg("I write when a time becomes free"))
WAIT_FOR_FULL = Choice(WAITING_LIST.id, msg("Wait for a full day"))
_DAYS_SHOWN = 8
_PARTS = {
    Part.ANY: msg("Any time"),
    Part.MORNING: msg("Morning"),
    Part.AFTERNOON: msg("Afternoon"),
    Part.EVENING: msg("Evening"),
}
_HOURS = {
    Part.ANY: msg("The whole day"),
    Part.MORNING: msg("Before 12"),
    Part.AFTERNOON: msg("From 12 to 5"),
    Part.EVENING: msg("From 5 on"),
}

_NAMED = {
    Part.MORNING: ("dawn", "morning"),
    Part.AFTERNOON: ("noon", "after_dhuhr", "before_asr", "afternoon", "asr", "after_asr"),
    Part.EVENING: (
        *("evening", "night", "late", "maghrib", "after_maghrib", "maghrib_isha"),
        *("before_isha", "after_isha", "after_taraweeh"),
    ),
}


@dataclass(frozen=True, slots=True)
class WaitingDays(Place):
    """On which day: the full one that was asked for, or any."""

    name: ClassVar[str] = "waiting_days"
    day: str | None = None  # ISO date

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        last = bookable_days(draft, ports)[1]
        if self.day is not None:
            full: Sequence[date] = [date.fromisoformat(self.day)]
        else:
            full = (await outlook(draft, ports, _DAYS_SHOWN)).full[:_DAYS_SHOWN]
        days = [Choice(f"days:{one}/{one}", shown(one), msg("This day is full")) for one in full]
        today = local_day(ports.now, ports.salon.zone)
        every = Choice(f"days:{today}/{last}", msg("Any day until {day}", day=last))
        question = msg("For which day shall I put you on the waiting list?")
        return Screen((question,), (*days, every), EVERYWHERE)

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        return Move(draft, WaitingPart(choice.removeprefix("days:")))

    def choice_of(self, meaning: Meaning) -> str | None:
        """The choice of the one day that was written."""
        days = [day.isoformat() for day in meaning.days]
        return f"days:{days[0]}/{days[0]}" if len(days) == 1 else None


@dataclass(frozen=True, slots=True)
class WaitingPart(Place):
    """In which part of the day."""

    name: ClassVar[str] = "waiting_part"
    days: str  # first/last, ISO dates

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        choices = tuple(Choice(str(part), _PARTS[part], _HOURS[part]) for part in Part)
        return Screen((msg("At what time of the day?"),), choices, EVERYWHERE)

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        return Move(replace(draft, waiting=f"{self.days}/{choice}"))

    def choice_of(self, meaning: Meaning) -> str | None:
        """The choice that has the part of the day which was written."""
        name = meaning.part.name if meaning.part else None
        return next((str(part) for part, names in _NAMED.items() if name in names), None)


@dataclass(frozen=True, slots=True)
class JoinList(Place):
    """What is waited for, before anybody is put on the list."""

    name: ClassVar[str] = "join_list"

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        lines = (
            msg("Shall I put you on the waiting list?"),
            *wanted_lines(wanted_of(draft), ports.salon),
            msg(
                "When a time becomes free, I keep it for you for {length} and write to you.",
                length=ports.salon.offer,
            ),
        )
        choices = (Choice("yes", msg("Yes, please")), Choice("no", msg("No, thank you")))
        return Screen(lines, choices, EVERYWHERE)

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        if choice == "no":
            return Move(draft.without_time())
        entry_id = await ports.waiting.join(wanted_of(draft))
        return Move(Draft(), OnList(entry_id, is_new=True))


@dataclass(frozen=True, slots=True)
class OnList(Place):
    """What somebody waits for, and the way off the list."""

    name: ClassVar[str] = "on_list"
    entry: int
    is_new: bool = False

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        entry = await _own(self.entry, ports)
        first = msg("You are on the waiting list.")
        if self.is_new:
            first = msg("You are on the waiting list now. I will write to you.")
        leave = Choice("leave", msg("Leave the list"))
        lines = (first, *wanted_lines(entry.wanted, ports.salon))
        return Screen(lines, (leave,), (MENU,))

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        await ports.waiting.leave(self.entry)
        return Move(draft, LeftList())


@dataclass(frozen=True, slots=True)
class LeftList(Place):
    name: ClassVar[str] = "left_list"

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        return Screen((msg("You are not on the waiting list any more."),), (), (MENU,))


def wanted_of(draft: Draft) -> Wanted:
    """The draft as a wish for the waiting list."""
    first, last, part = (draft.waiting or "").split("/")
    return Wanted(
        services=draft.services,
        staff_id=draft.staff,
        first=date.fromisoformat(first),
        last=date.fromisoformat(last),
        part=Part(part),
        for_whom=draft.for_whom,
    )


def wanted_lines(wanted: Wanted, salon: Salon) -> tuple[Text, ...]:
    """For whom, what, with whom, when."""
    return (
        *whom_lines(wanted.for_whom),
        msg("Service: {name}", name=_services(wanted, salon)),
        msg("With: {name}", name=_with_whom(wanted, salon)),
        msg("Day: {days}", days=_days(wanted)),
        msg("Time: {part}", part=_PARTS[wanted.part]),
    )


def entry_choice(entry: Entry, salon: Salon) -> Choice:
    """A row among the customer's bookings."""
    what = msg(
        "{service}, {days}", service=_services(entry.wanted, salon), days=_days(entry.wanted)
    )
    return Choice(f"waiting:{entry.id}", WAITING_LIST.label, what)


def _services(wanted: Wanted, salon: Salon) -> Text:
    found = [salon.service(one) for one in wanted.services]
    names = [one.name if one else msg("no longer offered") for one in found]
    return in_one(names)


def _with_whom(wanted: Wanted, salon: Salon) -> Argument:
    member = salon.staff_member(wanted.staff_id) if wanted.staff_id else None
    return member.name if member else msg("whoever is free")


def _days(wanted: Wanted) -> Text:
    if wanted.first == wanted.last:
        return shown(wanted.first)
    return msg("until {day}", day=wanted.last)


async def _own(entry_id: int, ports: Ports) -> Entry:
    for entry in await ports.waiting.mine():
        if entry.id == entry_id:
            return entry
    raise NotYours
