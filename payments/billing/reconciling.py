"""Comparing our books with the provider's: what is safe is mended, the rest is for a person."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from booking import bookings
from booking.errors import Misuse, Unavailable
from booking.money import Money
from booking.store.database import Database
from booking.visit import Booking
from payments import ledger
from payments.billing import holding
from payments.billing.ending import void
from payments.billing.refunding import refund
from payments.billing.requesting import is_of
from payments.billing.settling import Outcome, settle, take_note
from payments.books import Books
from payments.payment import Payment, State
from payments.provider import Provider, Receipt, Refused, Standing
from payments.recording import books

_RECENT = timedelta(days=2)
_NOT_TOLD = (Unavailable, Refused)  # by the provider, of one payment: the others are asked for


class Problem(StrEnum):
    """What a person has to look at."""

    MISMATCH = "mismatch"  # money came, but not what was asked for
    DIFFERS = "differs"  # our sums are other ones, or nobody knows what the provider's words mean
    UNKNOWN = "unknown"  # money came on an invoice of ours that our books do not have
    MISSING = "missing"  # the provider does not know our invoice
    NOT_REFUNDED = "not_refunded"
    STILL_HELD = "still_held"  # on a card, although the visit is over
    UNAVAILABLE = "unavailable"  # the provider could not be asked


@dataclass(frozen=True, slots=True)
class Finding:
    """One payment whose books did not agree; mended if there is no problem left."""

    payment_id: int | None  # null: none that our books have
    booking_id: int | None
    provider_id: str | None
    before: State | None
    after: State | None
    problem: Problem | None = None


async def reconcile(database: Database, provider: Provider, tenant_id: int) -> list[Finding]:
    """Compare every open or recent payment of a salon; safe to repeat, also while it works.

    Raises Rejected if the provider does not accept our key.
    """
    findings = []
    compared = await _unfinished(database, provider, tenant_id)
    for payment in compared:
        problem = await _mend(database, provider, tenant_id, payment)
        async with database.unit_of_work(tenant_id) as work:
            after = (await ledger.lock(work, payment.id)).state
        if after is State.MISMATCH:
            problem = Problem.MISMATCH
        if problem or after is not payment.state:
            findings.append(_finding(payment, after, problem))
    known = {payment.provider_id for payment in compared}
    return [*findings, *await _strays(database, provider, tenant_id, known)]


async def _strays(
    database: Database, provider: Provider, tenant_id: int, known: Collection[str | None]
) -> list[Finding]:
    """Money that came on invoices of ours which no payment names, say after a restored backup."""
    try:
        paid = await provider.paid_since(database.clock.now() - _RECENT)
    except _NOT_TOLD:
        return [Finding(None, None, None, None, None, Problem.UNAVAILABLE)]
    strays = [
        one.provider_id
        for one in paid
        if is_of(tenant_id, one.key) and one.provider_id not in known
    ]
    problems = {one: await _settle(database, provider, tenant_id, one) for one in strays}
    return [
        Finding(None, None, provider_id, None, None, problem)
        for provider_id, problem in problems.items()
        if problem
    ]


async def _settle(
    database: Database, provider: Provider, tenant_id: int, provider_id: str
) -> Problem | None:
    try:
        outcome = await settle(database, provider, tenant_id, provider_id)
    except _NOT_TOLD:
        return Problem.UNAVAILABLE
    problems = {Outcome.UNKNOWN: Problem.UNKNOWN, Outcome.MISMATCH: Problem.MISMATCH}
    return problems.get(outcome)


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
        if state is State.AUTHORIZED:
            problem = problem or await _finish(database, provider, tenant_id, payment, booking)
        if state is State.TO_REFUND:
            return await _refund(database, provider, tenant_id, payment)
    except _NOT_TOLD:
        return Problem.UNAVAILABLE
    return problem


async def _finish(
    database: Database, provider: Provider, tenant_id: int, payment: Payment, booking: Booking
) -> Problem | None:
    try:
        known = await holding.finish(database, provider, tenant_id, payment, booking)
    except Misuse:
        return Problem.STILL_HELD
    return None if known else Problem.STILL_HELD


async def _compare(
    database: Database, provider: Provider, tenant_id: int, payment: Payment
) -> Problem | None:
    for _ in range(2):  # money may have moved between the first look and our books
        receipt = await _look(provider, payment)
        if receipt is None:
            return Problem.MISSING if payment.provider_id else None
        async with database.unit_of_work(tenant_id) as work:
            outcome = await take_note(work, provider.name, receipt)
            ours = await books(work, payment)
        if outcome is Outcome.MISMATCH:
            return Problem.MISMATCH
        if receipt.standing is not Standing.UNCLEAR and _agree(ours, receipt):
            return None
    return Problem.DIFFERS


def _agree(ours: Books, receipt: Receipt) -> bool:
    """Did the same come and go back by each payment at the provider, to the minor unit?"""
    theirs = {part.id: part for part in receipt.parts}
    return all(
        part_id in theirs
        and theirs[part_id].amount == Money(part.received, part.currency)
        and theirs[part_id].refunded.minor == part.refunded
        for part_id, part in ours.parts.items()
        if part.received
    )


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
