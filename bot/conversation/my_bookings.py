"""What the customer has booked, and cancelling it."""

from dataclasses import dataclass, replace
from typing import ClassVar

from booking.errors import AlreadyOver, TermsChanged
from booking.money import Money
from booking.visit import Status
from bot.conversation.draft import Draft
from bot.conversation.navigation import EVERYWHERE, MENU
from bot.conversation.pay import Booked, Paying, own_booking, receipt_choice, standing_screen
from bot.conversation.place import Move, Place
from bot.conversation.ports import Ports
from bot.conversation.screen import Briefly, Choice, Screen, Text, msg, shown
from bot.conversation.summary import services_in_one, staff_in_one, visit_lines


@dataclass(frozen=True, slots=True)
class MyBookings(Place):
    """The bookings that are still to come."""

    name: ClassVar[str] = "bookings"

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        bookings = await ports.upcoming()
        if not bookings:
            book = Choice("book", msg("Book a visit"))
            return Screen((msg("You have no bookings."),), (book,), (MENU,))
        choices = tuple(
            Choice(
                f"booking:{booking.id}",
                shown(Briefly(booking.starts_at)),
                msg(
                    "{service} with {name}",
                    service=services_in_one(ports.salon, booking),
                    name=staff_in_one(ports.salon, booking),
                ),
            )
            for booking in bookings
        )
        return Screen((msg("Your bookings:"),), choices, (MENU,), explains=True)

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        if choice == "book":
            return Move(Draft())
        return Move(draft, OneBooking(int(choice.removeprefix("booking:"))))


@dataclass(frozen=True, slots=True)
class OneBooking(Place):
    """One booking, and what can be done with it."""

    name: ClassVar[str] = "booking"
    booking: int

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        booking = await own_booking(self.booking, ports)
        screen = standing_screen(booking, ports)
        choices = tuple(one for one in screen.choices if not one.id.startswith("s.bookings."))
        if booking.deposit and booking.status is Status.CONFIRMED:
            choices = (*choices, receipt_choice(booking))
        return replace(screen, choices=choices, navigation=EVERYWHERE)


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
            lines = (*lines, _comes_back(booking.deposit, back))
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
        await ports.cancel(booking)
        return Move(draft, Booked(booking.id, comes_back=back.minor))


def _comes_back(deposit: Money, back: Money) -> Text:
    if not back:
        return msg("The deposit of {deposit} does not come back.", deposit=deposit)
    if back < deposit:
        return msg(
            "Of your deposit of {deposit}, {back} comes back to you.", deposit=deposit, back=back
        )
    return msg("Your deposit of {deposit} comes back to you.", deposit=back)
