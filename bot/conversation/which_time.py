"""Between the times that were meant: several readings, a part of the day, the nearest free."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import ClassVar

from booking.errors import NotOpen
from booking.instants import instant_of, local_day, opening_minute
from booking.salon import Salon
from booking.visit import Slot
from bot.conversation.chosen import free_slots, length_at
from bot.conversation.draft import Draft, instant
from bot.conversation.navigation import EVERYWHERE
from bot.conversation.opening import evening_of
from bot.conversation.place import Move, Place
from bot.conversation.ports import Ports
from bot.conversation.screen import Choice, Screen, Text, TimeOfDay, msg, shown
from bot.conversation.times import Times, spread
from bot.conversation.understanding.parts import EARLIEST
from bot.conversation.windows import windows

_MORE = Choice("all", msg("All times"), msg("Show every free time"))
_DAY = timedelta(days=1)
_SHOWN = 9
_NEAREST = 6


@dataclass(frozen=True, slots=True)
class WhichTime(Place):
    """Which reading of a time that can be read in several ways."""

    name: ClassVar[str] = "which_time"

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        wanted = wished_starts(draft, ports.salon)
        free = [slot for slot in await free_around(draft, ports) if slot.starts_at in wanted]
        return _times(draft, (), free, ports)

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        return picked(choice, draft, ports)


@dataclass(frozen=True, slots=True)
class TimesWithin(Place):
    """The free times of the part of the day that was asked for."""

    name: ClassVar[str] = "times_within"

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        free = await slots_within(draft, ports)
        return _times(draft, (), spread(free, _SHOWN), ports)

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        return picked(choice, draft, ports)


@dataclass(frozen=True, slots=True)
class NearestTimes(Place):
    """The time that was asked for cannot be had: the nearest that can."""

    name: ClassVar[str] = "nearest_times"
    wanted: str  # ISO instant

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        wanted = datetime.fromisoformat(self.wanted)
        free = sorted(
            await free_around(draft, ports), key=lambda slot: abs(slot.starts_at - wanted)
        )
        nearest = sorted(free[:_NEAREST], key=lambda slot: slot.starts_at)
        missed = msg("{time} is not free for this visit.", time=TimeOfDay(wanted))
        return _times(draft, (missed,), nearest, ports)

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        return picked(choice, draft, ports)


def wished_starts(draft: Draft, salon: Salon) -> Sequence[datetime]:
    """The instants at which the day's clock shows the times that were said."""
    day = draft.date
    if day is None:
        return ()
    midnight = opening_minute(day, 0, salon.zone)
    return [_at(day, minute, salon) if minute < 1440 else instant_of(midnight + minute)
            for minute in draft.wish.clock]  # fmt: skip


async def free_around(draft: Draft, ports: Ports) -> Sequence[Slot]:
    """The free times of the draft's day and of the night after it."""
    day = draft.date
    if day is None:
        raise NotOpen
    until = day + _DAY if any(minute >= 1440 for minute in draft.wish.clock) else day
    return await free_slots(draft, ports, day, until)


async def slots_within(draft: Draft, ports: Ports) -> Sequence[Slot]:
    """The free times of the part of the day that was said; of the earliest, the first."""
    day, part = draft.date, draft.wish.part
    if day is None or part is None:
        raise NotOpen
    free = await free_slots(draft, ports, day, day)
    if part == EARLIEST:
        return sorted(free, key=lambda slot: slot.starts_at)[:1]
    midnight = opening_minute(day, 0, ports.salon.zone)
    spans = [
        (instant_of(midnight + first), instant_of(midnight + last))
        for first, last in windows(part, day, ports.salon, evening_of(ports.salon, day))
    ]
    return [slot for slot in free if any(one <= slot.starts_at < end for one, end in spans)]


def picked(choice: str, draft: Draft, ports: Ports) -> Move:
    """On with the time; what was wished of it is done with."""
    without = replace(draft, wish=draft.wish.without("clock", "part"))
    if choice == _MORE.id:
        return Move(without, Times())
    start = choice.removeprefix("at:")
    day = local_day(datetime.fromisoformat(start), ports.salon.zone)
    return Move(replace(without, start=start, day=day.isoformat()))


def _at(day: date, minute: int, salon: Salon) -> datetime:
    return instant_of(opening_minute(day, minute, salon.zone)).astimezone(UTC)


def _times(draft: Draft, remarks: tuple[Text, ...], free: Sequence[Slot], ports: Ports) -> Screen:
    if draft.date is None:
        raise NotOpen
    choices = tuple(
        Choice(
            f"at:{instant(slot.starts_at)}",
            shown(TimeOfDay(slot.starts_at)),
            msg("until {time}", time=TimeOfDay(slot.starts_at + length_at(slot, draft, ports))),
        )
        for slot in free
    )
    question = msg("{day}: which time suits you?", day=draft.date)
    return Screen((*remarks, question), (*choices, _MORE), EVERYWHERE, columns=3)
