"""The bookings as a calendar (RFC 5545)."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row

from booking.salon import LocalName
from bot.calendar_files import Entry, calendar_file
from bot.operations.export_rows import Exported


def as_ics(salons: Sequence[Exported]) -> bytes:
    return calendar_file(_entry(salon, row) for salon in salons for row in salon.bookings)


def _entry(salon: Exported, row: Row[Any]) -> Entry:
    language = salon.salon.languages[0]
    lines = salon.lines.get(row.id, ())
    done = [LocalName(salon.services[line.service_id].name).in_(language) for line in lines]
    by = [LocalName(salon.staff[line.calendar_id].name).in_(language) for line in lines]
    customer = salon.customers[row.customer_id]
    told = [salon.person_of(row), customer.name, customer.phone, row.code, row.status]
    return Entry(
        uid=f"{row.id}@{salon.salon.slug}",
        stamp=row.created_at,  # not now: the same data give the same file
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        sequence=row.revision,
        status=row.status,
        summary=f"{' + '.join(done)} · {', '.join(dict.fromkeys(by))}",
        description="\n".join(part for part in told if part),
        location=salon.salon.name.in_(language),
    )
