"""The confirmation, and what of it can be changed before anything is booked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from booking.conditions import Conditions, Statement
from booking.errors import ConditionsChanged, NotOpen
from booking.money import Money
from booking.salon import Service
from bot.conversation.abroad import zone_lines
from bot.conversation.choose import StaffMembers, place_to_add
from bot.conversation.chosen import able, addable, chosen_services, with_services
from bot.conversation.days import Days
from bot.conversation.draft import Draft
from bot.conversation.navigation import EVERYWHERE
from bot.conversation.pay import Booked, Paying
from bot.conversation.place import Move, Place
from bot.conversation.ports import Ports, Shown
from bot.conversation.relations import whom_lines
from bot.conversation.screen import Choice, Screen, Text, msg, shown
from bot.conversation.summary import (
    APPROVAL,
    money_lines,
    moving_lines,
    planned_lines,
    terms_lines,
)
from bot.conversation.times import Times, refitted
from bot.conversation.whom import FOR_WHOM, Whom

_ADD = Choice("add", msg("Add a service"))
_CHANGE = Choice("change", msg("Change something"))
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Confirm(Place):
    """Everything that will be booked, before anything is."""

    name: ClassVar[str] = "confirm"

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        stated = await _stated(draft, ports)
        conditions, starts_at = stated.conditions, stated.slot.starts_at
        lines = (
            msg("Shall I book this?"),
            *whom_lines(draft.for_whom),
            *planned_lines(ports.salon, stated.services, stated.slot),
            *zone_lines(ports.salon, ports.person, starts_at),
            *money_lines(conditions.price, conditions.due),
            *terms_lines(conditions.due, conditions.terms, starts_at, ports.now),
            *moving_lines(conditions.free_moves, conditions.move_until, starts_at),
            *((APPROVAL,) if conditions.needs_approval else ()),
        )
        more = (_ADD,) if addable(draft, ports.salon) else ()
        choices = (Choice(_answer(conditions), _yes(conditions)), *more, _CHANGE)
        return Screen(lines, choices, (FOR_WHOM, *EVERYWHERE))

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        if choice == FOR_WHOM.id:
            return Move(draft, Whom())
        if choice == _ADD.id:
            return Move(draft, place_to_add(ports.salon))
        if choice == _CHANGE.id:
            return Move(draft, Change())
        services, starts_at = chosen_services(draft, ports.salon), draft.starts_at
        if starts_at is None:
            raise NotOpen
        shown = _shown(choice, ports.salon.currency)
        booking = await ports.hold(services, draft.staff, starts_at, shown, draft.for_whom)
        place = Paying(booking.id) if booking.held_until else Booked(booking.id)
        return Move(Draft(), place)


@dataclass(frozen=True, slots=True)
class Change(Place):
    """Which part of the visit is to be another."""

    name: ClassVar[str] = "change"

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        services = (await _stated(draft, ports)).services
        somebody = (Choice("staff", msg("Someone else"), msg("Choose with whom")),)
        choices = (
            Choice("time", msg("Another time"), msg("Choose a time")),
            Choice("day", msg("Another day"), msg("Choose a day")),
            *(somebody if len(able(services, ports.salon)) > 1 else ()),
            *(_removals(services) if len(services) > 1 else ()),
            Choice("service", msg("Another service"), msg("Choose again")),
        )
        return Screen((msg("What would you like to change?"),), choices, EVERYWHERE)

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        match choice:
            case "time":
                return Move(draft.without_time(), Times())
            case "day":
                return Move(draft.without_day(), Days())
            case "staff":
                return Move(draft, StaffMembers())
            case "service":
                return Move(draft.without_service())
            case _:
                removed = int(choice.removeprefix("remove:"))
                left = [one for one in draft.services if one != removed]
                return await refitted(with_services(draft, left, ports.salon), ports)


async def _stated(draft: Draft, ports: Ports) -> Statement:
    """What may still be booked like this; a Refusal if it may not."""
    services = chosen_services(draft, ports.salon)
    if draft.starts_at is None:
        raise NotOpen
    return await ports.state(services, draft.staff, draft.starts_at)


def _yes(conditions: Conditions) -> Text:
    if conditions.due:
        return msg("Confirm and pay")
    return msg("Send the request") if conditions.needs_approval else msg("Confirm")


def _answer(conditions: Conditions) -> str:
    """What was shown travels with the choice: if it is another now, that is shown, not booked."""
    minutes = conditions.length // _MINUTE
    return f"confirm:{conditions.price.minor}:{minutes}:{conditions.fingerprint}"


def _shown(answer: str, currency: str) -> Shown:
    """What was shown when this answer was offered; those of older releases named no conditions."""
    parts = answer.split(":")
    if len(parts) != 4:
        raise ConditionsChanged
    _, price, minutes, fingerprint = parts
    return Shown(Money(int(price), currency), int(minutes) * _MINUTE, fingerprint)


def _removals(services: Sequence[Service]) -> Sequence[Choice]:
    return [
        Choice(f"remove:{one.id}", msg("Without {service}", service=one.name), shown(one.length))
        for one in services
    ]
