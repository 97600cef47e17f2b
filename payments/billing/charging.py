"""Opening the invoice that the customer pays."""

from booking import bookings
from booking.events import Event
from booking.store import queue
from booking.store.database import Database, Work
from booking.visit import Booking, Status
from payments import ledger
from payments.billing import tasks
from payments.billing.news import tell
from payments.payment import UNOPENED, Kind, Payment, State
from payments.provider import Charge, Provider, Receipt, Refused, Rejected
from payments.recording import asked_by, record


async def charge(
    database: Database,
    provider: Provider,
    tenant_id: int,
    payment_id: int,
    instead: Provider | None = None,
) -> None:
    """Open the invoice, or find the one whose opening was never answered; safe to repeat.

    A hold that lapsed meanwhile gets none. What the provider refuses is asked for by `instead`, if
    there is one; else Rejected and Refused are told to the customer, then raised: somebody has to
    mend the cause.
    """
    async with database.unit_of_work(tenant_id) as work:
        payment = await ledger.lock(work, payment_id)
        booking = await bookings.get(work, payment.booking_id)
        if payment.state not in UNOPENED:
            return
        if not _is_held(work, booking):
            await _not_opened(work, payment, booking)
            return
    try:
        # Invoices have no idempotency key: one that we do not know of may be there already.
        receipt = await provider.find_by_key(payment.key) or await provider.open(_charge(payment))
    except (Rejected, Refused):
        if instead is None:
            await _failed(database, tenant_id, payment_id)
            raise
        await _hand_over(database, tenant_id, payment_id, instead.name)
        await charge(database, instead, tenant_id, payment_id)
        return
    async with database.unit_of_work(tenant_id) as work:
        await _opened(work, payment_id, receipt)


async def _opened(work: Work, payment_id: int, receipt: Receipt) -> None:
    payment = await ledger.lock(work, payment_id)
    if payment.state not in UNOPENED:
        return  # a webhook was quicker than the answer
    invoice_id = receipt.provider_id
    payment = await record(
        work, payment, Kind.OPENED, invoice_id, provider_id=invoice_id, url=receipt.url
    )
    await queue.add(work, *tasks.timed_looks(payment, work.now))
    # If the hold ended meanwhile its event comes after us in this lane, and cancels the invoice.
    if _is_held(work, await bookings.get(work, payment.booking_id)):
        await tell(work, payment, Event.LINK_READY)


async def _not_opened(work: Work, payment: Payment, booking: Booking) -> None:
    is_cancelled = booking.status is Status.CANCELLED
    await record(work, payment, Kind.CANCELLED if is_cancelled else Kind.EXPIRED)


async def _hand_over(database: Database, tenant_id: int, payment_id: int, provider: str) -> None:
    async with database.unit_of_work(tenant_id) as work:
        payment = await ledger.lock(work, payment_id)
        if payment.state in UNOPENED:
            await asked_by(work, payment, provider)


async def _failed(database: Database, tenant_id: int, payment_id: int) -> None:
    async with database.unit_of_work(tenant_id) as work:
        payment = await ledger.lock(work, payment_id)
        if payment.state is State.REQUESTED:
            payment = await record(work, payment, Kind.FAILED)
            await tell(work, payment, Event.LINK_FAILED)


def _is_held(work: Work, booking: Booking) -> bool:
    return booking.status is Status.HELD and not bookings.has_lapsed(booking, work)


def _charge(payment: Payment) -> Charge:
    return Charge(
        key=payment.key,
        booking_id=payment.booking_id,
        amount=payment.amount,
        description=payment.description,
        expires_at=payment.expires_at,
        return_url=payment.return_url,
    )
