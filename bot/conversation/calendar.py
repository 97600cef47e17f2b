"""A booking in the customer's own calendar, and a feed of all of them."""

from dataclasses import dataclass
from typing import ClassVar

from bot.conversation.draft import Draft
from bot.conversation.navigation import EVERYWHERE
from bot.conversation.pay import own_booking
from bot.conversation.place import Move, Place
from bot.conversation.ports import Ports
from bot.conversation.screen import Choice, Screen, msg, shown
from bot.conversation.summary import ADD_TO_CALENDAR, calendar_link


@dataclass(frozen=True, slots=True)
class AddToCalendar(Place):
    """One booking as a file, where the channel takes such files, and as a link."""

    name: ClassVar[str] = "calendar"
    booking: int

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        booking = await own_booking(self.booking, ports)
        link = calendar_link(ports.calendars.entry(booking))
        line = ADD_TO_CALENDAR if link else msg("Here is your booking for your calendar.")
        every = Choice("feed", msg("All my bookings"), msg("Your calendar keeps itself up to date"))
        choices = (every,) if link else ()
        return Screen((line,), choices, EVERYWHERE, link=link, document=f"calendar-{booking.id}")

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        if await ports.calendars.feed() is None:
            await ports.calendars.open_feed()
        return Move(draft, CalendarFeed(self.booking))


@dataclass(frozen=True, slots=True)
class CalendarFeed(Place):
    """The address of all bookings, which can be changed or switched off."""

    name: ClassVar[str] = "calendar_feed"
    booking: int

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        link = await ports.calendars.feed()
        if link is None:
            again = Choice("open", msg("Switch it on"))
            return Screen((msg("That address shows nothing any more."),), (again,), EVERYWHERE)
        lines = (
            msg("Subscribe to this address in your calendar:"),
            shown(link),
            msg("Whoever has it sees your bookings with us."),
        )
        choices = (Choice("open", msg("New address")), Choice("close", msg("Switch it off")))
        return Screen(lines, choices, EVERYWHERE)

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        if choice == "open":
            await ports.calendars.open_feed()
        else:
            await ports.calendars.close_feed()
        return Move(draft, self)
