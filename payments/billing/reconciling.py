"""Comparing our books with the provider's: what is safe is mended, the rest is for a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from booking import bookings
from booking.errors import Misuse, Unavailable
from booking.store.database import Database
from payments import ledger
from payments.billing.ending import void
from payments.billing.refunding import refund
from payments.billing.settling import Outcome, take_note
from payments.payment import UNPAID, Payment, State
from payments.provider import Provider, Receipt

_RECENT = timedelta(days=2)


class Problem(StrEnum):
    """What a person has to look at."""

    MISMATCH = "mismatch"  # money came, but not what was asked for
    MISSING = "missing"  # the provider does not know our invoice
    NOT_REFUNDED = "not_refunded"
    UNAVAILABLE = "unavailable"  # the provider could not be asked


@dataclass(frozen=True, slots=True)
class Finding:
    """One payment whose books did not agree; mended if there is no problem left."""

    payment_id: int
    booking_id: int
    provider_id: str | None
    before: State
    after: State
    problem: Problem | None = None


async def reconcile(database: Database, provider: Provider, tenant_id: int) -> list[Finding]:
    """Compare every open or recent payment of a salon; safe to repeat, also while it works.

    Raises Rejected if the provider does not accept our key.
    """
    findings = []
    for payment in await _unfinished(database, provider, tenant_id):
        problem = await _mend(database, provider, tenant_id, payment)
        async with database.unit_of_work(tenant_id) as work:
            after = (await ledger.lock(work, payment.id)).state
        if after is State.MISMATCH:
            problem = Problem.MISMATCH
        if problem or after is not payment.state:
            findings.append(_finding(payment, after, problem))
    return findings


async def _unfinished(database: Database, provider: Provider, tenant_id: int) -> Sequence[Payment]:
    async with database.unit_of_work(tenant_id) as work:
        found = await ledger.unfinished(work, work.now - _RECENT)
    return [payment for payment in found if payment.provider == provider.name]


async def _mend(
    database: Database, provider: Provider, tenant_id: int, payment: Payment
) -> Problem | None:
    try:
        problem = await _compare(database, provider, tenant_id, payment)
        async with database.unit_of_work(tenant_id) as work:
            state = (await ledger.lock(work, payment.id)).state
            booking = await bookings.get(work, payment.booking_id)
        if state in (State.REQUESTED, State.OPEN) and not booking.is_alive:
            await void(database, provider, tenant_id, payment.id)
        if state is State.TO_REFUND:
            return await _refund(database, provider, tenant_id, payment)
    except Unavailable:
        return Problem.UNAVAILABLE
    return problem


async def _compare(
    database: Database, provider: Provider, tenant_id: int, payment: Payment
) -> Problem | None:
    receipt = await _look(provider, payment)
    if receipt is None:
        return Problem.MISSING if payment.provider_id else None
    async with database.unit_of_work(tenant_id) as work:
        outcome = await take_note(work, provider.name, receipt)
    if outcome is Outcome.MISMATCH:
        return Problem.MISMATCH
    # Paid by our books, but the provider shows no money.
    if payment.state not in UNPAID and not receipt.parts:
        return Problem.MISMATCH
    return None


async def _look(provider: Provider, payment: Payment) -> Receipt | None:
    if payment.provider_id is None:
        return await provider.find_by_key(payment.key)
    return await provider.look(payment.provider_id)


async def _refund(
    database: Database, provider: Provider, tenant_id: int, payment: Payment
) -> Problem | None:
    try:
        await refund(database, provider, tenant_id, payment.id)
    except Misuse:
        return Problem.NOT_REFUNDED
    return None


def _finding(payment: Payment, after: State, problem: Problem | None) -> Finding:
    return Finding(
        payment.id, payment.booking_id, payment.provider_id, payment.state, after, problem
    )
