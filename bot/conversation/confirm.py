"""The confirmation, and what of it can be changed before anything is booked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from booking import policy
from booking.errors import LengthChanged, NotOpen, PriceChanged, SlotTaken
from booking.salon import Salon, Service
from booking.visit import Slot
from bot.conversation.choose import StaffMembers, place_to_add
from bot.conversation.chosen import able, addable, chosen_services, chosen_slot, with_services
from bot.conversation.days import Days
from bot.conversation.draft import Draft
from bot.conversation.navigation import EVERYWHERE
from bot.conversation.pay import Booked, Paying
from bot.conversation.place import Move, Place
from bot.conversation.ports import Ports
from bot.conversation.relations import whom_lines
from bot.conversation.screen import Choice, Screen, msg, shown
from bot.conversation.summary import money_lines, planned_lines, terms_lines
from bot.conversation.times import Times, refitted

_ADD = Choice("add", msg("Add a service"))
_CHANGE = Choice("change", msg("Change something"))


@dataclass(frozen=True, slots=True)
class Confirm(Place):
    """Everything that will be booked, before anything is."""

    name: ClassVar[str] = "confirm"

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        services, slot = await _agreed(draft, ports)
        deposit = policy.prepayment(services, ports.salon.currency)
        price = policy.price_of(ports.salon.currency, services)
        terms = ports.salon.terms_at(slot.starts_at)
        lines = (
            msg("Shall I book this?"),
            *whom_lines(draft.for_whom),
            *planned_lines(ports.salon, services, slot),
            *money_lines(price, deposit),
            *terms_lines(deposit, terms, slot.starts_at, ports.now),
        )
        yes = msg("Confirm and pay") if deposit else msg("Confirm")
        more = (_ADD,) if addable(draft, ports.salon) else ()
        choices = (Choice(_answer(services, ports.salon), yes), *more, _CHANGE)
        return Screen(lines, choices, EVERYWHERE)

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        if choice == _ADD.id:
            return Move(draft, place_to_add(ports.salon))
        if choice == _CHANGE.id:
            return Move(draft, Change())
        services, starts_at = chosen_services(draft, ports.salon), draft.starts_at
        if starts_at is None:
            raise NotOpen
        _check_shown(choice, _answer(services, ports.salon))
        price = policy.price_of(ports.salon.currency, services)
        booking = await ports.hold(services, draft.staff, starts_at, price)
        place = Paying(booking.id) if booking.held_until else Booked(booking.id)
        return Move(Draft(), place)


@dataclass(frozen=True, slots=True)
class Change(Place):
    """Which part of the visit is to be another."""

    name: ClassVar[str] = "change"

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        services, _ = await _agreed(draft, ports)
        somebody = (Choice("staff", msg("Someone else")),)
        choices = (
            Choice("time", msg("Another time")),
            Choice("day", msg("Another day")),
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


async def _agreed(draft: Draft, ports: Ports) -> tuple[Sequence[Service], Slot]:
    """What may still be booked like this; a Refusal if it may not."""
    services = chosen_services(draft, ports.salon)
    if draft.starts_at is None:
        raise NotOpen
    policy.check_start(ports.salon, ports.now, draft.starts_at, services)
    slot = await chosen_slot(draft, ports)
    if slot is None:
        raise SlotTaken
    return services, slot


def _answer(services: Sequence[Service], salon: Salon) -> str:
    """What was shown travels with the choice: if it is another now, that is shown, not booked."""
    price = policy.price_of(salon.currency, services)
    deposit = policy.prepayment(services, salon.currency)
    minutes = ",".join(str(round(one.length.total_seconds() / 60)) for one in services)
    return f"confirm:{price.minor}:{deposit.minor}:{minutes}"


def _check_shown(chosen: str, now: str) -> None:
    if chosen == now:
        return
    raise LengthChanged if chosen.rpartition(":")[0] == now.rpartition(":")[0] else PriceChanged


def _removals(services: Sequence[Service]) -> Sequence[Choice]:
    return [
        Choice(f"remove:{one.id}", msg("Without {service}", service=one.name), shown(one.length))
        for one in services
    ]
