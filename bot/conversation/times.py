"""Choosing at what time: spread over the day first, then part by part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import ClassVar

from booking.errors import NotOpen, TooFar
from booking.visit import Slot
from bot.conversation.chosen import (
    bookable_days,
    chosen_slot,
    free_slots,
    length_at,
    with_only_staff,
)
from bot.conversation.draft import Draft, instant
from bot.conversation.navigation import EVERYWHERE, MORE, OTHER_DAY
from bot.conversation.nothing_free import instead, nothing_on
from bot.conversation.place import Move, Place
from bot.conversation.ports import Ports
from bot.conversation.screen import Choice, Screen, Text, TimeOfDay, msg, nmsg, shown

_TIMES_SHOWN = 9  # and "more", or "another day": a list has ten rows
_PART = 7  # and earlier, later, another day


@dataclass(frozen=True, slots=True)
class Times(Place):
    """Nine times of the day; `full`: its parts; `since`: the part that has this instant."""

    name: ClassVar[str] = "time"
    full: bool = False
    since: str | None = None
    missed: str | None = None  # ISO instant that was chosen, but is not free for this visit

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        day, last = draft.date, bookable_days(draft, ports)[1]
        if day is None:
            raise NotOpen
        if day > last:
            raise TooFar(last)
        times = await free_slots(draft, ports, day, day)
        if times:
            known = {slot: _time(slot, length_at(slot, draft, ports)) for slot in times}
            screen = self._shown(day, known)
            every = (*known.values(), OTHER_DAY)
            screen = replace(
                screen, unseen=tuple(one for one in every if one not in screen.choices)
            )
        else:
            screen = await nothing_on(day, draft, ports)
        if self.missed is None:
            return screen
        missed = TimeOfDay(datetime.fromisoformat(self.missed))
        return screen.preceded_by(msg("{time} is not free for this visit.", time=missed))

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        kind, _, value = choice.partition(":")
        if kind == MORE.id:
            return Move(draft, Times(full=True))
        if kind == "since":
            return Move(draft, Times(full=True, since=value))
        return instead(choice, draft, ports) or Move(draft, self)

    def _shown(self, day: date, known: Mapping[Slot, Choice]) -> Screen:
        times = list(known)
        if self.full and len(times) > _TIMES_SHOWN:
            parts = parts_of_day(times)
            return _part(day, parts, self.since, known) if self.since else _parts(day, parts)
        picked = times if self.full else spread(thrifty(times), _TIMES_SHOWN)
        further = MORE if len(picked) < len(times) else OTHER_DAY
        return _times(day, [*(known[slot] for slot in picked), further])


async def refitted(draft: Draft, ports: Ports) -> Move:
    """On with the draft whose visit was changed: with its time if that still fits."""
    draft = with_only_staff(draft, ports.salon)
    if draft.start is None or not draft.has_staff or await chosen_slot(draft, ports):
        return Move(draft)
    return Move(draft.without_time(), Times(missed=draft.start))


def spread(times: Sequence[Slot], most: int) -> Sequence[Slot]:
    """At most so many of them, evenly from the first to the last."""
    if len(times) <= most:
        return times
    return [times[at * (len(times) - 1) // (most - 1)] for at in range(most)]


def parts_of_day(times: Sequence[Slot]) -> Sequence[Sequence[Slot]]:
    """All of them in order, in parts of about the same size."""
    count = -(-len(times) // _PART)
    edges = [at * len(times) // count for at in range(count + 1)]
    return [times[first:last] for first, last in pairwise(edges)]


def thrifty(times: Sequence[Slot]) -> Sequence[Slot]:
    """Those that leave no useless gap; where none does, all of them."""
    return [slot for slot in times if not slot.wasteful] or times


def _parts(day: date, parts: Sequence[Sequence[Slot]]) -> Screen:
    choices = [
        _since(
            part,
            _range(part),
            nmsg("{n} free time", "{n} free times", len(part)),
        )
        for part in parts
    ]
    question = msg("{day}: earlier or later?", day=day)
    return Screen((question,), (*choices, OTHER_DAY), EVERYWHERE)


def _part(
    day: date, parts: Sequence[Sequence[Slot]], since: str, known: Mapping[Slot, Choice]
) -> Screen:
    """One part of the day, and the ways to its neighbours."""
    at = sum(part[-1].starts_at < datetime.fromisoformat(since) for part in parts[:-1])
    earlier = [_since(part, msg("Earlier"), _range(part)) for part in parts[:at][-1:]]
    later = [_since(part, msg("Later"), _range(part)) for part in parts[at + 1 :][:1]]
    return _times(day, [*(known[slot] for slot in parts[at]), *earlier, *later, OTHER_DAY])


def _times(day: date, choices: Sequence[Choice]) -> Screen:
    question = msg("{day}: which time suits you?", day=day)
    return Screen((question,), tuple(choices), EVERYWHERE, columns=3)


def _range(part: Sequence[Slot]) -> Text:
    first, last = (TimeOfDay(slot.starts_at) for slot in (part[0], part[-1]))
    return msg("{first} to {last}", first=first, last=last)


def _since(part: Sequence[Slot], label: Text, description: Text) -> Choice:
    return Choice(f"since:{instant(part[0].starts_at)}", label, description)


def _time(slot: Slot, length: timedelta) -> Choice:
    return Choice(
        f"at:{instant(slot.starts_at)}",
        shown(TimeOfDay(slot.starts_at)),
        msg("until {time}", time=TimeOfDay(slot.starts_at + length)),
    )
