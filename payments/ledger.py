"""Reading payments, and locking one to change it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Row, bindparam, or_, select

from booking.errors import Misuse
from booking.money import Money
from booking.store.columns import Instant
from booking.store.database import Work
from booking.store.tenancy import scoped
from payments.payment import AT_SALON, Payment, State
from payments.tables import payments


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
    """What was asked of the customer for it; what the staff took at the salon is not among it."""
    return _one(await work.row(_BY_BOOKING, {"booking": booking_id}))


async def of_invoice(work: Work, provider: str, provider_id: str) -> Payment | None:
    return _one(await work.row(_BY_INVOICE, {"at_provider": provider, "invoice": provider_id}))


async def of_key(work: Work, key: str) -> Payment | None:
    return _one(await work.row(_BY_KEY, {"our_key": key}))


async def unfinished(work: Work, since: datetime) -> Sequence[Payment]:
    """What may still change or needs a person, and what changed since then."""
    return [payment_of(row) for row in await work.rows(_UNFINISHED, {"since": since})]


def _one(row: Row[Any] | None) -> Payment | None:
    return row and payment_of(row)


def payment_of(row: Row[Any]) -> Payment:
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
        received=Money(row.received_minor, row.currency),
        owed=Money(row.owed_minor, row.currency),
        refunded=Money(row.refunded_minor, row.currency),
        revision=row.revision,
    )


def _statement(*conditions: ColumnElement[bool]) -> Any:
    # The newest first: a booking may be paid for in several steps one day.
    return select(payments).where(scoped(payments), *conditions).order_by(payments.c.id.desc())


_by_id = payments.c.id == bindparam("payment", type_=BigInteger)
_by_key = payments.c.key == bindparam("our_key")
_by_booking = (payments.c.booking_id == bindparam("booking", type_=BigInteger)) & (
    payments.c.provider.not_in(sorted(AT_SALON))
)
_by_invoice = (payments.c.provider == bindparam("at_provider")) & (
    payments.c.provider_id == bindparam("invoice")
)
_BY_ID = _statement(_by_id)
_BY_KEY = _statement(_by_key)
_BY_BOOKING = _statement(_by_booking)
_BY_INVOICE = _statement(_by_invoice)
_LOCK_BY_ID = _statement(_by_id).with_for_update(key_share=True)
_LOCK_BY_KEY = _statement(_by_key).with_for_update(key_share=True)
_LOCK_BY_BOOKING = _statement(_by_booking).with_for_update(key_share=True)
_LOCK_BY_INVOICE = _statement(_by_invoice).with_for_update(key_share=True)
_UNFINISHED = _statement(
    or_(
        payments.c.state.in_(("requested", "open", "authorized", "to_refund", "mismatch")),
        payments.c.updated_at >= bindparam("since", type_=Instant),
    )
)
