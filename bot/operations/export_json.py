"""Everything that is exported, as JSON: ids are texts, since they need 63 bits."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row

from booking.money import Money
from bot.operations.export_rows import Exported

_VERSION = 1

Tree = dict[str, Any]


def as_json(salons: Sequence[Exported]) -> bytes:
    tree = {"version": _VERSION, "salons": [_salon(salon) for salon in salons]}
    return (json.dumps(tree, ensure_ascii=False, indent=2) + "\n").encode()


def instant(at: datetime | None) -> str | None:
    """In UTC, to the second: 2027-03-01T07:00:00Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else None


def amount(minor: int | None, currency: str) -> str | None:
    """In major units with all decimals: "115.00"."""
    return None if minor is None else f"{Money(minor, currency).amount:f}"


def _salon(salon: Exported) -> Tree:
    currency = salon.salon.currency
    return {
        "slug": salon.salon.slug,
        "name": dict(salon.salon.name.texts),
        "timezone": salon.salon.zone.key,
        "currency": currency,
        "services": [_service(row, currency) for row in salon.services.values()],
        "staff": [_member(row) for row in salon.staff.values()],
        "customers": [_customer(row) for row in salon.customers.values()],
        "bookings": [_booking(salon, row) for row in salon.bookings],
    }


def _service(row: Row[Any], currency: str) -> Tree:
    return {
        "id": row.slug,
        "name": _name(row.name),
        "minutes": row.minutes,
        "price": amount(row.price_minor, currency),
        "deposit": amount(row.deposit_minor, currency),
        **_photos(row),
        "retired_at": instant(row.retired_at),
    }


def _member(row: Row[Any]) -> Tree:
    return {
        "id": row.slug,
        "name": _name(row.name),
        "role": row.role,
        **_photos(row),
        "retired_at": instant(row.retired_at),
    }


def _photos(row: Row[Any]) -> Tree:
    """As the catalogue names them."""
    given = row.photos or ()
    work = [
        {"photo": one["address"], "caption": _name(one["caption"])}
        for one in given
        if one["caption"]
    ]
    own = next((one["address"] for one in given if not one["caption"]), None)
    return {"photo": own, "past_work": work}


def _customer(row: Row[Any]) -> Tree:
    return {
        "id": str(row.id),
        "name": row.name,
        "phone": row.phone,
        "language": row.language,
        "created_at": instant(row.created_at),
    }


def _booking(salon: Exported, row: Row[Any]) -> Tree:
    return {
        "id": str(row.id),
        "code": row.code,
        "status": row.status,
        "revision": row.revision,
        "customer": str(row.customer_id),
        "for": salon.person_of(row),
        "channel": row.channel,
        "starts_at": instant(row.starts_at),
        "ends_at": instant(row.ends_at),
        "held_until": instant(row.held_until),
        "created_at": instant(row.created_at),
        "currency": row.currency,
        "price": amount(row.price_minor, row.currency),
        "deposit": amount(row.deposit_minor, row.currency),
        "lines": [_line(salon, line, row.currency) for line in salon.lines.get(row.id, ())],
        "payments": [_payment(salon, paid) for paid in salon.payments.get(row.id, ())],
    }


def _line(salon: Exported, row: Row[Any], currency: str) -> Tree:
    return {
        "service": salon.services[row.service_id].slug,
        "staff": salon.staff[row.calendar_id].slug,
        "starts_at": instant(row.starts_at),
        "ends_at": instant(row.ends_at),
        "price": amount(row.price_minor, currency),
    }


def _payment(salon: Exported, row: Row[Any]) -> Tree:
    return {
        "id": str(row.id),
        "state": row.state,
        "currency": row.currency,
        "amount": amount(row.amount_minor, row.currency),
        "owed": amount(row.owed_minor, row.currency),
        "refunded": amount(row.refunded_minor, row.currency),
        "provider": row.provider,
        "invoice": row.provider_id,
        "payment": row.provider_payment_id,
        "created_at": instant(row.created_at),
        "entries": [_entry(entry) for entry in salon.entries.get(row.id, ())],
    }


def _entry(row: Row[Any]) -> Tree:
    return {
        "kind": row.kind,
        "at": instant(row.at),
        "amount": amount(row.amount_minor, row.currency),
        "fee": amount(row.fee_minor, row.currency),
        "provider_id": row.provider_id or None,
        "note": row.note,
    }


def _name(texts: Mapping[str, str]) -> Tree:
    """In one order of languages, which PostgreSQL's JSON does not keep."""
    return {language: texts[language] for language in sorted(texts)}
