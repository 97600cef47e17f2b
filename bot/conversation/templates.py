"""What may be said long after the customer wrote: fixed sentences that WhatsApp has approved.

Only the arguments of a sentence vary. It neither begins nor ends with one, and two never touch.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from booking.money import Money
from booking.salon import Salon
from booking.visit import Booking
from bot.conversation.screen import Argument, Choice, Template, msg, standing
from bot.conversation.summary import service_name, staff_name


@dataclass(frozen=True, slots=True)
class About:
    """What such a sentence may name of a booking, and whose buttons it has."""

    names: Mapping[str, Argument]  # salon, service, staff, moment
    booking: int
    revision: int


def about(salon: Salon, booking: Booking) -> About:
    line = booking.lines[0]
    names: Mapping[str, Argument] = {
        "salon": salon.name,
        "service": service_name(salon, line),
        "staff": staff_name(salon, line),
        "moment": booking.starts_at,
    }
    return About(names, booking.id, booking.revision)


def reminder(visit: About) -> Template:
    text = msg(
        "This is a reminder of your visit to {salon}: {service} with {staff}, {moment}."
        " Will you come?",
        **visit.names,
    )
    return Template("reminder", text, reminder_choices(visit.booking, visit.revision))


def reminder_choices(booking_id: int, revision: int) -> tuple[Choice, ...]:
    return (
        standing("come", booking_id, revision, msg("I'll come")),
        standing("change", booking_id, revision, msg("Change booking")),
        standing("cancel", booking_id, revision, msg("Cancel booking")),
    )


def booked(visit: About) -> Template:
    text = msg(
        "Your visit to {salon} is booked: {service} with {staff}, {moment}. See you then.",
        **visit.names,
    )
    mine = standing("bookings", visit.booking, visit.revision, msg("My bookings"))
    return Template("booked", text, (mine,))


def moved(visit: About) -> Template:
    text = msg(
        "Your visit to {salon} was changed. It is now: {service} with {staff}, {moment}."
        " See you then.",
        **visit.names,
    )
    mine = standing("bookings", visit.booking, visit.revision, msg("My bookings"))
    return Template("moved", text, (mine,))


def offer(visit: About) -> Template:
    text = msg(
        "A time is free at {salon}: {service} with {staff}, {moment}."
        " You are on the waiting list; I keep it for you for a while. Would you like it?",
        **visit.names,
    )
    return Template("offer", text, offer_choices(visit.booking, visit.revision))


def offer_choices(booking_id: int, revision: int) -> tuple[Choice, ...]:
    return (
        standing("take", booking_id, revision, msg("Book it")),
        standing("pass", booking_id, revision, msg("Not this time")),
        standing("unlist", booking_id, revision, msg("Take me off the list")),
    )


def cancelled(visit: About) -> Template:
    text = msg(
        "Your visit to {salon} on {moment} is cancelled: {service} with {staff}."
        " What you paid for it is given back.",
        **visit.names,
    )
    return Template("cancelled", text, (_again(visit),))


def declined(visit: About) -> Template:
    text = msg(
        "Your request for {service} at {salon} on {moment} was not accepted."
        " What you paid for it is given back.",
        **visit.names,
    )
    return Template("declined", text, (_again(visit),))


def proposed(visit: About, moment: Argument) -> Template:
    text = msg(
        "Your request for {service} at {salon} on {moment} cannot be taken;"
        " {other} is proposed instead. Nothing is booked yet.",
        **visit.names,
        other=moment,
    )
    return Template("proposed", text, proposal_choices(visit.booking, visit.revision))


def proposal_choices(booking_id: int, revision: int) -> tuple[Choice, ...]:
    return (
        standing("agree", booking_id, revision, msg("Take this time")),
        standing("change", booking_id, revision, msg("Change booking")),
        standing("cancel", booking_id, revision, msg("Cancel booking")),
    )


def lapsed(visit: About) -> Template:
    text = msg(
        "The deposit for {service} at {salon} on {moment} was not paid in time,"
        " so your time is free again.",
        **visit.names,
    )
    return Template("lapsed", text, (_again(visit),))


def too_late(visit: About, deposit: Argument) -> Template:
    text = msg(
        "Your payment for {service} at {salon} on {moment} came after the booking had ended."
        " All of it, {deposit}, comes back to you.",
        deposit=deposit,
        **visit.names,
    )
    return Template("too_late", text, (_again(visit),))


def refunded(visit: About, deposit: Argument) -> Template:
    text = msg(
        "Your deposit of {deposit} for {service} at {salon} on {moment} is on its way back.",
        deposit=deposit,
        **visit.names,
    )
    return Template("refunded", text)


def given_back(visit: About, amount: Argument) -> Template:
    text = msg(
        "For {service} at {salon} on {moment}, {amount} of what you paid is on its way back."
        " Your booking stays as it is.",
        amount=amount,
        **visit.names,
    )
    return Template("given_back", text)


def not_refunded(visit: About) -> Template:
    text = msg(
        "What you paid for {service} at {salon} on {moment} could not be sent back automatically."
        " The salon will see to it.",
        **visit.names,
    )
    return Template("not_refunded", text)


def captured(visit: About, amount: Argument) -> Template:
    text = msg(
        "For your booking of {service} at {salon} on {moment}, {amount} was taken from your card,"
        " as you were told when you booked.",
        amount=amount,
        **visit.names,
    )
    return Template("captured", text)


def released(visit: About, amount: Argument) -> Template:
    text = msg(
        "The {amount} for {service} at {salon} on {moment} is no longer held on your card.",
        amount=amount,
        **visit.names,
    )
    return Template("released", text)


def rating(visit: About) -> Template:
    text = msg(
        "How was your visit to {salon}: {service} with {staff}? Please tell us.",
        **visit.names,
    )
    return Template("rating", text, rating_choices(visit.booking))


def rating_choices(booking_id: int) -> tuple[Choice, ...]:
    """The stars stand where other choices have the booking's revision: it may change meanwhile."""
    labels = (msg("Bad"), msg("Poor"), msg("Fair"), msg("Good"), msg("Excellent"))
    return tuple(
        standing("rate", booking_id, stars, label) for stars, label in enumerate(labels, 1)
    )


def _again(visit: About) -> Choice:
    return standing("again", visit.booking, visit.revision, msg("Book it again"))


_SAMPLE = About(
    {
        "salon": "Noor Salon",
        "service": "Haircut",
        "staff": "Sara",
        "moment": datetime(2027, 3, 1, 14, 30, tzinfo=UTC),
    },
    booking=1234567890123456789,
    revision=1,
)
_DEPOSIT = Money(5000, "SAR")
SAMPLES = (
    reminder(_SAMPLE),
    booked(_SAMPLE),
    moved(_SAMPLE),
    offer(_SAMPLE),
    cancelled(_SAMPLE),
    declined(_SAMPLE),
    proposed(_SAMPLE, datetime(2027, 3, 1, 16, 0, tzinfo=UTC)),
    lapsed(_SAMPLE),
    too_late(_SAMPLE, _DEPOSIT),
    refunded(_SAMPLE, _DEPOSIT),
    given_back(_SAMPLE, _DEPOSIT),
    not_refunded(_SAMPLE),
    captured(_SAMPLE, _DEPOSIT),
    released(_SAMPLE, _DEPOSIT),
    rating(_SAMPLE),
)
"""Every template, as it is shown to WhatsApp for approval."""
