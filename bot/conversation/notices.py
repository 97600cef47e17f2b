"""News of a booking that nobody asked for: paid, lapsed, too late, refunded."""

from dataclasses import replace

from booking.visit import Booking, Status
from bot.conversation import templates
from bot.conversation.outcomes import receipt_choice
from bot.conversation.pay import (
    PAID,
    booked_screen,
    other_paid_screen,
    own_booking,
    pay_label,
    standing_screen,
    unpaid_lines,
)
from bot.conversation.ports import Ports
from bot.conversation.proposal import is_open
from bot.conversation.rating import rating_screen
from bot.conversation.remarks import call_us
from bot.conversation.reminder import reminder_screen
from bot.conversation.screen import Link, Screen, msg, standing
from bot.conversation.summary import visit_lines


async def notice(event: str, booking_id: int, ports: Ports) -> Screen | None:
    """What to tell of it, as the booking stands now; its buttons stand as long as it does.

    None if it is not true any more.
    """
    booking = await own_booking(booking_id, ports)
    match event:
        case "link_ready" | "looked":
            return await _link(booking, ports)
        case "unpaid":
            return await _unpaid(booking, ports)
        case "link_late":
            return await _late(booking, ports)
        case "link_failed":
            return _failed(booking, ports)
        case "to_refund" | "paid_late" if not booking.is_alive:
            return _too_late(booking, ports)
        case "to_refund" | "paid_late":
            return None  # what became of the booking is told by itself
        case "offer":
            return _offer(booking, ports)
        case "proposed":
            return _proposed(booking, ports)
        case "moved" | "reassigned":
            return _changed(event, booking, ports)
        case "refunded":
            return await _refunded(booking, ports)
        case "captured" | "released":
            return await _no_longer_held(event, booking, ports)
        case "payment_mismatch":
            return await _other_paid(booking, ports)
        case "refund_failed":
            return await _not_refunded(booking, ports)
        case "rating":
            return rating_screen(booking, ports)
        case "reminder":
            is_ahead = booking.status is Status.CONFIRMED and booking.starts_at > ports.now
            return reminder_screen(booking, ports.salon) if is_ahead else None
        case "declined" | "unanswered" if booking.status is Status.DECLINED:
            return await _declined(event, booking, ports)
        case _:
            return _as_it_stands(event, booking, ports)


def _as_it_stands(event: str, booking: Booking, ports: Ports) -> Screen | None:
    if not _still_true(event, booking):
        return None
    says = {
        "confirmed": templates.booked,
        "lapsed": templates.lapsed,
        "cancelled": templates.cancelled,
    }
    say = says.get(event)  # what follows at once on what the customer does needs no template
    template = say and say(templates.about(ports.salon, booking))
    return replace(standing_screen(booking, ports), template=template)


def _offer(booking: Booking, ports: Ports) -> Screen | None:
    if not booking.is_offer:
        return None
    template = templates.offer(templates.about(ports.salon, booking))
    return replace(standing_screen(booking, ports), template=template)


def _proposed(booking: Booking, ports: Ports) -> Screen | None:
    if booking.proposed_at is None or not is_open(booking, ports.now):
        return None
    template = templates.proposed(templates.about(ports.salon, booking), booking.proposed_at)
    return replace(standing_screen(booking, ports), template=template)


def _changed(event: str, booking: Booking, ports: Ports) -> Screen | None:
    if booking.status is not Status.CONFIRMED:
        return None
    news = msg("Somebody else will look after you at this visit.")
    if event == "moved" and booking.moved_from:
        news = msg("Your visit was moved. It was {moment} before.", moment=booking.moved_from)
    template = templates.moved(templates.about(ports.salon, booking))
    return replace(booked_screen(booking, ports, news), template=template)


def _still_true(event: str, booking: Booking) -> bool:
    told = {
        "confirmed": Status.CONFIRMED,
        "lapsed": Status.EXPIRED,
        "cancelled": Status.CANCELLED,
        "requested": Status.REQUESTED,
    }
    return booking.status is told.get(event)


async def _declined(event: str, booking: Booking, ports: Ports) -> Screen:
    template = templates.declined(templates.about(ports.salon, booking))
    screen = replace(standing_screen(booking, ports), template=template)
    if event == "unanswered":
        unanswered = msg("Sorry, the salon has not answered in time, so nothing is booked.")
        if booking.proposed_at:
            unanswered = msg(
                "The time that the salon proposed was not taken, so nothing is booked."
            )
        screen = replace(screen, lines=(unanswered, *screen.lines[1:]))
    payment = await ports.payment(booking)
    if payment is None:
        return screen
    back = msg("All of it, {deposit}, comes back to you.", deposit=payment.amount)
    first, *rest = screen.lines
    return replace(screen, lines=(first, back, *rest))


async def _refunded(booking: Booking, ports: Ports) -> Screen | None:
    payment = await ports.payment(booking)
    if payment is None:
        return None
    if booking.status in (Status.REQUESTED, Status.CONFIRMED):
        some = msg("In all {amount} of what you paid is on its way back.", amount=payment.refunded)
        stays = msg("Your booking stays as it is.")
        lines = (some, stays, *visit_lines(ports.salon, booking))
        part = templates.given_back(templates.about(ports.salon, booking), payment.refunded)
        return Screen(lines, (receipt_choice(booking),), template=part)
    on_its_way = msg("Your deposit of {deposit} is on its way back.", deposit=payment.refunded)
    template = templates.refunded(templates.about(ports.salon, booking), payment.refunded)
    lines = (on_its_way, *visit_lines(ports.salon, booking))
    return Screen(lines, (receipt_choice(booking),), template=template)


async def _no_longer_held(event: str, booking: Booking, ports: Ports) -> Screen | None:
    payment = await ports.payment(booking)
    if payment is None:
        return None
    visit, about = visit_lines(ports.salon, booking), templates.about(ports.salon, booking)
    if event == "released":
        free = msg("{amount} is no longer held on your card.", amount=payment.amount)
        return Screen((free, *visit), template=templates.released(about, payment.amount))
    taken = msg("{amount} was taken from your card.", amount=payment.kept)
    template = templates.captured(about, payment.kept)
    return Screen((taken, *visit), (receipt_choice(booking),), template=template)


async def _not_refunded(booking: Booking, ports: Ports) -> Screen | None:
    payment = await ports.payment(booking)
    if payment is None or not payment.refund_failed:
        return None
    stuck = msg("Your deposit could not be sent back automatically. The salon will see to it.")
    template = templates.not_refunded(templates.about(ports.salon, booking))
    lines = (stuck, *visit_lines(ports.salon, booking), call_us(ports.salon))
    return Screen(lines, template=template)


async def _other_paid(booking: Booking, ports: Ports) -> Screen | None:
    payment = await ports.payment(booking)
    return other_paid_screen(ports) if payment and payment.is_other else None


async def _link(booking: Booking, ports: Ports) -> Screen | None:
    screen = standing_screen(booking, ports)
    payment = await ports.payment(booking)
    if booking.status is not Status.HELD or payment is None or payment.url is None:
        return None
    # the link itself is here: what leads to it would be a second button that seems to pay
    choices = (
        standing("paid", booking.id, booking.revision, PAID),
        standing("cancel", booking.id, booking.revision, msg("Cancel booking")),
    )
    return replace(
        screen, choices=choices, navigation=(), link=Link(pay_label(payment), payment.url)
    )


async def _unpaid(booking: Booking, ports: Ports) -> Screen | None:
    link, payment = await _link(booking, ports), await ports.payment(booking)
    if link is None or payment is None or payment.has_failed or payment.is_other:
        return None
    return replace(link, lines=unpaid_lines(booking, payment, ports))


async def _late(booking: Booking, ports: Ports) -> Screen | None:
    payment = await ports.payment(booking)
    is_here = payment and (payment.url or payment.is_other)
    if booking.status is not Status.HELD or is_here:
        return None
    return Screen((msg("The payment link takes longer than usual. It will come here."),))


def _failed(booking: Booking, ports: Ports) -> Screen | None:
    if booking.status is not Status.HELD:
        return None
    return Screen(
        (
            msg("I could not make a payment link."),
            call_us(ports.salon),
        )
    )


def _too_late(booking: Booking, ports: Ports) -> Screen:
    lost = booking.status is Status.EXPIRED and booking.starts_at > ports.now
    why = msg("Your payment came after this booking had ended.")
    if lost:
        why = msg("Your payment came after your time had gone to somebody else.")
    return Screen(
        (
            why,
            msg("All of it, {deposit}, comes back to you.", deposit=booking.deposit),
            *visit_lines(ports.salon, booking),
        ),
        (standing("again", booking.id, booking.revision, msg("Other times")),),
        template=templates.too_late(templates.about(ports.salon, booking), booking.deposit),
    )
