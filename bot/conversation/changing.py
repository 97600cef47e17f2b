"""Changing a booking: its time, who does it or what is done; what it means is said before."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from booking import policy
from booking.conditions import cheapest
from booking.errors import AlreadyOver, NotExchangeable, SlotTaken, TermsChanged
from booking.money import Money
from booking.salon import Salon, Service
from booking.visit import Booking, Slot, Status
from booking.wish import Wish
from bot.conversation.choose import StaffMembers
from bot.conversation.chosen import able, chosen_services, chosen_slot, with_services
from bot.conversation.draft import Draft, draft_of
from bot.conversation.navigation import EVERYWHERE
from bot.conversation.pay import Booked, own_booking
from bot.conversation.place import Move, Place
from bot.conversation.ports import Ports
from bot.conversation.relations import whom_lines
from bot.conversation.screen import Choice, Screen, Text, msg, shown
from bot.conversation.summary import (
    money_lines,
    moving_lines,
    planned_lines,
    terms_lines,
    visit_lines,
)
from bot.conversation.times import refitted

_TIME = Choice("time", msg("Another time"), msg("Choose day and time"))
_KEEP = Choice("no", msg("No, keep it"))


@dataclass(frozen=True, slots=True)
class ChangeBooking(Place):
    """What shall be another; how often and until when it may be."""

    name: ClassVar[str] = "change_booking"
    booking: int

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        booking = await changeable(self.booking, ports)
        policy.check_move(booking, ports.now)
        lines = (
            msg("What would you like to change?"),
            *visit_lines(ports.salon, booking),
            *limit_lines(booking, ports.now),
        )
        return Screen(lines, change_choices(booking, ports), EVERYWHERE)

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        return begun(choice, await changeable(self.booking, ports), ports.salon)


@dataclass(frozen=True, slots=True)
class OtherService(Place):
    """Which service instead, and what it costs more or less."""

    name: ClassVar[str] = "other_service"

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        booking = await changeable(draft.moving or 0, ports)
        choices = tuple(
            Choice(f"service:{service.id}", shown(service.name), _compared(service, booking.price))
            for service in exchangeable(booking, ports)
        )
        return Screen(
            (msg("Which service would you like instead?"),), choices, EVERYWHERE, explains=True
        )

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        booking = await changeable(draft.moving or 0, ports)
        as_it_is = change_of(booking, ports.salon)
        service_id = int(choice.removeprefix("service:"))
        return await refitted(with_services(as_it_is, (service_id,), ports.salon), ports)


@dataclass(frozen=True, slots=True)
class ConfirmChange(Place):
    """What the booking becomes, before it does."""

    name: ClassVar[str] = "confirm_change"

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        booking = await changeable(draft.moving or 0, ports)
        slot, services = await _planned(booking, draft, ports)
        if draft == change_of(booking, ports.salon):
            return Screen((msg("That is how it is booked now."),), (_TIME, _KEEP), EVERYWHERE)
        price = policy.price_of(booking.price.currency, services)
        left = policy.moves_left(booking)
        lines = (
            msg("Change your booking to this?"),
            *whom_lines(booking.for_whom),
            *planned_lines(ports.salon, services, slot),
            *_before(booking, slot.starts_at),
            *_money(booking, price),
            *terms_lines(booking.deposit, booking.terms, slot.starts_at, ports.now),
            *moving_lines(left and left - 1, booking.move_until, slot.starts_at),
        )
        choices = (
            Choice(f"yes:{booking.revision}:{price.minor}", msg("Yes, change it")),
            _TIME,
            _KEEP,
        )
        return Screen(lines, choices, EVERYWHERE)

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        booking = await changeable(draft.moving or 0, ports)
        if choice == _KEEP.id:
            return Move(Draft(), Booked(booking.id))
        if choice == _TIME.id or draft.starts_at is None:
            return Move(draft.without_day())
        _, revision, price = choice.split(":")
        if int(revision) != booking.revision:
            raise TermsChanged(booking.id)
        shown = Money(int(price), booking.price.currency)
        wanted = booking.changed_to(draft.services, draft.staff, draft.starts_at, shown)
        await ports.change(booking, wanted)
        return Move(Draft(), Booked(booking.id, is_changed=True))


async def changeable(booking_id: int, ports: Ports) -> Booking:
    """The person's own booking, if it still can be another."""
    booking = await own_booking(booking_id, ports)
    if booking.status not in (Status.CONFIRMED, Status.REQUESTED):
        raise AlreadyOver
    return booking


def change_choices(booking: Booking, ports: Ports) -> tuple[Choice, ...]:
    """What of it can be another."""
    choices = [_TIME]
    if len(able(policy.services_of(ports.salon, booking), ports.salon)) > 1:
        choices.append(Choice("staff", msg("Someone else"), msg("Choose with whom")))
    if exchangeable(booking, ports):
        choices.append(Choice("service", msg("Another service"), msg("Choose again")))
    return tuple(choices)


def begun(choice: str, booking: Booking, salon: Salon) -> Move:
    """Where such a choice leads."""
    draft = change_of(booking, salon)
    match choice:
        case "staff":
            return Move(draft, StaffMembers())
        case "service":
            return Move(draft, OtherService())
        case _:
            return Move(draft.without_day())


def change_of(booking: Booking, salon: Salon) -> Draft:
    """The draft of a change that changes nothing yet."""
    return replace(draft_of(booking, salon.zone), moving=booking.id)


def exchangeable(booking: Booking, ports: Ports) -> tuple[Service, ...]:
    """The services that it can have instead of its own."""
    return tuple(
        service
        for service in ports.salon.services
        if service.id not in booking.service_ids and _may_become(booking, service, ports)
    )


def limit_lines(booking: Booking, now: datetime) -> tuple[Text, ...]:
    """How often and until when it may be changed, or why it may not."""
    left, until = policy.moves_left(booking), booking.movable_until
    if left is not None and left <= 0:
        return (msg("It was changed as often as is allowed."),)
    if now > until:
        return (msg("It could be changed until {moment}.", moment=until),)
    return moving_lines(left, booking.move_until, booking.starts_at)


def services_after(booking: Booking, draft: Draft, slot: Slot, salon: Salon) -> tuple[Service, ...]:
    """With the lengths and prices that were agreed where they stay, else at their cheapest."""
    if draft.services == booking.service_ids:
        return policy.services_of(salon, booking)
    return cheapest(salon, Wish(chosen_services(draft, salon)), slot.teams)


async def _planned(
    booking: Booking, draft: Draft, ports: Ports
) -> tuple[Slot, tuple[Service, ...]]:
    """When and what it becomes; SlotTaken if that is not free."""
    slot = await chosen_slot(draft, ports)
    if slot is None:
        raise SlotTaken
    return slot, services_after(booking, draft, slot, ports.salon)


def _may_become(booking: Booking, service: Service, ports: Ports) -> bool:
    try:
        policy.check_exchange(ports.salon, booking, service, booking.starts_at - ports.now)
    except NotExchangeable:
        return False
    return bool(ports.salon.staff_for(service.id))


def _compared(service: Service, price: Money) -> Text:
    facts = msg("{length}, {price}", length=service.length, price=service.price)
    return msg("{facts}, {difference}", facts=facts, difference=_difference(service.price, price))


def _difference(price: Money, before: Money) -> Text:
    if price == before:
        return msg("the same price")
    if before < price:
        return msg("{sum} more", sum=price - before)
    return msg("{sum} less", sum=before - price)


def _before(booking: Booking, starts_at: datetime) -> tuple[Text, ...]:
    if starts_at == booking.starts_at:
        return ()
    return (msg("Before: {moment}", moment=booking.starts_at),)


def _money(booking: Booking, price: Money) -> tuple[Text, ...]:
    """What it costs then; what was paid stays with it, the rest is paid at the salon."""
    lines = money_lines(price, booking.deposit)
    if booking.deposit:
        stays = msg("Your deposit of {deposit} stays with the booking.", deposit=booking.deposit)
        rest = price - booking.deposit
        lines = (
            msg("Price: {price}", price=price),
            stays,
            *((msg("At the salon: {rest}", rest=rest),) if rest else ()),
        )
    if price == booking.price:
        return lines
    if booking.price < price:
        return (*lines, msg("That is {sum} more than before.", sum=price - booking.price))
    return (*lines, msg("That is {sum} less than before.", sum=booking.price - price))
