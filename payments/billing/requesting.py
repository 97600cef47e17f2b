"""Asking for a booking's deposit, and what a conversation may show of it."""

from booking.errors import Misuse
from booking.money import Money
from booking.store import queue
from booking.store.database import Work
from booking.store.ids import new_id
from booking.visit import Booking
from payments import ledger
from payments.billing import tasks
from payments.payment import Payment, PaymentView, State
from payments.recording import begin, books


async def request(
    work: Work,
    booking: Booking,
    description: str,
    *,
    provider: str = "moyasar",
    return_url: str | None = None,
) -> None:
    """Ask for the deposit of a held booking; safe to repeat, a booking has one deposit.

    `description` is shown to the payer; the link is made by the worker and told as `link_ready`.
    """
    if not booking.deposit or booking.held_until is None:
        if await ledger.of_booking(work, booking.id):
            return  # asked again after it was paid
        raise Misuse("a deposit is asked for while the booking is held for it")
    payment = Payment(
        id=new_id(),
        booking_id=booking.id,
        key=key_of(work.tenant_id, booking.id),
        state=State.REQUESTED,
        amount=booking.deposit,
        description=description[:255],
        return_url=return_url,
        provider=provider,
        provider_id=None,
        provider_payment_id=None,
        url=None,
        expires_at=booking.held_until,
        received=Money.zero(booking.deposit.currency),
        owed=Money.zero(booking.deposit.currency),
        refunded=Money.zero(booking.deposit.currency),
        revision=1,
    )
    if await begin(work, payment):
        await queue.add(work, tasks.of_payment(tasks.CHARGE, payment, "charge", queue.REPLY))


async def view(work: Work, booking_id: int) -> PaymentView | None:
    """The booking's payment as a conversation shows it; None if none was asked for."""
    payment = await ledger.of_booking(work, booking_id)
    if payment is None:
        return None
    nothing = Money.zero(payment.amount.currency)
    has_money = payment.received or payment.state is State.AUTHORIZED
    found = await books(work, payment) if has_money else None
    return PaymentView(
        state=payment.state,
        amount=payment.amount,
        url=payment.url if payment.state is State.OPEN else None,
        expires_at=payment.expires_at,
        kept=found.kept + found.held if found else nothing,
        returnable=found.returnable if found else nothing,
        owed=payment.owed,
        refunded=payment.refunded,
        revision=payment.revision,
        refund_failed=bool(found and found.refund_failed),
        provider=payment.provider,
    )


def key_of(tenant_id: int, booking_id: int) -> str:
    """Ours for the deposit of this booking, the same however often it is asked for.

    It names the tenant too, since two salons may share one account at the provider.
    """
    return f"{tenant_id:x}.{booking_id:x}.deposit"


def is_of(tenant_id: int, key: str | None) -> bool:
    """Is it a key of this tenant's?"""
    return key is not None and key.startswith(f"{tenant_id:x}.")
