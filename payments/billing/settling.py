"""Finding out what came in, and making it count: paid and confirmed are one fact."""

from enum import StrEnum

from booking import bookings
from booking.catalog import Catalog
from booking.errors import AlreadyOver, SlotTaken
from booking.events import Event
from booking.money import Money
from booking.reservations.change import confirm
from booking.store.database import Database, Work
from booking.visit import Booking, Status
from payments import ledger
from payments.billing import refunding
from payments.billing.news import PROVIDER, tell
from payments.payment import UNOPENED, UNPAID, Kind, Payment, State
from payments.provider import Part, Provider, Receipt, Standing


class Outcome(StrEnum):
    """What a look at the provider led to."""

    UNKNOWN = "unknown"  # no invoice of ours
    UNPAID = "unpaid"
    CONFIRMED = "confirmed"
    TO_REFUND = "to_refund"
    MISMATCH = "mismatch"
    SETTLED = "settled"  # nothing new about money that we knew of
    REFUNDED = "refunded"  # the provider has given back what we did not know of


async def settle(
    database: Database, provider: Provider, tenant_id: int, invoice_id: str
) -> Outcome:
    """Ask the provider what became of an invoice, and act on it in one transaction.

    Safe to repeat any number of times, and at once.
    """
    receipt = await provider.look(invoice_id)
    if receipt is None:
        return Outcome.UNKNOWN
    async with database.unit_of_work(tenant_id) as work:
        return await take_note(work, provider.name, receipt)


async def look_again(
    database: Database, provider: Provider, tenant_id: int, payment_id: int
) -> Outcome:
    """Settle a payment that no webhook told of; one whose money was seen needs no look."""
    async with database.unit_of_work(tenant_id) as work:
        payment = await ledger.find(work, payment_id)
    if payment is None or payment.state not in UNPAID or payment.provider_id is None:
        return Outcome.SETTLED
    return await settle(database, provider, tenant_id, payment.provider_id)


async def take_note(work: Work, provider: str, receipt: Receipt) -> Outcome:
    """Make the provider's own words count; they were asked for outside this transaction."""
    payment = await _payment_of(work, provider, receipt)
    if payment is None:
        return Outcome.UNKNOWN
    if receipt.standing is Standing.UNCLEAR:
        return Outcome.UNPAID if payment.state in UNPAID else Outcome.SETTLED
    if not receipt.kept:
        return await _nothing_kept(work, payment, receipt)
    if wrong := deviation(payment, receipt):
        return await _mismatch(work, payment, receipt, wrong)
    part = receipt.kept[0]
    if payment.state in UNPAID:
        return await _paid(work, payment, receipt, part)
    told = await refunding.note_returned(work, payment, [part])
    return Outcome.REFUNDED if told else Outcome.SETTLED


def deviation(payment: Payment, receipt: Receipt) -> str | None:
    """In what the provider's words differ from what was asked for; None: it is that payment."""
    if receipt.key != payment.key:
        return "key"
    if payment.provider_id not in (None, receipt.provider_id):
        return "invoice"
    if any(s.currency != payment.amount.currency for s in (receipt.amount, *_sums(receipt))):
        return "currency"
    if receipt.amount != payment.amount or _sums(receipt) != [payment.amount]:
        return "sum"
    if payment.state in UNPAID and receipt.kept[0].refunded:
        return "sum"
    return None


def _sums(receipt: Receipt) -> list[Money]:
    return [part.amount for part in receipt.kept]


async def _payment_of(work: Work, provider: str, receipt: Receipt) -> Payment | None:
    """By its invoice, or by our key: a webhook may be quicker than the answer of `open`."""
    payment = await ledger.lock_invoice(work, provider, receipt.provider_id)
    if payment is None and receipt.key is not None:
        return await ledger.lock_key(work, receipt.key)
    return payment


async def _paid(work: Work, payment: Payment, receipt: Receipt, part: Part) -> Outcome:
    if payment.state in UNOPENED:
        await ledger.enter(work, payment, Kind.OPENED, receipt.provider_id)
    payment = await ledger.change(
        work,
        payment,
        State.PAID,
        provider_id=receipt.provider_id,
        provider_payment_id=part.id,
        url=receipt.url,
    )
    await ledger.enter(work, payment, Kind.PAID, part.id, fee=part.fee)
    before = await bookings.get(work, payment.booking_id)
    try:
        async with work.savepoint():
            await _confirm(work, before)
    except SlotTaken:
        await refunding.owe(work, payment, payment.amount, "slot_taken")
        return Outcome.TO_REFUND
    except AlreadyOver:
        await refunding.owe(work, payment, payment.amount, "already_over")
        return Outcome.TO_REFUND
    if before.status is Status.EXPIRED:
        await tell(work, payment, Event.PAID_LATE)
    return Outcome.CONFIRMED


async def _confirm(work: Work, booking: Booking) -> None:
    if booking.status is Status.EXPIRED and booking.starts_at <= work.now:
        raise AlreadyOver  # still free, but gone by
    # Read anew each time: payments are rare, and a retired service may not be sold again.
    await confirm(work, await Catalog().salon(work), booking.id, PROVIDER)


async def _mismatch(work: Work, payment: Payment, receipt: Receipt, wrong: str) -> Outcome:
    """Leave it to a person; a payment that was settled before stays so."""
    if payment.state in UNPAID:
        payment = await ledger.change(work, payment, State.MISMATCH)
    came = receipt.kept[0].amount
    if await ledger.enter(
        work, payment, Kind.MISMATCH, receipt.provider_id, amount=came, note=wrong
    ):
        await tell(work, payment, Event.PAYMENT_MISMATCH, reason=wrong)
    return Outcome.MISMATCH


async def _nothing_kept(work: Work, payment: Payment, receipt: Receipt) -> Outcome:
    """Nobody paid, or all of it was given back."""
    if payment.provider_id not in (None, receipt.provider_id):
        return Outcome.UNPAID  # an invoice of ours that nobody was ever shown
    if payment.state in UNPAID and (receipt.standing is not Standing.PAID):
        await _over(work, payment, receipt)
        return Outcome.UNPAID
    told = await refunding.note_returned(work, payment, receipt.parts)
    return Outcome.REFUNDED if told else Outcome.SETTLED


async def _over(work: Work, payment: Payment, receipt: Receipt) -> None:
    if payment.state not in (State.OPEN, *UNOPENED):
        return
    if receipt.standing is Standing.CANCELLED:
        await ledger.change(work, payment, State.CANCELLED)
        await ledger.enter(work, payment, Kind.CANCELLED, receipt.provider_id)
    elif receipt.standing is Standing.EXPIRED:
        await ledger.change(work, payment, State.EXPIRED)
        await ledger.enter(work, payment, Kind.EXPIRED, receipt.provider_id)
