"""Finding out what came in, and making it count: paid and confirmed are one fact."""

from enum import StrEnum

from booking import bookings
from booking.catalog import Catalog
from booking.errors import AlreadyOver, SlotTaken
from booking.events import Event
from booking.money import Money
from booking.reservations.change import confirm
from booking.store import queue
from booking.store.database import Database, Work
from booking.visit import Booking, Status
from payments import ledger
from payments.billing import holding, refunding, tasks
from payments.billing.news import PROVIDER, tell
from payments.books import Books, PartBooks
from payments.payment import HOLDS, UNOPENED, UNPAID, Kind, Payment, State
from payments.provider import Part, Provider, Receipt, Standing
from payments.recording import books, record


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


async def look_in_time(
    database: Database, provider: Provider, tenant_id: int, payment_id: int, number: int
) -> None:
    """Settle it while it may be paid, and if it is not look again later."""
    await look_again(database, provider, tenant_id, payment_id)
    async with database.unit_of_work(tenant_id) as work:
        payment = await ledger.find(work, payment_id)
        if payment is not None and payment.state is State.OPEN:
            await queue.add(work, *tasks.next_look(payment, work.now, number + 1))


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
    if not receipt.parts:
        return await _nothing_came(work, payment, receipt)
    known = await books(work, payment)
    outcomes = set[Outcome]()
    for part in receipt.parts:
        outcome, payment = await _note_part(work, payment, receipt, part, known)
        outcomes.add(outcome)
        known = await books(work, payment)
    return next(outcome for outcome in _FIRST_TOLD if outcome in outcomes)


_FIRST_TOLD = (
    Outcome.MISMATCH,
    Outcome.TO_REFUND,
    Outcome.CONFIRMED,
    Outcome.REFUNDED,
    Outcome.SETTLED,
    Outcome.UNPAID,
)


def deviation(
    payment: Payment, receipt: Receipt, part: Part, ours: PartBooks | None = None
) -> str | None:
    """In what the provider's words differ from what was asked for; None: it is that payment.

    `ours` is what our books have of the part: of what was held perhaps only a share was taken.
    """
    if receipt.key != payment.key:
        return "key"
    if payment.provider_id not in (None, receipt.provider_id):
        return "invoice"
    is_hold = payment.provider == HOLDS
    # A form asks for what the payer's browser sends; only an invoice is ours.
    asked = part.amount if is_hold else receipt.amount
    if {asked.currency, part.amount.currency} != {payment.amount.currency}:
        return "currency"
    taken = ours.received if ours and is_hold else 0
    expected = Money(taken, payment.amount.currency) if taken else payment.amount
    return "sum" if {asked, part.amount} != {expected} else None


async def _payment_of(work: Work, provider: str, receipt: Receipt) -> Payment | None:
    """By its invoice, or by our key: a webhook may be quicker than the answer of `open`."""
    payment = await ledger.lock_invoice(work, provider, receipt.provider_id)
    if payment is None and receipt.key is not None:
        return await ledger.lock_key(work, receipt.key)
    return payment


async def _nothing_came(work: Work, payment: Payment, receipt: Receipt) -> Outcome:
    """Nobody paid; on an invoice of ours that nobody was ever shown that says nothing."""
    if payment.state not in UNPAID:
        return Outcome.SETTLED
    is_its_own = payment.provider_id in (None, receipt.provider_id)
    if is_its_own and payment.state in (State.OPEN, *UNOPENED):
        if receipt.standing is Standing.CANCELLED:
            await record(work, payment, Kind.CANCELLED, receipt.provider_id)
        elif receipt.standing is Standing.EXPIRED:
            await record(work, payment, Kind.EXPIRED, receipt.provider_id)
    return Outcome.UNPAID


async def _note_part(
    work: Work, payment: Payment, receipt: Receipt, part: Part, known: Books
) -> tuple[Outcome, Payment]:
    """One payment that reached the invoice; the first that is as asked settles it."""
    is_known = part.id in known.parts
    wrong = deviation(payment, receipt, part, known.parts.get(part.id))
    if part.is_held or (is_known and known.parts[part.id].held):
        return await _held(work, payment, receipt, part, known, wrong)
    if part.is_returned and _was_only_held(payment, part, known):
        return Outcome.SETTLED, payment
    if not is_known and part.refunded and not part.is_returned:
        wrong = wrong or "sum"
    if wrong and not (is_known and part.is_returned):
        return await _mismatch(work, payment, part, wrong)
    if is_known:
        after = await refunding.note_returned(work, payment, part)
        return (Outcome.SETTLED if after is payment else Outcome.REFUNDED), after
    if any(one.held or one.is_as_asked for one in known.parts.values()):
        return await _surplus(work, payment, part)
    return await _paid(work, payment, receipt, part)


def _was_only_held(payment: Payment, part: Part, known: Books) -> bool:
    """Was it let go without ever being taken?"""
    ours = known.parts.get(part.id)
    return payment.provider == HOLDS if ours is None else ours.was_voided


async def _held(
    work: Work, payment: Payment, receipt: Receipt, part: Part, known: Books, wrong: str | None
) -> tuple[Outcome, Payment]:
    """Money on a card: what is as asked confirms, anything else is let go."""
    if part.id in known.parts:
        if part.is_held:
            return Outcome.SETTLED, payment
        return Outcome.SETTLED, await holding.note_no_longer_held(work, payment, part)
    if wrong or any(one.held or one.is_as_asked for one in known.parts.values()):
        await holding.let_go(work, payment, part)
        return Outcome.UNPAID, payment
    payment = await _opened(work, payment, receipt)
    payment = await holding.note_held(work, payment, part)
    if no := await _try_to_confirm(work, payment):
        await holding.let_go(work, payment, part)
        await tell(work, payment, Event.TO_REFUND, reason=no)
        return Outcome.TO_REFUND, payment
    return Outcome.CONFIRMED, payment


async def _mismatch(
    work: Work, payment: Payment, part: Part, wrong: str
) -> tuple[Outcome, Payment]:
    """Leave it to a person; a payment that was settled before stays so."""
    after = await record(work, payment, Kind.MISMATCH, part.id, amount=part.amount, note=wrong)
    if after is not payment and not part.is_returned:
        await tell(work, after, Event.PAYMENT_MISMATCH, reason=wrong)
    return Outcome.MISMATCH, await refunding.note_returned(work, after, part)


async def _surplus(work: Work, payment: Payment, part: Part) -> tuple[Outcome, Payment]:
    """Paid once more, or beside what is held: that goes back, whatever becomes of the booking."""
    after = await record(work, payment, Kind.PAID, part.id, amount=part.amount, fee=part.fee)
    after = await refunding.note_returned(work, after, part)
    after = await refunding.owe(work, after, part.id, part.amount, "paid_twice", "paid_twice")
    return Outcome.TO_REFUND, after


async def _paid(
    work: Work, payment: Payment, receipt: Receipt, part: Part
) -> tuple[Outcome, Payment]:
    payment = await _opened(work, payment, receipt)
    payment = await record(
        work,
        payment,
        Kind.PAID,
        part.id,
        amount=part.amount,
        fee=part.fee,
        provider_id=receipt.provider_id,
        provider_payment_id=part.id,
        url=receipt.url,
    )
    payment = await refunding.note_returned(work, payment, part)
    if payment.state is State.REFUNDED:
        return Outcome.REFUNDED, payment  # given back before we came to hear of it
    if no := await _try_to_confirm(work, payment):
        payment = await refunding.owe(work, payment, part.id, part.amount, no, no)
        return Outcome.TO_REFUND, payment
    return Outcome.CONFIRMED, payment


async def _opened(work: Work, payment: Payment, receipt: Receipt) -> Payment:
    """The link was known before its opening was answered."""
    if payment.state not in UNOPENED:
        return payment
    invoice_id = receipt.provider_id
    return await record(
        work, payment, Kind.OPENED, invoice_id, provider_id=invoice_id, url=receipt.url
    )


async def _try_to_confirm(work: Work, payment: Payment) -> str | None:
    """Why the booking cannot be made certain; null: it is."""
    before = await bookings.get(work, payment.booking_id)
    try:
        async with work.savepoint():
            await _confirm(work, before)
    except SlotTaken:
        return "slot_taken"
    except AlreadyOver:
        return "already_over"
    if before.status is Status.EXPIRED:
        await tell(work, payment, Event.PAID_LATE)
    return None


async def _confirm(work: Work, booking: Booking) -> None:
    if booking.status is Status.EXPIRED and booking.starts_at <= work.now:
        raise AlreadyOver  # still free, but gone by
    # Read anew each time: payments are rare, and a retired service may not be sold again.
    await confirm(work, await Catalog().salon(work), booking.id, PROVIDER)
