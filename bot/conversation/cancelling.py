"""Cancelling a booking: what comes back is said before anything is cancelled."""

from dataclasses import dataclass
from typing import ClassVar

from booking.errors import AlreadyOver, TermsChanged
from booking.money import Money
from booking.visit import Booking, Status
from bot.conversation.draft import Draft
from bot.conversation.navigation import EVERYWHERE
from bot.conversation.pay import Booked, Paying, own_booking
from bot.conversation.place import Move, Place
from bot.conversation.ports import Ports
from bot.conversation.screen import Choice, Screen, Text, msg
from bot.conversation.summary import visit_lines


@dataclass(frozen=True, slots=True)
class CancelBooking(Place):
    """What comes back is said before anything is cancelled."""

    name: ClassVar[str] = "cancel"
    booking: int

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        booking = await own_booking(self.booking, ports)
        if not booking.is_alive or booking.starts_at <= ports.now:
            raise AlreadyOver
        back = await ports.refund_if_cancelled(booking)
        lines: tuple[Text, ...] = (
            msg("Cancel this booking?"),
            *visit_lines(ports.salon, booking),
        )
        if booking.deposit and booking.status in (Status.CONFIRMED, Status.REQUESTED):
            told = _set_free if await _is_held(booking, ports) else _comes_back
            lines = (*lines, told(booking.deposit, back))
        # What was stated travels with the choice: if it is not true any more, it is stated again.
        choices = (
            Choice(f"yes:{booking.revision}:{back.minor}", msg("Yes, cancel it")),
            Choice("no", msg("No, keep it")),
        )
        return Screen(lines, choices, EVERYWHERE)

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        booking = await own_booking(self.booking, ports)
        if choice == "no":
            is_held = booking.status is Status.HELD
            return Move(draft, Paying(booking.id) if is_held else Booked(booking.id))
        back = await ports.refund_if_cancelled(booking)
        if choice != f"yes:{booking.revision}:{back.minor}":
            raise TermsChanged(booking.id)
        is_held = await _is_held(booking, ports)  # what becomes of it is told when it is done
        await ports.cancel(booking)
        return Move(draft, Booked(booking.id, comes_back=0 if is_held else back.minor))


async def _is_held(booking: Booking, ports: Ports) -> bool:
    payment = await ports.payment(booking)
    return payment is not None and payment.is_held


def _set_free(deposit: Money, back: Money) -> Text:
    if not back:
        return msg("The {deposit} that is held on your card will be taken.", deposit=deposit)
    if back < deposit:
        return msg(
            "Of the {deposit} that is held on your card, {kept} will be taken.",
            deposit=deposit,
            kept=deposit - back,
        )
    return msg("The {deposit} that is held on your card will be free again.", deposit=deposit)


def _comes_back(deposit: Money, back: Money) -> Text:
    if not back:
        return msg("The deposit of {deposit} does not come back.", deposit=deposit)
    if back < deposit:
        return msg(
            "Of your deposit of {deposit}, {back} comes back to you.", deposit=deposit, back=back
        )
    return msg("Your deposit of {deposit} comes back to you.", deposit=back)
