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
from bot.conversation.waiting import OnList, entry_choice


@dataclass(frozen=True, slots=True)
class MyBookings(Place):
    """The bookings that are still to come."""

    name: ClassVar[str] = "bookings"

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        bookings = await ports.upcoming()
        waiting = tuple(entry_choice(one, ports.salon) for one in await ports.waiting.mine())
        if not bookings and not waiting:
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
        return Screen((msg("Your bookings:"),), (*choices, *waiting), (MENU,), explains=True)

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        if choice == "book":
            return Move(Draft())
        kind, _, number = choice.partition(":")
        if kind == "waiting":
            return Move(draft, OnList(int(number)))
        return Move(draft, OneBooking(int(number)))
