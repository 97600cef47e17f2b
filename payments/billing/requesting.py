"""Asking for a booking's deposit, and what a conversation may show of it."""

from booking.errors import Misuse
from booking.money import Money
from booking.store import queue
from booking.store.database import Work
from booking.store.ids import new_id
from booking.visit import Booking
from payments import ledger
from payments.billing import tasks
from payments.payment import Kind, Payment, PaymentView, State
from payments.tables import payments


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
        owed=Money.zero(booking.deposit.currency),
        refunded=Money.zero(booking.deposit.currency),
        revision=1,
    )
    if await work.insert_new(payments, _row(payment, work)):
        await ledger.enter(work, payment, Kind.REQUESTED)
        await queue.add(work, tasks.of_payment(tasks.CHARGE, payment, "charge", queue.REPLY))


async def view(work: Work, booking_id: int) -> PaymentView | None:
    """The booking's payment as a conversation shows it; None if none was asked for."""
    payment = await ledger.of_booking(work, booking_id)
    if payment is None:
        return None
    url = payment.url if payment.state is State.OPEN else None
    return PaymentView(
        payment.state, payment.amount, url, payment.expires_at, payment.owed, payment.refunded
    )


def key_of(tenant_id: int, booking_id: int) -> str:
    """Ours for the deposit of this booking, the same however often it is asked for.

    It names the tenant too, since two salons may share one account at the provider.
    """
    return f"{tenant_id:x}.{booking_id:x}.deposit"


def _row(payment: Payment, work: Work) -> dict[str, object]:
    return {
        "id": payment.id,
        "booking_id": payment.booking_id,
        "key": payment.key,
        "state": str(payment.state),
        "amount_minor": payment.amount.minor,
        "currency": payment.amount.currency,
        "description": payment.description,
        "return_url": payment.return_url,
        "provider": payment.provider,
        "expires_at": payment.expires_at,
        "owed_minor": 0,
        "refunded_minor": 0,
        "revision": payment.revision,
        "created_at": work.now,
        "updated_at": work.now,
    }
