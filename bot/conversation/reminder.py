"""What a customer is shown some time before a visit."""

from booking.salon import Salon
from booking.visit import Booking
from bot.conversation import templates
from bot.conversation.screen import Screen, msg
from bot.conversation.summary import place_lines, visit_lines


def reminder_screen(booking: Booking, salon: Salon) -> Screen:
    """The visit, with what can still be said to it."""
    return Screen(
        (
            msg("This is a reminder of your visit."),
            *visit_lines(salon, booking),
            *place_lines(salon),
        ),
        templates.reminder_choices(booking.id, booking.revision),
        template=templates.reminder(templates.about(salon, booking)),
    )
