"""The bookings as a calendar (RFC 5545)."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row

from booking.salon import LocalName
from bot.operations.export_rows import Exported
from bot.version import version

_STATUS = {
    "requested": "TENTATIVE",
    "held": "TENTATIVE",
    "confirmed": "CONFIRMED",
    "completed": "CONFIRMED",
    "no_show": "CONFIRMED",
}


def as_ics(salons: Sequence[Exported]) -> bytes:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//salon-booking-bot//{version()}//EN")
    calendar.add("version", "2.0")
    for salon in salons:
        for booking in salon.bookings:
            calendar.add_component(_event(salon, booking))
    return bytes(calendar.to_ical())


def _event(salon: Exported, row: Row[Any]) -> Any:
    from icalendar import Event

    event, language = Event(), salon.salon.languages[0]
    lines = salon.lines.get(row.id, ())
    done = [LocalName(salon.services[line.service_id].name).in_(language) for line in lines]
    by = [LocalName(salon.staff[line.calendar_id].name).in_(language) for line in lines]
    customer = salon.customers[row.customer_id]
    told = [customer.name, customer.phone, row.code, row.status]
    event.add("uid", f"{row.id}@{salon.salon.slug}")
    event.add("dtstamp", row.created_at)  # not now: the same data give the same file
    event.add("dtstart", row.starts_at)
    event.add("dtend", row.ends_at)
    event.add("sequence", row.revision)
    event.add("status", _STATUS.get(row.status, "CANCELLED"))
    event.add("summary", f"{' + '.join(done)} · {', '.join(dict.fromkeys(by))}")
    event.add("description", "\n".join(part for part in told if part))
    event.add("location", salon.salon.name.in_(language))
    return event
