"""Reads Moyasar's invoices and payments; any key may be missing, and sums may be strings."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from booking.errors import Unavailable
from booking.money import Money
from payments.provider import Part, Receipt, Standing

KEY = "payment_key"  # ours, in the metadata of an invoice
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_CURRENCY = re.compile(r"[A-Z]{3}")
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
_NOT_RECEIVED = ("initiated", "failed", "authorized", "verified")


def receipt(invoice: Mapping[str, Any]) -> Receipt:
    """What a fetched invoice says; Unavailable if it makes no sense of money that came."""
    found, parts = listed(invoice), _parts(invoice)
    if parts:
        return replace(found, amount=_sure_sum(invoice, "amount"), parts=parts)
    if invoice.get("status") not in _RECEIVED:
        return found
    if invoice.get("status") in _RETURNED or _has_unknown_attempt(invoice):
        return replace(found, standing=Standing.UNCLEAR)
    # Under a made-up name it would be taken for another payment as soon as it has its own.
    raise Unavailable("moyasar: a paid invoice names no payment")


def listed(row: Mapping[str, Any]) -> Receipt:
    """What the row of a list says, which has no payments; its sum is zero if it names none."""
    return Receipt(
        provider_id=identifier(row.get("id")) or "",
        standing=_STANDINGS.get(str(row.get("status")), Standing.UNCLEAR),
        amount=_sum(row, "amount"),
        key=key_in(row),
        url=_text(row.get("url")),
        expires_at=_instant(row.get("expired_at")),
    )


def part(payment: Mapping[str, Any]) -> Part:
    """What a payment says on which money came, or is held.

    Unavailable if it makes no sense of how much came or went back: to take that for nothing would
    be to refuse what was paid, or to give it back again.
    """
    status = payment.get("status")
    amount = _taken(payment) if status != "authorized" else _sure_sum(payment, "amount")
    refunded = _known_sum(payment, "refunded")
    # A voided payment was never settled: all of it is back, whatever `refunded` says.
    if status == "voided" or (status == "refunded" and payment.get("refunded") is None):
        refunded = amount
    if refunded.minor > amount.minor:
        raise Unavailable("moyasar: more went back than came")
    fee = _sum(payment, "fee") if payment.get("fee") is not None else None
    part_id = identifier(payment.get("id"))
    if part_id is None:
        raise Unavailable("moyasar: a payment without id")
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
    found = tuple(part(one) for one in _attempts(invoice) if one.get("status") in _RECEIVED)
    payment_id, status = identifier(invoice.get("payment_id")), invoice.get("status")
    if found or payment_id is None or status not in _RECEIVED or _attempts(invoice):
        return found
    # Older answers name at most the id of the payment (docs.moyasar.com/list-invoices).
    amount = _sure_sum(invoice, "amount")
    refunded = amount if status in _RETURNED else Money.zero(amount.currency)
    return (Part(payment_id, amount, refunded),)


def _attempts(invoice: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    attempts = invoice.get("payments")
    return [one for one in attempts if isinstance(one, dict)] if isinstance(attempts, list) else []


def _has_unknown_attempt(invoice: Mapping[str, Any]) -> bool:
    """Is there a payment that stands as none of the documented words says?"""
    return any(one.get("status") not in _NOT_RECEIVED for one in _attempts(invoice))


def _taken(payment: Mapping[str, Any]) -> Money:
    """What was charged: of a hold that was captured perhaps only a share."""
    captured = _known_sum(payment, "captured")
    return captured if captured else _sure_sum(payment, "amount")


def _known_sum(payment: Mapping[str, Any], name: str) -> Money:
    """Nothing where it is left out; Unavailable where it is no sum."""
    return _sum(payment, name) if payment.get(name) is None else _sure_sum(payment, name)


def _sure_sum(source: Mapping[str, Any], name: str) -> Money:
    found = _sum(source, name)
    if _whole(source.get(name)) is None or not _CURRENCY.fullmatch(found.currency):
        raise Unavailable(f"moyasar: {name} is no sum")
    return found


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
