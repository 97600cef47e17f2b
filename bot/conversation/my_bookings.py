"""What the customer has booked, and cancelling it."""

from dataclasses import dataclass
from typing import ClassVar

from bot.conversation.draft import Draft
from bot.conversation.navigation import MENU
from bot.conversation.one_booking import OneBooking
from bot.conversation.place import Move, Place
from bot.conversation.ports import Ports
from bot.conversation.screen import Briefly, Choice, Screen, msg, shown
from bot.conversation.summary import in_short


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
                in_short(ports.salon, booking),
            )
            for booking in bookings
        )
        return Screen((msg("Your bookings:"),), choices, (MENU,), explains=True)

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        if choice == "book":
            return Move(Draft())
        return Move(draft, OneBooking(int(choice.removeprefix("booking:"))))
