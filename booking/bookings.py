"""Reading bookings back as frozen values."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Row, and_, bindparam, select

from booking.errors import NotYours
from booking.money import Money
from booking.salon import VAT
from booking.store.columns import Instant
from booking.store.database import Work
from booking.store.tables.bookings import booking_lines, bookings
from booking.store.tables.people import persons
from booking.store.tenancy import scoped
from booking.terms import Terms
from booking.visit import Booking, Line, Status

_TALKED_OF = timedelta(days=180)
_OCCUPYING = ("requested", "held", "confirmed")


async def find(work: Work, booking_id: int) -> Booking | None:
    return _one(await work.rows(_BY_ID, {"booking": booking_id}))


async def get(work: Work, booking_id: int) -> Booking:
    """The booking; NotYours if this tenant has none of that id."""
    if booking := await find(work, booking_id):
        return booking
    raise NotYours


async def lock(work: Work, booking_id: int) -> Booking:
    """The booking as it stands, nobody else's to change until the transaction ends.

    After its payment and its calendars: who locks in the same order never waits in a circle.
    """
    await work.execute(_LOCK, {"booking": booking_id})
    return await get(work, booking_id)


async def find_many(work: Work, booking_ids: Collection[int]) -> Mapping[int, Booking]:
    """Those of these ids, in one statement."""
    rows = await work.rows(_BY_IDS, {"bookings": list(booking_ids)})
    return {booking.id: booking for booking in _bookings(rows)}


async def by_request_key(work: Work, key: str) -> Booking | None:
    return _one(await work.rows(_BY_KEY, {"key": key}))


async def by_code(work: Work, code: str) -> Booking | None:
    """The latest booking that is called so, if its visit is not long over."""
    found = await work.rows(_BY_CODE, {"called": code, "since": work.now - _TALKED_OF})
    return max(_bookings(found), key=lambda one: one.starts_at, default=None)


async def upcoming(work: Work, customer_id: int) -> Sequence[Booking]:
    """The customer's bookings that are still to come, the next one first."""
    rows = await work.rows(_UPCOMING, {"customer": customer_id, "at": work.now})
    return [
        booking
        for booking in _bookings(rows)
        if booking.status is not Status.HELD or not has_lapsed(booking, work)
    ]


async def since(work: Work, customer_id: int, at: datetime) -> Sequence[Booking]:
    """All of the customer's bookings that end after this, whatever became of them."""
    return list(_bookings(await work.rows(_SINCE, {"customer": customer_id, "at": at})))


async def last_visit(work: Work, customer_id: int) -> Booking | None:
    """The booking that starts latest of those that stood or stand."""
    rows = await work.rows(_LAST, {"customer": customer_id})
    return _one(rows)


async def to_come(work: Work) -> Sequence[Booking]:
    """Everybody's bookings that have not begun and still stand, the next one first."""
    rows = await work.rows(_TO_COME, {"at": work.now})
    return [booking for booking in _bookings(rows) if not has_lapsed(booking, work)]


async def open_holds(work: Work, customer_id: int) -> Sequence[Booking]:
    """The customer's unpaid holds that have not lapsed."""
    found = await upcoming(work, customer_id)
    return [one for one in found if one.status is Status.HELD and not one.is_offer]


def has_lapsed(booking: Booking, work: Work) -> bool:
    """Has its hold run out, even if no timer has noticed yet?"""
    return booking.held_until is not None and booking.held_until <= work.now


def _statement(*conditions: ColumnElement[bool]) -> Any:
    return (
        select(
            bookings,
            booking_lines.c.service_id,
            booking_lines.c.calendar_id,
            booking_lines.c.starts_at.label("line_starts_at"),
            booking_lines.c.ends_at.label("line_ends_at"),
            booking_lines.c.price_minor.label("line_price_minor"),
            booking_lines.c.vat_basis_points,
            persons.c.name.label("for_whom"),
        )
        .join(booking_lines, booking_lines.c.booking_id == bookings.c.id)
        .outerjoin(persons, and_(scoped(persons), persons.c.id == bookings.c.person_id))
        .where(scoped(bookings, booking_lines), *conditions)
        .order_by(bookings.c.starts_at, bookings.c.id, booking_lines.c.ordinal)
    )


# In a statement of its own: one that waits sees its other tables as they were before.
_LOCK = (
    select(bookings.c.id)
    .where(scoped(bookings), bookings.c.id == bindparam("booking", type_=BigInteger))
    .with_for_update(key_share=True)
)
_BY_ID = _statement(bookings.c.id == bindparam("booking", type_=BigInteger))
_BY_IDS = _statement(bookings.c.id.in_(bindparam("bookings", expanding=True)))
_BY_KEY = _statement(bookings.c.request_key == bindparam("key"))
_BY_CODE = _statement(
    bookings.c.starts_at > bindparam("since", type_=Instant), bookings.c.code == bindparam("called")
)
_UPCOMING = _statement(
    bookings.c.customer_id == bindparam("customer", type_=BigInteger),
    bookings.c.ends_at > bindparam("at", type_=Instant),
    bookings.c.status.in_(_OCCUPYING),
)


_SINCE = _statement(
    bookings.c.customer_id == bindparam("customer", type_=BigInteger),
    bookings.c.ends_at > bindparam("at", type_=Instant),
)
_latest = bookings.alias()
_LAST = _statement(
    bookings.c.id
    == select(_latest.c.id)
    .where(
        scoped(_latest),
        _latest.c.customer_id == bindparam("customer", type_=BigInteger),
        _latest.c.status.in_(("confirmed", "completed")),
    )
    .order_by(_latest.c.starts_at.desc())
    .limit(1)
    .scalar_subquery()
)


_TO_COME = _statement(
    bookings.c.starts_at > bindparam("at", type_=Instant),
    bookings.c.status.in_(_OCCUPYING),
)


def _one(rows: Sequence[Row[Any]]) -> Booking | None:
    return next(_bookings(rows), None)


def _bookings(rows: Iterable[Row[Any]]) -> Iterator[Booking]:
    for _, lines in groupby(rows, key=lambda row: row.id):
        yield _booking(list(lines))


def _booking(rows: list[Row[Any]]) -> Booking:
    row = rows[0]
    return Booking(
        id=row.id,
        code=row.code,
        status=Status(row.status),
        revision=row.revision,
        customer_id=row.customer_id,
        channel=row.channel,
        chat=row.chat,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        held_until=row.held_until,
        price=Money(row.price_minor, row.currency),
        deposit=Money(row.deposit_minor, row.currency),
        free_cancel_until=row.starts_at - timedelta(minutes=row.terms["cancel_until_minutes"]),
        lines=tuple(_line(line) for line in rows),
        terms=_steps(row.terms),
        vat_percent=Decimal(row.terms.get("vat_percent", VAT)),
        free_moves=row.terms.get("free_moves"),
        move_until=timedelta(minutes=row.terms.get("move_until_minutes", 0)),
        moves=row.moves,
        needs_approval=row.needs_approval,
        series_id=row.series_id,
        answer_until=row.answer_until,
        arrived_at=row.arrived_at,
        coming_for=row.coming_for,
        for_whom=row.for_whom,
        waiting_id=row.waiting_id,
        offered_until=row.offered_until,
        moved_from=row.moved_from,
        proposed_at=row.proposed_at,
    )


def _steps(terms: Mapping[str, Any]) -> Terms:
    """Terms of the first version say only until when all comes back."""
    steps = terms.get("steps", [(terms["cancel_until_minutes"], 100)])
    return tuple((minutes, percent) for minutes, percent in steps)


def _vat_of(row: Row[Any]) -> Decimal:
    """Older lines have the rate of their booking's terms."""
    if row.vat_basis_points is None:
        return Decimal(row.terms.get("vat_percent", VAT))
    return Decimal(row.vat_basis_points) / 100


def _line(row: Row[Any]) -> Line:
    return Line(
        service_id=row.service_id,
        staff_id=row.calendar_id,
        starts_at=row.line_starts_at,
        ends_at=row.line_ends_at,
        price=Money(row.line_price_minor, row.currency),
        vat_percent=_vat_of(row),
    )
