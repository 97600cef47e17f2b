"""Choosing at what time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import ClassVar

from booking.conditions import cheapest
from booking.errors import NotOpen
from booking.offers import Wish
from booking.salon import Service
from booking.visit import Slot
from bot.conversation.chosen import chosen_services, chosen_slot
from bot.conversation.draft import Draft, instant
from bot.conversation.navigation import EVERYWHERE, MORE
from bot.conversation.place import Move, Place
from bot.conversation.ports import Ports
from bot.conversation.screen import Choice, Screen, TimeOfDay, msg, shown

_TIMES_SHOWN = 9  # and "more": a list has ten rows


@dataclass(frozen=True, slots=True)
class Times(Place):
    """At what time; a long day is shown spread over the day first."""

    name: ClassVar[str] = "time"
    full: bool = False
    missed: str | None = None  # ISO instant that was chosen, but is not free for this visit

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        services, day = chosen_services(draft, ports.salon), draft.date
        if day is None:
            raise NotOpen
        times = await ports.free_slots(services, draft.staff, day, day)
        if not times:
            raise NotOpen
        picked = by_use(times) if self.full else spread(thrifty(times), _TIMES_SHOWN + 1)
        wish = Wish(services)
        choices = tuple(_time(slot, cheapest(ports.salon, wish, slot.teams)) for slot in picked)
        if len(picked) < len(times):
            choices = (*choices, MORE)
        question = msg("{day}: which time suits you?", day=day)
        screen = Screen((question,), choices, EVERYWHERE, columns=3)
        if self.missed is None:
            return screen
        missed = TimeOfDay(datetime.fromisoformat(self.missed))
        return screen.preceded_by(msg("{time} is not free for this visit.", time=missed))

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        if choice == MORE.id:
            return Move(draft, Times(full=True))
        return Move(replace(draft, start=choice.removeprefix("at:")))


async def refitted(draft: Draft, ports: Ports) -> Move:
    """On with the draft whose visit was changed: with its time if that still fits."""
    if draft.start is None or not draft.has_staff or await chosen_slot(draft, ports):
        return Move(draft)
    return Move(draft.without_time(), Times(missed=draft.start))


def spread(times: Sequence[Slot], most: int) -> Sequence[Slot]:
    """All of them if they are few enough, else one fewer than `most`, spread evenly."""
    if len(times) <= most:
        return times
    shown = most - 1
    return [times[at * (len(times) - 1) // (shown - 1)] for at in range(shown)]


def thrifty(times: Sequence[Slot]) -> Sequence[Slot]:
    """Those that leave no useless gap; where none does, all of them."""
    return [slot for slot in times if not slot.wasteful] or times


def by_use(times: Sequence[Slot]) -> Sequence[Slot]:
    """Those that leave a useless gap come last."""
    return sorted(times, key=lambda slot: (slot.wasteful, slot.starts_at))


def _time(slot: Slot, services: Sequence[Service]) -> Choice:
    length = sum((service.length for service in services), timedelta(0))
    return Choice(
        f"at:{instant(slot.starts_at)}",
        shown(TimeOfDay(slot.starts_at)),
        msg("until {time}", time=TimeOfDay(slot.starts_at + length)),
    )
