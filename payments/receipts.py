"""Issuing receipts: one for each sum that came, a credit note for each that went back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Row, and_, bindparam, select, update

from booking import bookings
from booking.catalog import Catalog
from booking.money import Money
from booking.salon import LocalName, Salon
from booking.store.database import Work
from booking.store.ids import new_id
from booking.store.tenancy import scoped
from booking.visit import Booking
from payments.crediting import taken_back
from payments.payment import Kind
from payments.receipt import (
    Content,
    IssuedReceipt,
    Line,
    Series,
    content_document,
    content_of,
)
from payments.tables import payment_entries, payments, receipt_numbers, receipts
from payments.vat import Price, split

_SERIES = {
    Kind.PAID: Series.INVOICE,
    Kind.CAPTURED: Series.INVOICE,
    Kind.REFUNDED: Series.CREDIT_NOTE,
}


async def issue(work: Work, booking_id: int) -> None:
    """Issue what the booking's payments call for and was not issued yet; safe to repeat.

    Numbers have no gaps: the row of the last one stays locked until the transaction ends, and is
    as it was if that fails. Locked after everything else.
    """
    if not _unissued(await work.rows(_MONEY, {"booking": booking_id})):
        return
    for series in Series:
        await work.insert_new(receipt_numbers, {"series": str(series), "last": 0})
        await work.execute(_LOCK, {"of_series": str(series)})
    salon, booking = await Catalog().salon(work), await bookings.get(work, booking_id)
    entries = await work.rows(_MONEY, {"booking": booking_id})  # anew: it may have been done
    invoices = {_part(entry): entry.number for entry in entries if _is_sale(entry)}
    for entry in sorted(_unissued(entries), key=_is_sale, reverse=True):  # before what refers to it
        series = _SERIES[Kind(entry.kind)]
        number = await _next_number(work, series)
        if _is_sale(entry):
            invoices[_part(entry)] = number
            content = _content(salon, booking, entry, _sold(salon, booking, entry))
        else:
            refers_to = invoices[_part(entry)]
            lines = _given_back(await of_booking(work, booking_id), refers_to, entry)
            content = _content(salon, booking, entry, lines, refers_to)
        await _write(work, series, number, entry, content)


async def of_booking(work: Work, booking_id: int) -> Sequence[IssuedReceipt]:
    """What was issued, in that order."""
    return [
        IssuedReceipt(Series(row.series), row.number, row.issued_at, content_of(row.content))
        for row in await work.rows(_ISSUED, {"booking": booking_id})
    ]


def _unissued(entries: Sequence[Row[Any]]) -> Sequence[Row[Any]]:
    """What came, and what went back of it; money that was never sold for is given back without."""
    sold = {_part(entry) for entry in entries if _is_sale(entry)}
    return [entry for entry in entries if entry.number is None and _part(entry) in sold]


def _is_sale(entry: Row[Any]) -> bool:
    return _SERIES[Kind(entry.kind)] is Series.INVOICE


def _part(entry: Row[Any]) -> tuple[int, str]:
    """Which payment at the provider it tells of."""
    return entry.payment_id, entry.provider_id.partition(":")[0]


def _amount(entry: Row[Any]) -> Money:
    return Money(entry.amount_minor, entry.currency)


def _sold(salon: Salon, booking: Booking, entry: Row[Any]) -> tuple[Line, ...]:
    parts = _parts(booking)
    sums = split(_amount(entry), list(parts.values()))
    return tuple(
        Line(_name(salon, service_id), one, percent)
        for ((_, service_id), (_, percent)), one in zip(parts.items(), sums, strict=True)
    )


def _given_back(issued: Sequence[IssuedReceipt], number: int, entry: Row[Any]) -> tuple[Line, ...]:
    """What an entry takes back of the invoice of this number."""
    invoices = {one.number: one.content for one in issued if one.series is Series.INVOICE}
    notes = [one.content for one in issued if one.content.refers_to == number]
    return taken_back(_amount(entry), invoices[number], notes)


def _content(
    salon: Salon,
    booking: Booking,
    entry: Row[Any],
    lines: tuple[Line, ...],
    refers_to: int | None = None,
) -> Content:
    seller = salon.seller
    return Content(
        name=seller.legal_name or salon.name,
        address=seller.legal_address or (salon.location.address if salon.location else None),
        vat_number=seller.vat_number,
        einvoice_phase=seller.einvoice_phase,
        booking_code=booking.code,
        visit_at=booking.starts_at,
        paid_by=entry.provider,
        currency=entry.currency,
        lines=lines,
        refers_to=refers_to,
    )


def _parts(booking: Booking) -> Mapping[tuple[datetime, int], Price]:
    """The prices of the services in order, however many people do one together."""
    found: dict[tuple[datetime, int], Price] = {}
    for line in booking.lines:
        part = (line.starts_at, line.service_id)
        before = found.get(part, (Money.zero(line.price.currency), line.vat_percent))
        found[part] = (before[0] + line.price, before[1])
    return found


def _name(salon: Salon, service_id: int) -> LocalName:
    service = salon.service(service_id)
    return service.name if service else salon.former[service_id]


async def _next_number(work: Work, series: Series) -> int:
    row = await work.row(_NEXT, {"of_series": str(series)})
    number: int = row.last if row else 0
    return number


async def _write(
    work: Work, series: Series, number: int, entry: Row[Any], content: Content
) -> None:
    await work.insert(
        receipts,
        {
            "id": new_id(),
            "series": str(series),
            "number": number,
            "booking_id": entry.booking_id,
            "payment_id": entry.payment_id,
            "entry_id": entry.id,
            "content": content_document(content),
            "issued_at": work.now,
        },
    )


_booking = bindparam("booking", type_=BigInteger)
_MONEY = (
    select(
        payment_entries.c.id,
        payment_entries.c.kind,
        payment_entries.c.provider_id,
        payment_entries.c.amount_minor,
        payment_entries.c.currency,
        payment_entries.c.payment_id,
        payments.c.booking_id,
        payments.c.provider,
        receipts.c.number,
    )
    .select_from(
        payments.join(
            payment_entries,
            and_(scoped(payment_entries), payment_entries.c.payment_id == payments.c.id),
        ).outerjoin(receipts, and_(scoped(receipts), receipts.c.entry_id == payment_entries.c.id))
    )
    .where(
        scoped(payments),
        payments.c.booking_id == _booking,
        payment_entries.c.kind.in_([str(kind) for kind in _SERIES]),
        payment_entries.c.amount_minor > 0,
    )
    .order_by(payment_entries.c.at, payment_entries.c.id)
)
_ISSUED = (
    select(receipts.c.series, receipts.c.number, receipts.c.issued_at, receipts.c.content)
    .where(scoped(receipts), receipts.c.booking_id == _booking)
    .order_by(receipts.c.issued_at, receipts.c.series.desc(), receipts.c.number)
)
_this_series = (scoped(receipt_numbers), receipt_numbers.c.series == bindparam("of_series"))
_LOCK = select(receipt_numbers.c.last).where(*_this_series).with_for_update()
_NEXT = (
    update(receipt_numbers)
    .where(*_this_series)
    .values(last=receipt_numbers.c.last + 1)
    .returning(receipt_numbers.c.last)
)
