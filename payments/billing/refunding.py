"""Giving money back, once."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from booking.errors import Misuse, Unavailable
from booking.events import Event
from booking.money import Money
from booking.store import queue
from booking.store.database import Database, Work
from booking.visit import Booking
from payments import ledger
from payments.billing import tasks
from payments.billing.news import tell
from payments.books import PartBooks
from payments.payment import Kind, Payment, State
from payments.provider import Part, Provider, Rejected
from payments.recording import books, record, release_refund, reserve_refund

# Longer than a look and a refund may take together, and than a lost one may still be under way.
_UNDER_WAY = timedelta(seconds=60)


async def owe(
    work: Work, payment: Payment, part_id: str, amount: Money, reason: str, occasion: str
) -> Payment:
    """Promise a payment, or a share of it, back; the worker gives it.

    Safe to repeat with the same occasion. Never more than is kept of that part.
    """
    part = (await books(work, payment)).parts[part_id]
    minor = min(amount.minor, part.kept)
    if minor <= 0:
        return payment
    owing = await record(
        work,
        payment,
        Kind.REFUND_REQUESTED,
        f"{part_id}:{occasion}",
        amount=Money(minor, amount.currency),
        note=reason[:80],
    )
    if owing is not payment:
        await queue.add(work, tasks.of_payment(tasks.REFUND, owing, f"refund:{owing.revision}"))
        await tell(work, owing, Event.TO_REFUND, reason=reason)
    return owing


def due_back(booking: Booking, kept: Money, happened: Mapping[str, Any]) -> Money:
    """All of it, unless the customer cancelled what was certain: then what the terms give of it."""
    if happened["actor"] != "customer" or not happened.get("certain", True):
        return kept
    return booking.refund_at(kept, datetime.fromisoformat(happened["at"]))


async def refund(database: Database, provider: Provider, tenant_id: int, payment_id: int) -> None:
    """Give back what is owed and was not given yet, by the provider's own count.

    Refunds have no idempotency key: what is refunded is looked up before each try, and nobody else
    tries while one may be under way. Safe to repeat, and at once.
    """
    async with database.unit_of_work(tenant_id) as work:
        payment = await ledger.find(work, payment_id)
        if payment is None or payment.state is not State.TO_REFUND:
            return
        parts = (await books(work, payment)).parts
    for part_id, part in parts.items():
        if part.due:
            await _refund(database, provider, tenant_id, payment, part_id, part)


async def note_returned(work: Work, payment: Payment, part: Part) -> Payment:
    """Write down what the provider has given back of a part, if it is more than we knew."""
    known = (await books(work, payment)).parts.get(part.id) or PartBooks(part.amount.currency)
    total, currency = part.refunded.minor, part.refunded.currency
    if total <= known.refunded:
        return payment
    # The same payment may be given back in several steps, of which each is one entry.
    reference = f"{part.id}:{total}"
    promised = total <= known.owed and not known.refund_failed
    if total > known.owed:  # nobody promised it: somebody did it in the provider's dashboard
        amount = Money(total - known.owed, currency)
        kind = Kind.REFUND_REQUESTED
        payment = await record(work, payment, kind, reference, amount=amount, note="by_hand")
    amount = Money(total - known.refunded, currency)
    after = await record(
        work, payment, Kind.REFUNDED, reference, amount=amount, refunding_until=None
    )
    if after is not payment:
        more = {"amount_minor": amount.minor, "currency": currency}
        await tell(work, after, Event.REFUNDED, promised=promised, **more)
    return after


async def give_up(work: Work, payment_id: int) -> None:
    """The provider does not give the money back: a person has to."""
    payment = await ledger.lock(work, payment_id)
    for part_id, part in (await books(work, payment)).parts.items():
        if part.due:
            amount = Money(part.due, part.currency)
            reference = f"{part_id}:{part.owed}"
            payment = await record(work, payment, Kind.FAILED, reference, amount=amount)
            await tell(work, payment, Event.REFUND_FAILED)


async def _refund(
    database: Database,
    provider: Provider,
    tenant_id: int,
    payment: Payment,
    part_id: str,
    known: PartBooks,
) -> None:
    part = await _look(provider, part_id, known)
    if part.refunded.minor < known.owed:
        part = await _give_back(database, provider, tenant_id, payment, part)
    async with database.unit_of_work(tenant_id) as work:
        await note_returned(work, await ledger.lock(work, payment.id), part)


async def _give_back(
    database: Database, provider: Provider, tenant_id: int, payment: Payment, part: Part
) -> Part:
    async with database.unit_of_work(tenant_id) as work:
        if not await reserve_refund(work, payment, work.now + _UNDER_WAY):
            return part
        known = (await books(work, payment)).parts[part.id]
    try:
        part = await _look(provider, part.id, known)  # somebody may have been quicker
        if part.refunded.minor < known.owed:
            rest = Money(known.owed - part.refunded.minor, known.currency)
            part = await provider.refund(part.id, rest)
    except Unavailable as error:
        if not error.uncertain:  # a lost one may still be carried out: nobody tries for a while
            await _release(database, tenant_id, payment.id)
        raise
    except (Misuse, Rejected):
        await _release(database, tenant_id, payment.id)
        part = await _look(provider, part.id, known)  # because somebody has given it back by hand?
        if part.refunded.minor < known.owed:
            raise
    if part.refunded.minor < known.owed:
        raise Unavailable("the provider does not show the refund yet", uncertain=True)
    return part


async def _release(database: Database, tenant_id: int, payment_id: int) -> None:
    async with database.unit_of_work(tenant_id) as work:
        await release_refund(work, payment_id)


async def _look(provider: Provider, part_id: str, known: PartBooks) -> Part:
    part = await provider.look_at_part(part_id)
    if part is None:
        raise Misuse("the provider does not know the payment that is to be given back")
    if part.amount != Money(known.received, known.currency):
        raise Misuse("the payment that is to be given back is not the one that came")
    return part
