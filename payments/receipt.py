"""A receipt as it was issued: everything that it says, frozen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from booking.money import Money
from booking.salon import LocalName
from payments.vat import Taxed

VERSION = 1


class Series(StrEnum):
    """Each is numbered by itself."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"


@dataclass(frozen=True, slots=True)
class Line:
    """A service, and what of the money is for it."""

    name: LocalName
    sum: Taxed
    vat_percent: Decimal


@dataclass(frozen=True, slots=True)
class Content:
    """What a receipt says besides its number and date."""

    name: LocalName
    address: LocalName | None
    vat_number: str | None
    einvoice_phase: int
    booking_code: str
    visit_at: datetime
    paid_by: str  # the provider's name in our tables
    currency: str
    lines: tuple[Line, ...]
    refers_to: int | None = None  # the number of the invoice that a credit note takes back from

    @property
    def total(self) -> Taxed:
        nothing = Money.zero(self.currency)
        return Taxed(
            sum((line.sum.total for line in self.lines), nothing),
            sum((line.sum.vat for line in self.lines), nothing),
        )

    @property
    def taxes(self) -> Mapping[Decimal, Money]:
        """The tax of each rate."""
        found: dict[Decimal, Money] = {}
        for line in self.lines:
            before = found.get(line.vat_percent, Money.zero(self.currency))
            found[line.vat_percent] = before + line.sum.vat
        return found

    @property
    def is_tax_invoice(self) -> bool:
        """May it call itself one, and show the code that tax invoices have?"""
        return self.vat_number is not None and self.einvoice_phase == 1


@dataclass(frozen=True, slots=True)
class IssuedReceipt:
    series: Series
    number: int
    issued_at: datetime
    content: Content


def content_document(content: Content) -> dict[str, Any]:
    """As JSON values."""
    return {
        "v": VERSION,
        "name": dict(content.name.texts),
        "address": content.address and dict(content.address.texts),
        "vat_number": content.vat_number,
        "einvoice_phase": content.einvoice_phase,
        "booking_code": content.booking_code,
        "visit_at": content.visit_at.isoformat(),
        "paid_by": content.paid_by,
        "currency": content.currency,
        "lines": [
            [dict(one.name.texts), one.sum.total.minor, one.sum.vat.minor, str(one.vat_percent)]
            for one in content.lines
        ],
        "refers_to": content.refers_to,
    }


def content_of(stored: Mapping[str, Any]) -> Content:
    currency = stored["currency"]
    return Content(
        name=LocalName(stored["name"]),
        address=LocalName(stored["address"]) if stored["address"] else None,
        vat_number=stored["vat_number"],
        einvoice_phase=stored["einvoice_phase"],
        booking_code=stored["booking_code"],
        visit_at=datetime.fromisoformat(stored["visit_at"]),
        paid_by=stored["paid_by"],
        currency=currency,
        lines=tuple(
            Line(
                LocalName(name), Taxed(Money(total, currency), Money(vat, currency)), Decimal(rate)
            )
            for name, total, vat, rate in stored["lines"]
        ),
        refers_to=stored["refers_to"],
    )
