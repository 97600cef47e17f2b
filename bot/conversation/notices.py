"""News of a booking that nobody asked for: paid, lapsed, too late, refunded."""

from booking.visit import Booking
from bot.conversation.pay import own_booking, standing_screen
from bot.conversation.ports import Ports
from bot.conversation.screen import Link, Screen, msg, standing
from bot.conversation.summary import visit_lines


async def notice(event: str, booking_id: int, ports: Ports) -> Screen:
    """What to tell of it, as the booking stands now; its buttons stand as long as it does."""
    booking = await own_booking(booking_id, ports)
    match event:
        case "link_ready":
            return await _link(booking, ports)
        case "to_refund":
            return _too_late(booking, ports)
        case "refunded":
            return Screen(
                (
                    msg("Your deposit of {deposit} is on its way back.", deposit=booking.deposit),
                    *visit_lines(ports.salon, booking),
                )
            )
        case _:
            return standing_screen(booking, ports)


async def _link(booking: Booking, ports: Ports) -> Screen:
    shown = standing_screen(booking, ports)
    payment = await ports.payment(booking)
    if payment is None or payment.url is None:
        return shown
    link = Link(msg("Pay {deposit}", deposit=payment.amount), payment.url)
    return Screen(shown.lines, shown.choices, link=link)


def _too_late(booking: Booking, ports: Ports) -> Screen:
    return Screen(
        (
            msg("Your payment came after your time had gone to somebody else."),
            msg("All of it, {deposit}, comes back to you.", deposit=booking.deposit),
            *visit_lines(ports.salon, booking),
        ),
        (standing("again", booking.id, booking.revision, msg("Other times")),),
    )
