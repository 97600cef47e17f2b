"""A booking that awaits the salon's answer, was declined, or is over."""

from booking.visit import Booking, Status
from bot.conversation.ports import Ports
from bot.conversation.screen import Choice, Screen, msg, standing
from bot.conversation.summary import paid_lines, terms_lines, visit_lines

_ALL_BACK = msg(
    "If the salon declines, or you cancel before it has accepted, all that you paid comes back."
    " After that:"
)


def requested_screen(booking: Booking, ports: Ports) -> Screen:
    """What was asked for, and until when the salon answers."""
    until = booking.answer_until or booking.starts_at
    return Screen(
        (
            msg("Your request is with the salon."),
            msg("You will hear from us by {moment}.", moment=until),
            msg("Booking code: {code}", code=booking.code),
            *visit_lines(ports.salon, booking),
            *paid_lines(ports.salon, booking),
            *((_ALL_BACK,) if booking.deposit else ()),
            *terms_lines(booking.deposit, booking.terms, booking.starts_at, ports.now),
        ),
        (
            standing("change", booking.id, booking.revision, msg("Change booking")),
            standing("cancel", booking.id, booking.revision, msg("Cancel booking")),
            standing("bookings", booking.id, booking.revision, msg("My bookings")),
        ),
    )


def declined_screen(booking: Booking, ports: Ports) -> Screen:
    return Screen(
        (
            msg("Sorry, the salon cannot take this booking."),
            *visit_lines(ports.salon, booking),
        ),
        (standing("again", booking.id, booking.revision, msg("Other times")),),
    )


def receipt_choice(booking: Booking) -> Choice:
    return standing("receipt", booking.id, booking.revision, msg("Receipt"))


def past_screen(booking: Booking, ports: Ports) -> Screen:
    again = standing("again", booking.id, booking.revision, msg("Book it again"))
    visit = visit_lines(ports.salon, booking)
    if booking.status is Status.NO_SHOW:
        return Screen((msg("We missed you at this visit."), *visit), (again,))
    return Screen((msg("This visit is over."), *visit), (again, receipt_choice(booking)))
