"""One row per booking, for spreadsheets (RFC 4180, UTF-8)."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Row

from booking.money import Money
from bot.operations.export_json import amount, instant
from bot.operations.export_rows import Exported

COLUMNS = (
    *("salon", "code", "status", "starts_at", "ends_at", "service", "staff"),
    *("currency", "price", "deposit", "payment", "paid", "refunded", "invoice"),
    *("customer", "for", "phone", "language", "channel", "created_at", "id"),
)
_FORMULA = re.compile(r"[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?[0-9.]+")


def as_csv(salons: Sequence[Exported]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for salon in salons:
        for booking in salon.bookings:
            writer.writerow(map(_harmless, _values(salon, booking)))
    return text.getvalue().encode()


def _values(salon: Exported, row: Row[Any]) -> Iterator[str | None]:
    customer = salon.customers[row.customer_id]
    yield from (salon.salon.slug, row.code, row.status)
    yield from (instant(row.starts_at), instant(row.ends_at))
    lines = salon.lines.get(row.id, ())
    yield "; ".join(salon.services[line.service_id].slug for line in lines)
    yield "; ".join(salon.staff[line.calendar_id].slug for line in lines)
    yield from (row.currency, amount(row.price_minor, row.currency))
    yield amount(row.deposit_minor, row.currency)
    yield from _paid(salon, row)
    yield from (customer.name, salon.person_of(row), customer.phone, customer.language, row.channel)
    yield from (instant(row.created_at), str(row.id))


def _paid(salon: Exported, row: Row[Any]) -> Iterator[str | None]:
    """Where its payments stand, what came in and went back, and their invoices."""
    made = salon.payments.get(row.id, ())
    came = back = Money.zero(row.currency)
    for payment in made:
        came += _came_in(salon, payment)
        back += Money(payment.refunded_minor, payment.currency)
    yield "; ".join(payment.state for payment in made)
    yield amount(came.minor, row.currency)
    yield amount(back.minor, row.currency)
    yield "; ".join(payment.provider_id or "" for payment in made)


def _came_in(salon: Exported, payment: Row[Any]) -> Money:
    entries = salon.entries.get(payment.id, ())
    paid = sum(entry.amount_minor for entry in entries if entry.kind == "paid")
    return Money(paid, payment.currency)


def _harmless(value: str | None) -> str:
    """A name that a spreadsheet would take for a formula is marked as text."""
    text = value or ""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
