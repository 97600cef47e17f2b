"""Reads Moyasar's invoices and payments; any key may be missing, and sums may be strings."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from booking.errors import Unavailable
from booking.money import Money
from payments.provider import Part, Receipt, Standing

KEY = "payment_key"  # ours, in the metadata of an invoice
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_WHOLE = re.compile(r"[0-9]{1,15}")  # of a fraction or a sum below zero nothing can be made

# docs.moyasar.com/api/invoices/01-create-invoice; a declined card leaves an invoice payable.
_STANDINGS = {
    "initiated": Standing.OPEN,
    "failed": Standing.OPEN,
    "paid": Standing.PAID,
    "refunded": Standing.PAID,
    "voided": Standing.PAID,
    "canceled": Standing.CANCELLED,
    "expired": Standing.EXPIRED,
}
_RETURNED = ("refunded", "voided")
_RECEIVED = ("paid", "captured", *_RETURNED)


def receipt(invoice: Mapping[str, Any]) -> Receipt:
    """What an invoice says; its sum is zero if it names none."""
    return Receipt(
        provider_id=identifier(invoice.get("id")) or "",
        standing=_STANDINGS.get(str(invoice.get("status")), Standing.UNCLEAR),
        amount=_sum(invoice, "amount"),
        key=key_in(invoice),
        url=_text(invoice.get("url")),
        expires_at=_instant(invoice.get("expired_at")),
        parts=_parts(invoice),
    )


def part(payment: Mapping[str, Any]) -> Part:
    """What a payment says on which money came, or is held.

    Unavailable if it makes no sense of how much went back: to take that for nothing would be to
    give it back again.
    """
    status = payment.get("status")
    amount = _taken(payment) if status != "authorized" else _sum(payment, "amount")
    refunded = _known_sum(payment, "refunded")
    # A voided payment was never settled: all of it is back, whatever `refunded` says.
    if status == "voided" or (status == "refunded" and payment.get("refunded") is None):
        refunded = amount
    if refunded.minor > amount.minor:
        raise Unavailable("moyasar: more went back than came")
    fee = _sum(payment, "fee") if payment.get("fee") is not None else None
    part_id = identifier(payment.get("id")) or ""
    return Part(part_id, amount, refunded, fee, is_held=status == "authorized")


def is_money(payment: Mapping[str, Any]) -> bool:
    """Did money come, or is it held? A failed or unfinished attempt is neither."""
    return payment.get("status") in ("authorized", *_RECEIVED)


def key_in(source: Mapping[str, Any]) -> str | None:
    """Our key in the metadata of an invoice or a payment; a hint only, if a payer wrote it."""
    metadata = source.get("metadata")
    key = metadata.get(KEY) if isinstance(metadata, dict) else None
    return str(key)[:80] if key else None


def timestamp(instant: datetime) -> str:
    """As Moyasar takes it."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def identifier(value: Any) -> str | None:
    """An id that may stand in a path."""
    return value if isinstance(value, str) and _ID.fullmatch(value) else None


def _parts(invoice: Mapping[str, Any]) -> tuple[Part, ...]:
    status = invoice.get("status")
    attempts = invoice.get("payments")
    found = tuple(
        part(attempt)
        for attempt in (attempts if isinstance(attempts, list) else ())
        if isinstance(attempt, dict) and attempt.get("status") in _RECEIVED
    )
    if found or status not in _RECEIVED:
        return found
    # The rows of a list name at most the id of the payment (docs.moyasar.com/list-invoices).
    amount = _sum(invoice, "amount")
    refunded = amount if status in _RETURNED else Money.zero(amount.currency)
    return (Part(identifier(invoice.get("payment_id")) or "", amount, refunded),)


def _taken(payment: Mapping[str, Any]) -> Money:
    """What was charged: of a hold that was captured perhaps only a share."""
    captured = _known_sum(payment, "captured")
    return captured if captured else _sum(payment, "amount")


def _known_sum(payment: Mapping[str, Any], name: str) -> Money:
    """Nothing where it is left out; Unavailable where it is no sum."""
    value = payment.get(name)
    if value is not None and _whole(value) is None:
        raise Unavailable(f"moyasar: {name} is no sum")
    return _sum(payment, name)


def _sum(source: Mapping[str, Any], name: str) -> Money:
    """Zero for what is no sum, which is never what was asked for."""
    return Money(_whole(source.get(name)) or 0, str(source.get("currency") or "").upper())


def _whole(value: Any) -> int | None:
    is_number = isinstance(value, int | str) and not isinstance(value, bool)
    return int(value) if is_number and _WHOLE.fullmatch(str(value)) else None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _instant(value: Any) -> datetime | None:
    try:
        instant = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
