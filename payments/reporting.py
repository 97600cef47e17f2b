"""Reads a report out of the ledger: a statement for each kind of row, however many there are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import Row, and_, bindparam, func, or_, select

from booking.instants import instant_of, local_day, opening_minute
from booking.money import Money
from booking.salon import Salon
from booking.store.columns import Instant
from booking.store.database import Work
from booking.store.tables.bookings import booking_lines, bookings
from booking.store.tenancy import scoped
from booking.visit import Status
from payments.books import Entry
from payments.payment import Kind
from payments.report import Figures, Report, Rows, Weights, add, movements
from payments.tables import payment_entries, payments

_DID_NOT_TAKE_PLACE = (Status.CANCELLED, Status.NO_SHOW, Status.EXPIRED, Status.DECLINED)
_DOES = (Status.CONFIRMED, Status.COMPLETED)


@dataclass(frozen=True, slots=True)
class _Visit:
    status: Status
    starts_at: datetime
    price: int
    weights: Weights


async def report(work: Work, salon: Salon, first: date, last: date) -> Report:
    """The days from `first` to `last` of the salon's clock."""
    period = _period(salon, first, last)
    visits = _visits(await work.rows(_VISITS, period))
    rows: Rows = {}
    for booking_id, entry, moved in _moved(await work.rows(_ENTRIES, period), salon.currency):
        if period["since"] <= entry.at < period["until"]:
            day = local_day(entry.at, salon.zone)
            add(rows, day, moved, visits[booking_id].weights)
    in_hand = {row.booking_id: int(row.kept) for row in await work.rows(_IN_HAND, period)}
    for booking_id, visit in visits.items():
        if period["since"] <= visit.starts_at < period["until"]:
            figures = _left(visit, in_hand.get(booking_id, 0))
            add(rows, local_day(visit.starts_at, salon.zone), figures, visit.weights)
    return Report(first, last, salon.currency, dict(sorted(rows.items())))


def _period(salon: Salon, first: date, last: date) -> dict[str, Any]:
    since, until = (
        instant_of(opening_minute(day, 0, salon.zone)) for day in (first, last + timedelta(days=1))
    )
    return {"since": since, "until": until, "of_currency": salon.currency}


def _visits(rows: Sequence[Row[Any]]) -> Mapping[int, _Visit]:
    found = {}
    for booking_id, lines in groupby(rows, key=lambda row: row.id):
        row, *more = lines
        prices: dict[int, Money] = {}
        for line in (row, *more):
            before = prices.get(line.calendar_id, Money.zero(row.currency))
            prices[line.calendar_id] = before + Money(line.line_minor, row.currency)
        visit = _Visit(Status(row.status), row.starts_at, row.price_minor, tuple(prices.items()))
        found[booking_id] = visit
    return found


def _moved(rows: Sequence[Row[Any]], currency: str) -> Iterable[tuple[int, Entry, Figures]]:
    for _, of_payment in groupby(rows, key=lambda row: row.payment_id):
        entries = list(of_payment)
        for entry, figures in movements([_entry(row) for row in entries], currency):
            yield entries[0].booking_id, entry, figures


def _entry(row: Row[Any]) -> Entry:
    amount = Money(row.amount_minor, row.currency)
    return Entry(Kind(row.kind), row.provider_id, amount, row.at, note=row.note)


def _left(visit: _Visit, in_hand: int) -> Figures:
    """What a visit that did not take place left, or what one that does still owes."""
    if visit.status in _DID_NOT_TAKE_PLACE:
        return Figures(kept=in_hand)
    if visit.status in _DOES:
        return Figures(outstanding=max(0, visit.price - in_hand))
    return Figures()


def _within(column: Any) -> Any:
    since, until = (bindparam(name, type_=Instant) for name in ("since", "until"))
    return and_(column >= since, column < until)


_in_currency = payments.c.currency == bindparam("of_currency")
_moved_then = (
    select(payment_entries.c.payment_id)
    .where(scoped(payment_entries), _within(payment_entries.c.at))
    .scalar_subquery()
)
_ENTRIES = (
    select(
        payments.c.booking_id,
        payment_entries.c.payment_id,
        payment_entries.c.kind,
        payment_entries.c.provider_id,
        payment_entries.c.amount_minor,
        payment_entries.c.currency,
        payment_entries.c.note,
        payment_entries.c.at,
    )
    .join(payments, payments.c.id == payment_entries.c.payment_id)
    .where(
        scoped(payment_entries, payments),
        _in_currency,
        payment_entries.c.payment_id.in_(_moved_then),
    )
    .order_by(payment_entries.c.payment_id, payment_entries.c.id)
)
_paid_then = (
    select(payments.c.booking_id)
    .where(scoped(payments), _in_currency, payments.c.id.in_(_moved_then))
    .scalar_subquery()
)
_VISITS = (
    select(
        bookings.c.id,
        bookings.c.status,
        bookings.c.starts_at,
        bookings.c.price_minor,
        bookings.c.currency,
        booking_lines.c.calendar_id,
        booking_lines.c.price_minor.label("line_minor"),
    )
    .join(booking_lines, booking_lines.c.booking_id == bookings.c.id)
    .where(
        scoped(bookings, booking_lines),
        bookings.c.currency == bindparam("of_currency"),
        or_(_within(bookings.c.starts_at), bookings.c.id.in_(_paid_then)),
    )
    .order_by(bookings.c.id, booking_lines.c.ordinal)
)
_IN_HAND = (
    select(
        payments.c.booking_id,
        func.sum(payments.c.received_minor - payments.c.owed_minor).label("kept"),
    )
    .join(bookings, bookings.c.id == payments.c.booking_id)
    .where(scoped(payments, bookings), _in_currency, _within(bookings.c.starts_at))
    .group_by(payments.c.booking_id)
)
