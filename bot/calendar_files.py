"""Calendars as files (RFC 5545)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.version import version

CALENDAR = "text/calendar; charset=utf-8"
_READ_AGAIN = timedelta(hours=1)
_STATUS = {
    "requested": "TENTATIVE",
    "held": "TENTATIVE",
    "confirmed": "CONFIRMED",
    "completed": "CONFIRMED",
    "no_show": "CONFIRMED",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One visit; a calendar that knows its `uid` takes the entry with the higher `sequence`."""

    uid: str
    stamp: datetime  # when it was written
    starts_at: datetime
    ends_at: datetime
    sequence: int
    status: str  # the booking's
    summary: str
    description: str
    location: str


def calendar_file(entries: Iterable[Entry], name: str = "") -> bytes:
    """A calendar; with a name it is one to subscribe to, which is read again by itself."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//salon-booking-bot//{version()}//EN")
    calendar.add("version", "2.0")
    if name:
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", _READ_AGAIN, parameters={"VALUE": "DURATION"})
    for entry in entries:
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical())


def _event(entry: Entry) -> Any:
    from icalendar import Event

    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.stamp)
    event.add("dtstart", entry.starts_at)
    event.add("dtend", entry.ends_at)
    event.add("sequence", entry.sequence)
    event.add("status", _STATUS.get(entry.status, "CANCELLED"))
    event.add("summary", entry.summary)
    event.add("description", entry.description)
    event.add("location", entry.location)
    return event
