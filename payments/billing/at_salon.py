"""Money that customers hand over at the salon, as the staff write it down."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Row, bindparam, select

from booking import audit
from booking.errors import AlreadyOver, NotBegun, NothingDue
from booking.events import Event
from booking.money import Money
from booking.store.database import Work
from booking.store.ids import new_id
from booking.store.tenancy import scoped
from booking.visit import Actor, Booking, Status
from payments import ledger
from payments.billing.news import tell
from payments.payment import AT_SALON, Kind, Payment, State
from payments.recording import begin, books, record
from payments.tables import payments


class Method(StrEnum):
    """How it was paid; each is a provider of its own in our tables."""

    CASH = "cash"
    TERMINAL = "terminal"  # a card, at the salon's own device


@dataclass(frozen=True, slots=True)
class Till:
    """What is still to be paid for a visit, and what the staff have taken for it so far."""

    due: Money
    taken: Money


async def till(work: Work, booking: Booking) -> Till:
    """Online payments count too; what was promised back does not."""
    return _sums(booking, await _kept(work, booking))


def _sums(booking: Booking, rows: Sequence[Row[Any]]) -> Till:
    due, taken = booking.price, Money.zero(booking.price.currency)
    for row in rows:
        is_held = row.state == State.AUTHORIZED  # on a card, and taken when the visit is over
        kept = Money(
            row.amount_minor if is_held else row.received_minor - row.owed_minor, due.currency
        )
        due -= kept
        if row.provider in AT_SALON:
            taken += kept
    return Till(max(due, Money.zero(due.currency)), taken)


async def take(work: Work, booking: Booking, method: Method, by: Actor) -> Payment:
    """Write down that all that was due has been paid; NothingDue if nothing was, or is any more.

    Raises NotBegun before the visit, AlreadyOver if it does not take place.
    """
    if booking.starts_at > work.now:
        raise NotBegun
    if booking.status not in (Status.CONFIRMED, Status.COMPLETED):
        raise AlreadyOver
    # One read tells the sum and the key: of two who tap at once, one gets none.
    rows = await _kept(work, booking)
    open_sum = _sums(booking, rows).due
    number = 1 + sum(row.provider in AT_SALON for row in rows)
    payment = Payment(
        id=new_id(),
        booking_id=booking.id,
        key=f"{work.tenant_id:x}.{booking.id:x}.salon.{number}",
        state=State.REQUESTED,
        amount=open_sum,
        description=booking.code,
        return_url=None,
        provider=method,
        provider_id=None,
        provider_payment_id=None,
        url=None,
        expires_at=work.now,
        received=Money.zero(open_sum.currency),
        owed=Money.zero(open_sum.currency),
        refunded=Money.zero(open_sum.currency),
        revision=1,
    )
    if not open_sum or not await begin(work, payment):
        raise NothingDue
    part_id = f"{method}-{payment.id}"
    payment = await record(work, payment, Kind.PAID, part_id, provider_payment_id=part_id)
    await audit.note(work, by, "taken", booking.id, how=method, minor=open_sum.minor)
    await tell(work, payment, Event.PAID_AT_SALON)
    return payment


async def give_back(work: Work, booking: Booking, by: Actor) -> None:
    """Write down that what the staff took was handed back; NothingDue if they took nothing."""
    found = False
    for row in await work.rows(_TAKEN, {"booking": booking.id}):
        payment = await ledger.lock(work, row.id)
        for part_id, part in (await books(work, payment)).parts.items():
            kept = Money(part.kept, part.currency)
            if kept:
                found = True
                for kind in (Kind.REFUND_REQUESTED, Kind.REFUNDED):
                    payment = await record(
                        work, payment, kind, f"{part_id}:back", amount=kept, note="by_hand"
                    )
                await audit.note(work, by, "handed_back", booking.id, minor=kept.minor)
                await tell(work, payment, Event.PAID_AT_SALON)
    if not found:
        raise NothingDue


async def _kept(work: Work, booking: Booking) -> Sequence[Row[Any]]:
    return await work.rows(_KEPT, {"booking": booking.id, "of_currency": booking.price.currency})


def _of_booking(*columns: Any) -> Any:
    return select(*columns).where(
        scoped(payments), payments.c.booking_id == bindparam("booking", type_=BigInteger)
    )


_KEPT = _of_booking(
    *(payments.c.provider, payments.c.state, payments.c.amount_minor),
    *(payments.c.received_minor, payments.c.owed_minor),
).where(payments.c.currency == bindparam("of_currency"))
_TAKEN = _of_booking(payments.c.id).where(payments.c.provider.in_(sorted(AT_SALON)))
