"""Writing down what happened to a payment, which is the only thing that changes where it stands."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Row, bindparam, or_, select, update

from booking.errors import Unavailable
from booking.money import Money
from booking.store.columns import Instant
from booking.store.database import Work
from booking.store.ids import new_id
from booking.store.tenancy import scoped
from payments.books import Books, Entry, add_up
from payments.ledger import payment_of
from payments.payment import Kind, Payment
from payments.tables import payment_entries, payments


async def begin(work: Work, payment: Payment) -> bool:
    """Write a payment that is asked for, with its first entry; whether it is new."""
    row = {
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
        "received_minor": 0,
        "owed_minor": 0,
        "refunded_minor": 0,
        "revision": payment.revision,
        "created_at": work.now,
        "updated_at": work.now,
    }
    if not await work.insert_new(payments, row):
        return False
    return await _enter(work, payment, Kind.REQUESTED, "", payment.amount)


async def record(
    work: Work,
    payment: Payment,
    kind: Kind,
    reference: str = "",
    *,
    amount: Money | None = None,
    fee: Money | None = None,
    note: str | None = None,
    **values: Any,
) -> Payment:
    """Write an entry, and bring the payment to where its entries now say that it stands.

    What is told twice counts once: then the payment comes back as it is. `reference` is the id at
    the provider, `values` are further columns. Unavailable if somebody else changed the payment
    since it was read.
    """
    of = payment.amount if amount is None else amount
    if not await _enter(work, payment, kind, reference, of, fee, note):
        return payment
    return await _project(work, payment, values)


async def books(work: Work, payment: Payment) -> Books:
    """What the entries of a payment add up to."""
    return add_up(await entries(work, payment), payment.amount.currency)


async def entries(work: Work, payment: Payment) -> Sequence[Entry]:
    """All that happened to a payment, in order."""
    return [_entry(row) for row in await work.rows(_ENTRIES, {"payment": payment.id})]


async def asked_by(work: Work, payment: Payment, provider: str) -> None:
    """Have another provider ask for a payment of which nobody was shown a link yet."""
    await work.execute(_ASKED_BY, {"payment": payment.id, "by": provider})


async def reserve_refund(work: Work, payment: Payment, until: datetime) -> bool:
    """Keep everybody else from giving money back until then; whether there is any to give.

    Unavailable while somebody else is at it, or may be: their answer was lost.
    """
    if await work.row(_RESERVE, {"payment": payment.id, "until": until, "at": work.now}):
        return True
    busy = await work.row(_RESERVED_UNTIL, {"payment": payment.id})
    if busy is None:
        return False
    raise Unavailable("a refund is under way", retry_after=busy.refunding_until - work.now)


async def release_refund(work: Work, payment_id: int) -> None:
    await work.execute(_RELEASE, {"payment": payment_id})


async def _enter(
    work: Work,
    payment: Payment,
    kind: Kind,
    reference: str,
    amount: Money,
    fee: Money | None = None,
    note: str | None = None,
) -> bool:
    return await work.insert_new(
        payment_entries,
        {
            "id": new_id(),
            "payment_id": payment.id,
            "kind": str(kind),
            "provider_id": reference,
            "amount_minor": amount.minor,
            "currency": amount.currency[:3],
            "fee_minor": fee.minor if fee else None,
            "note": note,
            "at": work.now,
        },
    )


async def _project(work: Work, payment: Payment, values: Mapping[str, Any]) -> Payment:
    found = await books(work, payment)
    row = await work.row(
        update(payments)
        .where(*_this, payments.c.revision == payment.revision)
        .values(
            state=str(found.state),
            received_minor=found.received.minor,
            owed_minor=found.owed.minor,
            refunded_minor=found.refunded.minor,
            revision=payment.revision + 1,
            updated_at=work.now,
            **values,
        )
        .returning(payments),
        {"payment": payment.id},
    )
    if row is None:
        raise Unavailable("the payment changed meanwhile")
    return payment_of(row)


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        kind=Kind(row.kind),
        provider_id=row.provider_id,
        amount=Money(row.amount_minor, row.currency),
        at=row.at,
        fee=None if row.fee_minor is None else Money(row.fee_minor, row.currency),
        note=row.note,
    )


_this = (scoped(payments), payments.c.id == bindparam("payment", type_=BigInteger))
_ENTRIES = (
    select(payment_entries)
    .where(
        scoped(payment_entries),
        payment_entries.c.payment_id == bindparam("payment", type_=BigInteger),
    )
    .order_by(payment_entries.c.id)
)
_RESERVE = (
    update(payments)
    .where(
        *_this,
        payments.c.state == "to_refund",
        or_(
            payments.c.refunding_until.is_(None),
            payments.c.refunding_until <= bindparam("at", type_=Instant),
        ),
    )
    .values(refunding_until=bindparam("until", type_=Instant))
    .returning(payments.c.id)
)
_RESERVED_UNTIL = select(payments.c.refunding_until).where(*_this, payments.c.state == "to_refund")
_ASKED_BY = update(payments).where(*_this).values(provider=bindparam("by"))
_RELEASE = update(payments).where(*_this).values(refunding_until=None)
