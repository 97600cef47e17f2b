"""After the confirming answer: waiting for the deposit, and the booking as it stands."""

from dataclasses import dataclass, replace
from typing import ClassVar

from booking.errors import NotYours
from booking.money import Money
from booking.visit import Booking, Status
from bot.conversation.abroad import zone_lines
from bot.conversation.draft import Draft
from bot.conversation.navigation import MENU
from bot.conversation.offers import ended_screen, offer_screen
from bot.conversation.outcomes import (
    declined_screen,
    past_screen,
    receipt_choice,
    requested_screen,
)
from bot.conversation.place import Move, Place
from bot.conversation.ports import PaymentView, Ports
from bot.conversation.proposal import is_open, proposal_screen
from bot.conversation.remarks import call_us
from bot.conversation.screen import Choice, Link, Screen, Text, TimeOfDay, msg, standing
from bot.conversation.summary import (
    ADD_TO_CALENDAR,
    calendar_link,
    paid_lines,
    place_lines,
    terms_lines,
    visit_lines,
)

PAID = msg("I have paid")
_CANCEL = Choice("cancel", msg("Cancel booking"))
_PAID = Choice("paid", PAID)


@dataclass(frozen=True, slots=True)
class Paying(Place):
    """The slot is held; the payment link is here, or on its way."""

    name: ClassVar[str] = "paying"
    booking: int
    looking: bool = False  # the customer said that it is paid: the provider is being asked
    looked: bool = False  # the provider has seen no payment

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        booking = await own_booking(self.booking, ports)
        if booking.status is not Status.HELD or booking.held_until is None or booking.is_offer:
            return standing_screen(booking, ports)
        payment = await ports.payment(booking)
        if payment is not None and payment.is_other:
            return replace(other_paid_screen(ports), choices=(_CANCEL,), navigation=(MENU,))
        if payment is not None and payment.has_failed:
            failed = msg("I could not make a payment link.")
            return Screen((failed, call_us(ports.salon)), (_CANCEL,), (MENU,))
        if payment is None or payment.url is None:
            coming = msg("One moment, the payment link is on its way.")
            return Screen((coming,), (_CANCEL,), (MENU,), interim=True)
        if self.looking:
            return Screen((msg("One moment, I am asking."),), (_CANCEL,), (MENU,), interim=True)
        lines = unpaid_lines(booking, payment, ports)
        link = Link(pay_label(payment), payment.url)
        return Screen(
            lines if self.looked else lines[1:],
            (_PAID, _CANCEL),
            (MENU,),
            link=link,
        )

    async def pick(self, choice: str, draft: Draft, ports: Ports) -> Move:
        booking = await own_booking(self.booking, ports)
        if booking.status is not Status.HELD:  # it was paid, or has lapsed, meanwhile
            return Move(draft, Booked(self.booking))
        if choice == _CANCEL.id:
            await ports.cancel(booking)
            return Move(draft, Booked(self.booking))
        await ports.look_at_payment(booking)
        return Move(draft, Paying(self.booking, looking=True))

    async def wake(self, booking_id: int, draft: Draft, ports: Ports) -> Move | None:
        if booking_id != self.booking:
            return None
        booking = await own_booking(self.booking, ports)
        if booking.status is Status.HELD:
            return Move(draft, Paying(self.booking, looked=self.looking))
        return Move(draft, Booked(self.booking))


@dataclass(frozen=True, slots=True)
class Booked(Place):
    """A booking as it stands: booked, lapsed or cancelled."""

    name: ClassVar[str] = "booked"
    booking: int
    comes_back: int = 0  # minor units that a cancellation has just given back
    is_changed: bool = False  # just now

    async def ask(self, draft: Draft, ports: Ports) -> Screen:
        booking = await own_booking(self.booking, ports)
        if self.is_changed and booking.status is Status.CONFIRMED:
            return booked_screen(booking, ports, msg("Your booking is changed."))
        screen = standing_screen(booking, ports)
        if not self.comes_back:
            return screen
        back = Money(self.comes_back, booking.deposit.currency)
        told = msg("Your deposit of {deposit} is on its way back.", deposit=back)
        screen = replace(screen, choices=(*screen.choices, receipt_choice(booking)))
        return screen.followed_by(told)


def pay_label(payment: PaymentView) -> Text:
    """What the button says that leads to where it is paid, or the card is entered."""
    if payment.is_hold:
        return msg("Enter a card for {deposit}", deposit=payment.amount)
    return msg("Pay {deposit}", deposit=payment.amount)


def unpaid_lines(booking: Booking, payment: PaymentView, ports: Ports) -> tuple[Text, ...]:
    """That nothing was paid yet, until when the time is held, for what, and what is to be paid."""
    held_until = booking.held_until or ports.now
    return (
        msg("No payment has arrived yet."),
        msg("Your time is held until {time}.", time=TimeOfDay(held_until)),
        *visit_lines(ports.salon, booking),
        _asks_for(payment),
    )


def _asks_for(payment: PaymentView) -> Text:
    if payment.is_hold:
        return msg(
            "With this link {deposit} is held on your card. It is taken only when your visit is"
            " over:",
            deposit=payment.amount,
        )
    return msg("Pay the deposit of {deposit} with this link:", deposit=payment.amount)


async def own_booking(booking_id: int, ports: Ports) -> Booking:
    """The person's own booking; NotYours if it is somebody else's."""
    if booking := await ports.booking(booking_id):
        return booking
    raise NotYours


def standing_screen(booking: Booking, ports: Ports) -> Screen:
    """The booking with buttons that stay good for as long as it stands like this."""
    match booking.status:
        case Status.CONFIRMED:
            return booked_screen(booking, ports)
        case Status.EXPIRED if booking.offered_until:
            return ended_screen(booking, ports)
        case Status.EXPIRED:
            return lapsed_screen(booking, ports)
        case Status.HELD if booking.is_offer:
            return offer_screen(booking, ports)
        case Status.REQUESTED if is_open(booking, ports.now):
            return proposal_screen(booking, ports)
        case Status.REQUESTED:
            return requested_screen(booking, ports)
        case Status.DECLINED:
            return declined_screen(booking, ports)
        case Status.COMPLETED | Status.NO_SHOW:
            return past_screen(booking, ports)
        case Status.HELD:
            return Screen(
                (msg("This booking waits for its deposit."), *visit_lines(ports.salon, booking)),
                (
                    standing("pay", booking.id, booking.revision, msg("Pay the deposit")),
                    standing("cancel", booking.id, booking.revision, msg("Cancel booking")),
                ),
            )
        case _:
            return Screen(
                (msg("This booking is cancelled."), *visit_lines(ports.salon, booking)),
                (standing("again", booking.id, booking.revision, msg("Book it again")),),
            )


def booked_screen(booking: Booking, ports: Ports, news: Text | None = None) -> Screen:
    """One message with everything that was booked; `news` is what has happened to it."""
    is_paid = booking.deposit and not ports.salon.hold_deposits  # else it may only be held
    first = msg("Paid and booked.") if is_paid else msg("You are booked.")
    link = calendar_link(ports.calendars.entry(booking))
    return Screen(
        (
            news or first,
            msg("Booking code: {code}", code=booking.code),
            *visit_lines(ports.salon, booking),
            *zone_lines(ports.salon, ports.person, booking.starts_at),
            *paid_lines(ports.salon, booking),
            *terms_lines(booking.deposit, booking.terms, booking.starts_at, ports.now),
            *place_lines(ports.salon),
            *((ADD_TO_CALENDAR,) if link else ()),
        ),
        (
            standing("change", booking.id, booking.revision, msg("Change booking")),
            standing("cancel", booking.id, booking.revision, msg("Cancel booking")),
            standing("bookings", booking.id, booking.revision, msg("My bookings")),
        ),
        link=link,
    )


def other_paid_screen(ports: Ports) -> Screen:
    """Money came, but another sum: what becomes of it a person decides."""
    other = msg("What was paid is not the deposit that was asked for. The salon will see to it.")
    return Screen((other, call_us(ports.salon)))


def lapsed_screen(booking: Booking, ports: Ports) -> Screen:
    return Screen(
        (
            msg("The deposit was not paid in time, so your time is free again."),
            *visit_lines(ports.salon, booking),
        ),
        (standing("again", booking.id, booking.revision, msg("Book it again")),),
    )
