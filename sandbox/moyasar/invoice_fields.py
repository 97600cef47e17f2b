"""What POST /v1/invoices may ask for (docs: api/invoices/01-create-invoice, api/metadata)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from sandbox.moyasar.formats import CURRENCIES, moment
from sandbox.moyasar.refusals import Refused, invalid

SMALLEST = 100
MOST_KEYS = 30
LONGEST_KEY = 40
LONGEST_VALUE = 500


@dataclass(frozen=True, slots=True)
class InvoiceFields:
    """An invoice as it was asked for; the amount is in minor units."""

    amount: int
    currency: str
    description: str
    callback_url: str | None
    success_url: str | None
    back_url: str | None
    expired_at: datetime | None
    metadata: dict[str, str] | None


def asked_for(body: dict[str, Any]) -> InvoiceFields:
    return InvoiceFields(
        amount=amount_in(body.get("amount")),
        currency=currency_in(body.get("currency")),
        description=_description(body.get("description")),
        callback_url=url_in(body, "callback_url"),
        success_url=url_in(body, "success_url"),
        back_url=url_in(body, "back_url"),
        expired_at=_expiry(body.get("expired_at")),
        metadata=metadata_in(body),
    )


def metadata_in(body: dict[str, Any]) -> dict[str, str] | None:
    """Return the metadata: at most 30 keys of 40 characters with texts of 500."""
    given = body.get("metadata")
    if given is None:
        return None
    if not isinstance(given, dict) or len(given) > MOST_KEYS:
        raise invalid(metadata=f"must be an object of at most {MOST_KEYS} keys")
    for key, value in given.items():
        if not key or len(key) > LONGEST_KEY:
            raise invalid(metadata=f"keys must have 1 to {LONGEST_KEY} characters")
        if not isinstance(value, str) or len(value) > LONGEST_VALUE:
            raise invalid(metadata=f"values must be texts of at most {LONGEST_VALUE} characters")
    return given


def minor_units(value: Any) -> int:
    """Return an amount: true is no number, and neither is "100"."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise invalid(amount="must be an integer")
    return value


def amount_in(value: Any) -> int:
    if value is None:
        raise invalid(amount="is required")
    amount = minor_units(value)
    if amount < SMALLEST:
        raise invalid(amount=f"must be greater than or equal to {SMALLEST}")
    return amount


def currency_in(value: Any) -> str:
    if not isinstance(value, str) or value not in CURRENCIES:
        raise invalid(currency="must be an ISO 4217 code")
    return value


def _description(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise invalid(description="is required")
    return value


def url_in(body: dict[str, Any], name: str) -> str | None:
    value = body.get(name)
    if value is None:
        return None
    parts = urlsplit(value) if isinstance(value, str) else None
    if parts is None or parts.scheme not in ("http", "https") or not parts.netloc:
        raise invalid(**{name: "must be a valid URL"})
    return str(value)


def _expiry(value: Any) -> datetime | None:
    if value is None:
        return None
    try:
        if isinstance(value, str):
            return moment(value)
    except ValueError as error:
        raise _no_date() from error
    raise _no_date()


def _no_date() -> Refused:
    return invalid(expired_at="must be an ISO 8601 date or datetime")
