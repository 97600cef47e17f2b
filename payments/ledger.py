"""Reading payments, changing where one stands, and writing down what happened to it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Row, bindparam, or_, select, update

from booking.errors import Misuse, Unavailable
from booking.money import Money
from booking.store.columns import Instant
from booking.store.database import Work
from booking.store.ids import new_id
from booking.store.tenancy import scoped
from payments.payment import Kind, Payment, State
from payments.tables import payment_entries, payments


async def find(work: Work, payment_id: int) -> Payment | None:
    return _one(await work.row(_BY_ID, {"payment": payment_id}))


async def lock(work: Work, payment_id: int) -> Payment:
    """The payment, nobody else's to change until the transaction ends.

    Before any booking or calendar: who locks in the same order never waits in a circle.
    """
    if payment := _one(await work.row(_LOCK_BY_ID, {"payment": payment_id})):
        return payment
    raise Misuse("no such payment")


async def lock_invoice(work: Work, provider: str, provider_id: str) -> Payment | None:
    """The payment that has this invoice, locked."""
    return _one(await work.row(_LOCK_BY_INVOICE, {"at_provider": provider, "invoice": provider_id}))


async def lock_key(work: Work, key: str) -> Payment | None:
    return _one(await work.row(_LOCK_BY_KEY, {"our_key": key}))


async def lock_of_booking(work: Work, booking_id: int) -> Payment | None:
    return _one(await work.row(_LOCK_BY_BOOKING, {"booking": booking_id}))


async def of_booking(work: Work, booking_id: int) -> Payment | None:
    return _one(await work.row(_BY_BOOKING, {"booking": booking_id}))


async def of_invoice(work: Work, provider: str, provider_id: str) -> Payment | None:
    return _one(await work.row(_BY_INVOICE, {"at_provider": provider, "invoice": provider_id}))


async def unfinished(work: Work, since: datetime) -> Sequence[Payment]:
    """What may still change or needs a person, and what changed since then."""
    return [_payment(row) for row in await work.rows(_UNFINISHED, {"since": since})]


async def change(work: Work, payment: Payment, after: State, **values: Any) -> Payment:
    """Move the payment on from exactly this revision; Unavailable if somebody else was first."""
    row = await work.row(
        update(payments)
        .where(*_this, payments.c.revision == payment.revision)
        .values(state=str(after), revision=payment.revision + 1, updated_at=work.now, **values)
        .returning(payments),
        {"payment": payment.id},
    )
    if row is None:
        raise Unavailable("the payment changed meanwhile")
    return _payment(row)


async def enter(
    work: Work,
    payment: Payment,
    kind: Kind,
    provider_id: str = "",
    *,
    amount: Money | None = None,
    fee: Money | None = None,
    note: str | None = None,
) -> bool:
    """Write an entry; whether it is new: what the provider tells twice is written once."""
    amount = amount or payment.amount
    return await work.insert_new(
        payment_entries,
        {
            "id": new_id(),
            "payment_id": payment.id,
            "kind": str(kind),
            "provider_id": provider_id,
            "amount_minor": amount.minor,
            "currency": amount.currency[:3],
            "fee_minor": fee.minor if fee else None,
            "note": note,
            "at": work.now,
        },
    )


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


def _one(row: Row[Any] | None) -> Payment | None:
    return row and _payment(row)


def _payment(row: Row[Any]) -> Payment:
    return Payment(
        id=row.id,
        booking_id=row.booking_id,
        key=row.key,
        state=State(row.state),
        amount=Money(row.amount_minor, row.currency),
        description=row.description,
        return_url=row.return_url,
        provider=row.provider,
        provider_id=row.provider_id,
        provider_payment_id=row.provider_payment_id,
        url=row.url,
        expires_at=row.expires_at,
        owed=Money(row.owed_minor, row.currency),
        refunded=Money(row.refunded_minor, row.currency),
        revision=row.revision,
    )


_this = (scoped(payments), payments.c.id == bindparam("payment", type_=BigInteger))


def _statement(*conditions: ColumnElement[bool]) -> Any:
    # The newest first: a booking may be paid for in several steps one day.
    return select(payments).where(scoped(payments), *conditions).order_by(payments.c.id.desc())


_by_id = payments.c.id == bindparam("payment", type_=BigInteger)
_by_key = payments.c.key == bindparam("our_key")
_by_booking = payments.c.booking_id == bindparam("booking", type_=BigInteger)
_by_invoice = (payments.c.provider == bindparam("at_provider")) & (
    payments.c.provider_id == bindparam("invoice")
)
_BY_ID = _statement(_by_id)
_BY_BOOKING = _statement(_by_booking)
_BY_INVOICE = _statement(_by_invoice)
_LOCK_BY_ID = _statement(_by_id).with_for_update(key_share=True)
_LOCK_BY_KEY = _statement(_by_key).with_for_update(key_share=True)
_LOCK_BY_BOOKING = _statement(_by_booking).with_for_update(key_share=True)
_LOCK_BY_INVOICE = _statement(_by_invoice).with_for_update(key_share=True)
_UNFINISHED = _statement(
    or_(
        payments.c.state.in_(("requested", "open", "to_refund", "mismatch")),
        payments.c.updated_at >= bindparam("since", type_=Instant),
    )
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
_RELEASE = update(payments).where(*_this).values(refunding_until=None)
