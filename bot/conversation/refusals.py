"""A Refusal in words, and where the conversation goes on after it."""

from booking.errors import (
    AlreadyOver,
    ConditionsChanged,
    LengthChanged,
    LimitReached,
    MoveRefused,
    NoLongerOffered,
    NotByThem,
    NotExchangeable,
    NotOpen,
    NotYours,
    PriceChanged,
    Refusal,
    SlotTaken,
    TermsChanged,
    TooFar,
    TooManyHolds,
    TooSoon,
)
from bot.conversation.cancelling import CancelBooking
from bot.conversation.draft import Draft
from bot.conversation.limits import limit_reached
from bot.conversation.my_bookings import MyBookings
from bot.conversation.one_booking import OneBooking
from bot.conversation.place import Move
from bot.conversation.screen import Text, msg, nmsg


def explain(no: Refusal) -> Text:
    """One polite sentence."""
    match no:
        case SlotTaken():
            return msg("Sorry, somebody else was faster: this time is taken.")
        case TooSoon(notice=notice):
            return msg("That is too soon: please book at least {notice} ahead.", notice=notice)
        case TooFar(last_day=last_day):
            return msg("That is too far ahead: you can book until {day}.", day=last_day)
        case LimitReached(limit=limit, period=period):
            return limit_reached(limit, period)
        case NotOpen():
            return msg("That time is not offered any more.")
        case NotByThem():
            return msg("They do not offer that any more. Please choose someone else.")
        case NoLongerOffered():
            return msg("That is not offered any more.")
        case LengthChanged():
            return msg("The visit takes another time now. Please look at it again.")
        case PriceChanged():
            return msg("The price has changed. Please look at it again.")
        case TermsChanged() | ConditionsChanged():
            return msg("Something has changed. Please look at it again.")
        case TooManyHolds(limit=limit):
            return nmsg(
                "You already hold {n} unpaid time. Please pay or cancel it first.",
                "You already hold {n} unpaid times. Please pay or cancel one first.",
                limit,
            )
        case MoveRefused(moves_left=int(left)) if left <= 0:
            return msg("It was changed as often as is allowed.")
        case MoveRefused(until=until):
            return msg("It could be changed until {moment}.", moment=until)
        case NotExchangeable():
            return msg("That has to be booked anew: please cancel this booking, then book it.")
        case AlreadyOver():
            return msg("This booking can no longer be changed.")
        case NotYours():
            return msg("I cannot find that booking.")
        case _:
            return msg("That is not possible.")


def recover(no: Refusal, draft: Draft) -> Move:
    """Where to go on, with the draft less what cannot be had."""
    match no:
        case MoveRefused(booking_id=booking_id):
            return Move(Draft() if draft.moving else draft, OneBooking(booking_id))
        case NotExchangeable():
            return Move(draft.without_service())
        case SlotTaken():
            return Move(draft.without_time())
        case TooSoon() | NotOpen():
            return Move(draft.without_time() if draft.start else draft.without_day())
        case TooFar() | LimitReached():
            return Move(draft.without_day())
        case NotByThem():
            return Move(draft.without_staff())
        case NoLongerOffered():
            return Move(draft.without_service())
        case TermsChanged(booking_id=booking_id) if booking_id != draft.moving:
            return Move(draft, CancelBooking(booking_id))
        case TooManyHolds() | AlreadyOver() | NotYours():
            return Move(Draft() if draft.moving else draft, MyBookings())
        case _:
            return Move(draft)
