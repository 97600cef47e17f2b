"""One booking, and all that can be done with it."""

from dataclasses import dataclass, replace
from typing import ClassVar

from booking import policy
from booking.visit import Booking, Status
from bot.conversation.calendar import AddToCalendar
from bot.conversation.cancelling import CancelBooking
from bot.conversation.changing import begun, change_choices, limit_lines
from bot.conversation.draft import Draft
from bot.conversation.navigation import EVERYWHERE
from bot.conversation.outcomes import receipt_choice
from bot.conversation.pay import own_booking, standing_screen
from bot.conversation.place import Move, Place
from bot.conversation.ports import Ports
from bot.conversation.screen import Choice, Screen, Text, msg
from bot.conversation.summary import paid_lines, terms_lines, visit_lines
from bot.conversation.where import Where

_TO_COME = (Status.CONFIRMED, Status.REQUESTED)


@dataclass(frozen=True, slots=True)
class OneBooking(Place):
    """A booking that is to come with everything that it allows; any other as it stands."""

    name: ClassVar[str] = "booking"
    booking: int

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        booking = await own_booking(self.booking, ports)
        if booking.status in _TO_COME and booking.starts_at > ports.now:
            return Screen(_lines(booking, ports), _choices(booking, ports), EVERYWHERE)
        screen = standing_screen(booking, ports)
        choices = tuple(one for one in screen.choices if not one.id.startswith("s.bookings."))
        return replace(screen, choices=choices, navigation=EVERYWHERE)

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        match choice:
            case "cancel":
                return Move(draft, CancelBooking(self.booking))
            case "where":
                return Move(draft, Where(self.booking))
            case "calendar":
                return Move(draft, AddToCalendar(self.booking))
            case _:
                return begun(choice, await own_booking(self.booking, ports), ports.salon)


def _lines(booking: Booking, ports: Ports) -> tuple[Text, ...]:
    if booking.status is Status.REQUESTED:
        return (*standing_screen(booking, ports).lines, *limit_lines(booking, ports.now))
    return (
        msg("Booking code: {code}", code=booking.code),
        *visit_lines(ports.salon, booking),
        *paid_lines(ports.salon, booking),
        *terms_lines(booking.deposit, booking.terms, booking.starts_at, ports.now),
        *limit_lines(booking, ports.now),
    )


def _choices(booking: Booking, ports: Ports) -> tuple[Choice, ...]:
    return (
        *(change_choices(booking, ports) if policy.is_movable(booking, ports.now) else ()),
        Choice("cancel", msg("Cancel booking"), msg("I ask once more first")),
        *((receipt_choice(booking),) if booking.deposit else ()),
        Choice("where", msg("Directions"), msg("Address and map")),
        Choice("calendar", msg("Add to calendar"), msg("For the calendar of your phone")),
    )
