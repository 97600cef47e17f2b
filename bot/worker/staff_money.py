"""Cancelling and giving money back, as the staff ask for it in their group."""

from datetime import datetime

from booking import audit, bookings
from booking.errors import AlreadyOver, Refusal, TermsChanged
from booking.money import Money
from booking.reservations import change
from booking.salon import Salon, Staff
from booking.store.database import Work
from booking.visit import Actor, Booking
from bot.conversation import staff_desk, staff_money
from bot.conversation.screen import Text
from bot.conversation.staff_money import Reply
from bot.conversation.tokens import StandingChoice
from payments import billing, ledger
from payments.payment import PaymentView

ACTIONS = frozenset(
    {
        *("cancel", "drop", "keep", "refund", "again"),
        *staff_money.SHARES,
        *(share + reason for share in staff_money.SHARES for reason in staff_money.REASONS),
    }
)


async def tapped(
    work: Work,
    salon: Salon,
    booking: Booking,
    member: Staff,
    token: StandingChoice,
    key: str,
    question: str,
) -> Reply:
    """Ask, or do what was asked before; `key` is the same if the tap is heard again.

    `question` names the message that was tapped on.
    """
    payment = await _payment(work, booking)
    match token.action:
        case "keep":
            return staff_money.NOTHING_CHANGED
        case "cancel" | "drop":
            if token.revision != booking.revision:
                return Reply(staff_desk.STALE)
            if token.action == "cancel":
                kept = payment.kept if payment else None
                return staff_money.ask_to_cancel(salon, booking, kept)
            return await _cancel(work, booking, member)
    if not staff_desk.may_all(member):
        return Reply(staff_money.ONLY_LEADERS)
    if payment is None or not payment.returnable:
        return Reply(staff_money.refused(AlreadyOver()))
    if token.action == "again":
        amount = Money(token.revision, salon.currency)
        return await _refund_again(work, booking, member, amount, question)
    if token.action == "refund":
        return staff_money.ask_how_much(booking, payment.returnable, payment.revision)
    if token.revision != payment.revision:
        return Reply(staff_desk.STALE)
    return await _refund_by_tap(work, booking, member, token.action, payment, key)


async def ordered(work: Work, salon: Salon, member: Staff, text: str, key: str) -> Reply:
    """Do what a manager's command says."""
    order = staff_money.refund_order(text, salon.currency)
    if not staff_desk.may_all(member):
        return Reply(lines=(staff_money.ONLY_LEADERS,))
    if order is None:
        return Reply(lines=(staff_money.USAGE,))
    booking = await bookings.by_code(work, order.code)
    if booking is None:
        return Reply(lines=(staff_money.unknown(order.code),))
    payment = await _payment(work, booking)
    if payment and payment.kept and not payment.returnable:
        return Reply(lines=(staff_money.ONLY_HELD,))
    if order.amount and (last := await _last(work, booking, order.amount)):
        return staff_money.ask_again(booking, order.amount, last)
    try:
        amount = await _give(work, booking, member, order.amount, order.reason, key)
    except Refusal as no:
        return Reply(lines=(staff_money.refused(no),))
    return staff_money.given(booking, amount, order.reason, member, tapped=False)


async def _payment(work: Work, booking: Booking) -> PaymentView | None:
    """The payment as it stays until `work` ends, so that what is said to go back is what goes."""
    await ledger.lock_of_booking(work, booking.id)
    return await billing.view(work, booking.id)


async def _cancel(work: Work, booking: Booking, member: Staff) -> Reply:
    try:
        async with work.savepoint():
            await change.cancel(work, booking.id, _by(member), seen=booking.revision)
    except (AlreadyOver, TermsChanged):
        return Reply(staff_desk.STALE)
    return staff_money.cancelled(booking, member)


async def _refund_by_tap(
    work: Work, booking: Booking, member: Staff, action: str, payment: PaymentView, key: str
) -> Reply:
    named = staff_money.refund_of(action)
    share = named[0] if named else action
    amount = payment.returnable.share(staff_money.SHARES[share])
    if named is None:
        return staff_money.ask_why(booking, share, amount, payment.revision)
    reason = named[1]
    amount = await _give(work, booking, member, amount, reason, key)
    why: Text = staff_money.REASONS[reason]
    return staff_money.given(booking, amount, why, member, tapped=True)


async def _last(work: Work, booking: Booking, amount: Money) -> datetime | None:
    """When the same sum was given back of it before."""
    given = await audit.done(work, "refund", booking.id)
    return next((one.at for one in given if one.details["minor"] == amount.minor), None)


async def _refund_again(
    work: Work, booking: Booking, member: Staff, amount: Money, question: str
) -> Reply:
    """Once for each time that it was asked."""
    try:
        amount = await _give(work, booking, member, amount, "once more", f"again:{question}")
    except Refusal as no:
        return Reply(staff_money.refused(no))
    if not amount:
        return Reply(staff_desk.STALE)
    return staff_money.given(booking, amount, staff_money.ONCE_MORE, member, tapped=True)


async def _give(
    work: Work, booking: Booking, member: Staff, amount: Money | None, reason: str, key: str
) -> Money:
    """What goes back now; MoreThanKept if there is not so much."""
    before = await billing.view(work, booking.id)
    after = await billing.grant(work, booking.id, amount, reason, key)
    given = after.owed - before.owed if before else after.owed
    if not given:
        return given  # heard before
    await audit.note(work, _by(member), "refund", booking.id, minor=given.minor)
    return given


def _by(member: Staff) -> Actor:
    return Actor("staff", str(member.id))
