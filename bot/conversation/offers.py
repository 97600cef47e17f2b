"""A time that became free, kept for who waits for it: one tap books it."""

from booking.visit import Booking
from bot.conversation.ports import Ports
from bot.conversation.screen import Screen, TimeOfDay, msg, standing
from bot.conversation.summary import money_lines, moving_lines, terms_lines, visit_lines
from bot.conversation.templates import offer_choices


def offer_screen(booking: Booking, ports: Ports) -> Screen:
    """All that is agreed to by taking it."""
    until = booking.offered_until or booking.starts_at
    return Screen(
        (
            msg("A time is free now. I keep it for you until {time}.", time=TimeOfDay(until)),
            *visit_lines(ports.salon, booking),
            *money_lines(booking.price, booking.deposit),
            *terms_lines(booking.deposit, booking.terms, booking.starts_at, ports.now),
            *moving_lines(booking.free_moves, booking.move_until, booking.starts_at),
        ),
        offer_choices(booking.id, booking.revision),
    )


def ended_screen(booking: Booking, ports: Ports) -> Screen:
    """An offer that was not taken."""
    return Screen(
        (
            msg("This time is not kept for you any more. You are still on the waiting list."),
            *visit_lines(ports.salon, booking),
        ),
        (standing("again", booking.id, booking.revision, msg("Other times")),),
    )
