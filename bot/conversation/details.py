"""The last steps: name and number if they are unknown, then the confirmation."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from booking import policy
from booking.errors import NotOpen, PriceChanged, SlotTaken
from booking.instants import local_day
from booking.money import Money
from booking.salon import LocalName, Service
from bot.conversation.choose import chosen_service
from bot.conversation.draft import Draft
from bot.conversation.folding import visible
from bot.conversation.navigation import EVERYWHERE
from bot.conversation.pay import Booked, Paying
from bot.conversation.place import Move, Place
from bot.conversation.ports import Ports
from bot.conversation.relations import whom_lines
from bot.conversation.screen import Choice, Screen, Text, msg, shown
from bot.conversation.summary import money_lines, terms_lines

_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Name(Place):
    """What the customer is called; the channel's profile name is offered."""

    name: ClassVar[str] = "name"
    takes_text: ClassVar[bool] = True
    objection: bool = False

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        offered = proper_name(ports.profile_name or "")
        choices = (Choice(f"name:{offered}", shown(offered)),) if offered else ()
        question = msg("What name shall we book it under?")
        if self.objection:
            question = msg("Please write your name with letters, at most 60 of them.")
        return Screen((question,), choices, EVERYWHERE)

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        await ports.remember(name=choice.removeprefix("name:"))
        return Move(draft)

    async def hear(self, text: str, draft: Draft, ports: Ports) -> Move | None:
        name = proper_name(text)
        if name is None:
            return Move(draft, Name(objection=True))
        await ports.remember(name=name)
        return Move(draft)


@dataclass(frozen=True, slots=True)
class Phone(Place):
    """The customer's own number, vouched for by the channel."""

    name: ClassVar[str] = "phone"

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        return Screen(
            (msg("Please share your phone number with the button below."),),
            navigation=EVERYWHERE,
            contact=msg("Share my number"),
        )

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        return Move(draft)

    async def share_phone(self, phone: str, draft: Draft, ports: Ports) -> Move | None:
        await ports.remember(phone=phone)
        return Move(draft)


@dataclass(frozen=True, slots=True)
class Confirm(Place):
    """Everything that will be booked, before anything is."""

    name: ClassVar[str] = "confirm"

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        service, starts_at = chosen_service(draft, ports), draft.starts_at
        if starts_at is None:
            raise NotOpen
        policy.check_start(ports.salon, ports.now, starts_at, (service,))
        await _check_free(service, draft.staff, starts_at, ports)
        deposit = policy.deposit_due(service)
        lines = (
            msg("Shall I book this?"),
            *whom_lines(draft.for_whom),
            msg("Service: {name}", name=service.name),
            msg("With: {name}", name=_with_whom(draft, ports)),
            msg("When: {moment}", moment=starts_at),
            msg("Length: {length}", length=service.length),
            *money_lines(service.price, deposit),
            *terms_lines(deposit, ports.salon.terms_at(starts_at), starts_at, ports.now),
        )
        yes = msg("Confirm and pay") if deposit else msg("Confirm")
        # What was shown travels with the choice: another price is shown again, not booked.
        choices = (
            Choice(f"confirm:{service.price.minor}:{deposit.minor}", yes),
            Choice("change_time", msg("Another time")),
        )
        return Screen(lines, choices, EVERYWHERE)

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        if choice == "change_time":
            return Move(draft.without_day())
        service, starts_at = chosen_service(draft, ports), draft.starts_at
        if starts_at is None:
            raise NotOpen
        _, price, deposit = choice.split(":")
        if int(deposit) != policy.deposit_due(service).minor:
            raise PriceChanged
        shown = Money(int(price), service.price.currency)
        booking = await ports.hold(service, draft.staff, starts_at, shown)
        place = Paying(booking.id) if booking.held_until else Booked(booking.id)
        return Move(Draft(), place)


async def _check_free(
    service: Service, staff_id: int | None, starts_at: datetime, ports: Ports
) -> None:
    day = local_day(starts_at, ports.salon.zone)
    free = await ports.free_slots(service, staff_id, day, day)
    if all(slot.starts_at != starts_at for slot in free):
        raise SlotTaken


def proper_name(text: str) -> str | None:
    """The text as a name, if it is one: letters in it, no number, not too long."""
    name = visible(text)
    has_letters = any(letter.isalpha() for letter in name)
    has_digits = any(letter.isdigit() for letter in name)
    return name if has_letters and not has_digits and len(name) <= _LONGEST_NAME else None


def _with_whom(draft: Draft, ports: Ports) -> LocalName | Text:
    member = ports.salon.staff_member(draft.staff) if draft.staff else None
    return member.name if member else msg("whoever is free")
