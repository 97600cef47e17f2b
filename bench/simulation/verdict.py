"""Whether the story ended well: every halala is where both books say, and no time is sold twice."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from sqlalchemy import select

from bench.simulation.stage import Stage
from booking.store.tables.bookings import claims
from booking.store.tenancy import scoped
from payments.books import Books
from payments.ledger import payment_of
from payments.payment import Payment, State
from payments.recording import books
from payments.tables import payments

_SETTLED = (State.PAID, State.REFUNDED, State.EXPIRED, State.CANCELLED, State.FAILED)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How it ended; `story` is equal for equal stories."""

    payments: int
    killed: int
    states: Counter[str]
    astray: int  # payments that are neither settled nor listed for a person
    halalas: int  # by which our books and the provider's differ
    sold_twice: int
    parked: int
    story: str


async def verdict(stage: Stage, listed: set[str | None], paid: int, story: str) -> Verdict:
    """`listed` are the invoices that a person has to see to."""
    async with stage.database.unit_of_work(stage.tenant_id) as work:
        rows = await work.rows(select(payments).where(scoped(payments)))
        ours = [payment_of(row) for row in rows]
        added_up = [(payment, await books(work, payment)) for payment in ours]
        active = await work.rows(select(claims).where(scoped(claims), claims.c.active))
    (parked,) = stage.row("SELECT count(*) FROM queue WHERE state = 'parked'")
    return Verdict(
        payments=paid,
        killed=stage.killed,
        states=Counter(str(payment.state) for payment in ours),
        astray=sum(_is_astray(one, found, listed) for one, found in added_up),
        halalas=_difference(stage, added_up),
        sold_twice=_overlaps([(one.calendar_id, one.starts_at, one.ends_at) for one in active]),
        parked=parked or 0,
        story=story,
    )


def _is_astray(payment: Payment, found: Books, listed: set[str | None]) -> bool:
    if payment.provider_id in listed:
        return False
    return payment.state not in _SETTLED or payment.state is not found.state


def _difference(stage: Stage, added_up: list[tuple[Payment, Books]]) -> int:
    """Also what came in at the provider without a payment of ours."""
    known = {payment.provider_id: found for payment, found in added_up}
    difference = 0
    for invoice_id, book in stage.moyasar.books().items():
        found = known.get(invoice_id)
        received, refunded = (found.received.minor, found.refunded.minor) if found else (0, 0)
        difference += abs(book.paid - received) + abs(book.refunded - refunded)
    return difference


def _overlaps(spans: list[tuple[int, datetime, datetime]]) -> int:
    """How often somebody has two visits at once."""
    following = pairwise(sorted(spans))
    return sum(one[0] == other[0] and other[1] < one[2] for one, other in following)
