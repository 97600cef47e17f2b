"""What the staff may do with a booking by a tap on its message, and who of them may."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from booking.errors import AlreadyOver, NotBegun, NothingDue, Refusal, SlotTaken, TermsChanged
from booking.money import Money
from booking.salon import Salon, Staff
from booking.teams import people_in
from booking.visit import Booking, Status
from bot.conversation import staff_money
from bot.conversation.screen import Choice, Text, msg, standing
from bot.conversation.summary import staff_in_one

_EVERYTHING = ("manager", "owner")  # the roles that may change everybody's bookings

DONE: Mapping[str, Text] = {
    "approve": msg("Accepted."),
    "decline": msg("Declined."),
    "arrived": msg("The customer is here."),
    "completed": msg("The visit is over."),
    "noshow": msg("The customer did not come."),
    "cash": msg("Written down as paid in cash."),
    "terminal": msg("Written down as paid by card at the salon."),
    "unpaid": msg("Written down as handed back."),
    "returned": msg("Written down as given back."),
}
PROPOSE = "propose"
STALE = msg("This booking has changed. Its message shows how it stands now.")


@dataclass(frozen=True, slots=True)
class Sums:
    """The money of a booking that the staff have to do with."""

    due: Money  # still to be paid
    taken: Money  # by them
    returnable: Money | None  # paid online, and can be given back
    to_give_back: Money  # by hand, since its provider cannot


def deeds(booking: Booking, now: datetime, sums: Sums) -> tuple[Choice, ...]:
    """The buttons of its message; they stand until the booking changes."""
    begun = booking.starts_at <= now
    return (
        *_returned(booking, sums),
        *_visit_deeds(booking, sums, begun=begun),
        *staff_money.deeds(booking, sums.returnable, begun=begun),
    )


def _returned(booking: Booking, sums: Sums) -> tuple[Choice, ...]:
    if not sums.to_give_back:
        return ()
    return (_deed("returned", booking, msg("{sum} given back", sum=sums.to_give_back)),)


def _visit_deeds(booking: Booking, sums: Sums, *, begun: bool) -> tuple[Choice, ...]:
    if begun and booking.status in (Status.CONFIRMED, Status.COMPLETED):
        return (*_came(booking), *_paid(booking, sums))
    match booking.status:
        case Status.REQUESTED if not begun:
            return (
                _deed("approve", booking, msg("Accept")),
                _deed("decline", booking, msg("Decline")),
                _deed(PROPOSE, booking, msg("Propose another time")),
            )
        case Status.NO_SHOW:
            return (_deed("arrived", booking, msg("Came after all")),)
        case _:
            return ()


def _came(booking: Booking) -> tuple[Choice, ...]:
    if booking.status is Status.COMPLETED:
        return ()
    arrived = _deed("arrived", booking, msg("Is here"))
    return (
        *(() if booking.arrived_at else (arrived,)),
        _deed("completed", booking, msg("Completed")),
        _deed("noshow", booking, msg("Did not come")),
    )


def _paid(booking: Booking, sums: Sums) -> tuple[Choice, ...]:
    due, taken = sums.due, sums.taken
    return (
        *((_deed("cash", booking, msg("{sum} in cash", sum=due)),) if due else ()),
        *((_deed("terminal", booking, msg("{sum} by card", sum=due)),) if due else ()),
        *((_deed("unpaid", booking, msg("{sum} handed back", sum=taken)),) if taken else ()),
    )


def talking(booking: Booking) -> tuple[Choice, ...]:
    """Write to the customer, as long as the booking stands."""
    if not booking.is_alive:
        return ()
    return (standing("takeover", booking.id, booking.revision, msg("Talk to the customer")),)


def may(member: Staff, booking: Booking) -> bool:
    """A manager or owner whatever it is, a staff member what they do themselves."""
    return may_all(member) or member.id in people_in([booking.team])


def may_all(member: Staff) -> bool:
    return member.role in _EVERYTHING


def member(salon: Salon, telegram_id: str) -> Staff | None:
    """Who of the catalogue's staff has this number at Telegram."""
    return next((one for one in salon.staff if str(one.telegram_id) == telegram_id), None)


def stranger(telegram_id: str) -> Text:
    """What is told to somebody of the group whom the catalogue does not name."""
    return msg(
        "I do not know you yet. The owner enters your number {number} in the catalogue.",
        number=telegram_id,
    )


def not_theirs(salon: Salon, booking: Booking) -> Text:
    return msg(
        "Only {name}, a manager or the owner may do this.", name=staff_in_one(salon, booking)
    )


def refused(no: Refusal) -> Text:
    """Why it was not done, for the staff."""
    match no:
        case SlotTaken():
            return msg("This time has gone to somebody else. Please decline the request.")
        case NothingDue():
            return msg("That is written down already.")
        case NotBegun():
            return msg("The visit has not begun yet.")
        case AlreadyOver() | TermsChanged():
            return STALE
        case _:
            return msg("That is not possible.")


def _deed(action: str, booking: Booking, label: Text) -> Choice:
    return standing(action, booking.id, booking.revision, label)
