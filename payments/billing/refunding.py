"""Giving money back, once."""

from collections.abc import Sequence
from datetime import timedelta

from booking.errors import Misuse, Unavailable
from booking.events import Event
from booking.money import Money
from booking.store import queue
from booking.store.database import Database, Work
from payments import ledger
from payments.billing import tasks
from payments.billing.news import tell
from payments.payment import Kind, Payment, State
from payments.provider import Part, Provider, Refused, Rejected

# Longer than a look and a refund may take together, and than a lost one may still be under way.
_UNDER_WAY = timedelta(seconds=60)


async def owe(work: Work, payment: Payment, amount: Money, reason: str) -> None:
    """Promise a paid payment, or a share of it, back; the worker gives it."""
    payment = await ledger.change(work, payment, State.TO_REFUND, owed_minor=amount.minor)
    part_id = payment.provider_payment_id or ""
    await ledger.enter(work, payment, Kind.REFUND_REQUESTED, part_id, amount=amount, note=reason)
    await queue.add(work, tasks.of_payment(tasks.REFUND, payment, "refund"))
    await tell(work, payment, Event.TO_REFUND, reason=reason)


async def refund(database: Database, provider: Provider, tenant_id: int, payment_id: int) -> None:
    """Give back what is owed and was not given yet, by the provider's own count.

    Refunds have no idempotency key: what is refunded is looked up before each try, and nobody else
    tries while one may be under way. Safe to repeat, and at once.
    """
    async with database.unit_of_work(tenant_id) as work:
        payment = await ledger.find(work, payment_id)
    if payment is None or payment.state is not State.TO_REFUND:
        return
    part = await _look(provider, payment)
    if part.refunded.minor < payment.owed.minor:
        async with database.unit_of_work(tenant_id) as work:
            if not await ledger.reserve_refund(work, payment, work.now + _UNDER_WAY):
                return
        part = await _give_back(database, provider, tenant_id, payment, part)
    async with database.unit_of_work(tenant_id) as work:
        await note_returned(work, await ledger.lock(work, payment_id), [part])


async def note_returned(work: Work, payment: Payment, parts: Sequence[Part]) -> bool:
    """Write down what the provider has given back; whether it is more than we knew."""
    returned = sum(part.refunded.minor for part in parts)
    if returned <= payment.refunded.minor:
        return False
    in_full = all(part.is_returned for part in parts)
    as_owed = payment.state is State.TO_REFUND and returned >= payment.owed.minor
    after = State.REFUNDED if in_full or as_owed else payment.state
    more = Money(returned - payment.refunded.minor, parts[0].refunded.currency)
    payment = await ledger.change(
        work, payment, after, refunded_minor=returned, refunding_until=None
    )
    # The same payment may be given back in several steps, of which each is one entry.
    await ledger.enter(work, payment, Kind.REFUNDED, f"{parts[0].id}:{returned}", amount=more)
    await tell(work, payment, Event.REFUNDED, amount_minor=more.minor, currency=more.currency)
    return True


async def _give_back(
    database: Database, provider: Provider, tenant_id: int, payment: Payment, part: Part
) -> Part:
    rest = Money(payment.owed.minor - part.refunded.minor, payment.owed.currency)
    try:
        part = await provider.refund(part.id, rest)
    except Unavailable as error:
        if not error.uncertain:  # a lost one may still be carried out: nobody tries for a while
            await _release(database, tenant_id, payment.id)
        raise
    except (Refused, Rejected):
        await _release(database, tenant_id, payment.id)
        part = await _look(provider, payment)  # refused because somebody has given it back by hand?
        if part.refunded.minor < payment.owed.minor:
            raise
    if part.refunded.minor < payment.owed.minor:
        raise Unavailable("the provider does not show the refund yet", uncertain=True)
    return part


async def _release(database: Database, tenant_id: int, payment_id: int) -> None:
    async with database.unit_of_work(tenant_id) as work:
        await ledger.release_refund(work, payment_id)


async def _look(provider: Provider, payment: Payment) -> Part:
    part = await provider.look_at_part(payment.provider_payment_id or "")
    if part is None:
        raise Misuse("the provider does not know the payment that is to be given back")
    if part.amount != payment.amount:
        raise Misuse("the payment that is to be given back is not the one that came")
    return part
