"""When a customer is reminded of a visit: queue rows with a date, each in a lane of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from booking.instants import instant_of, local_day, minute_of, opening_minute
from booking.salon import Salon
from booking.store import queue
from booking.visit import Booking, Status

TOPIC = "remind"
REMINDER = "reminder"
"""What it is called beside the events of a booking, of which it is none."""

_DAY = timedelta(days=1)
_FRESH = timedelta(hours=1)  # who has just booked needs no reminder


@dataclass(frozen=True, slots=True)
class Lead:
    """So long before the start; said late it is `useless` from so long before the start on."""

    name: str
    before: timedelta
    useless: timedelta
    made_ahead: timedelta = timedelta(0)  # only for visits booked (or moved) longer ahead


LEADS = (
    Lead("72h", timedelta(hours=72), timedelta(hours=24), made_ahead=timedelta(days=7)),
    Lead("24h", timedelta(hours=24), timedelta(hours=2)),
    Lead("2h", timedelta(hours=2), timedelta(minutes=30)),
)


def planned(salon: Salon, booking: Booking, now: datetime) -> Sequence[queue.NewTask]:
    """The reminders of a visit that has just become certain, or has just got this start."""
    return [
        _row(booking, lead, due_at)
        for lead in LEADS
        if booking.starts_at - now > lead.made_ahead
        and (due_at := after_quiet(booking.starts_at - lead.before, salon.quiet, salon.zone))
        > now + _FRESH
        and due_at < booking.starts_at - lead.useless
    ]


def is_true(booking: Booking, start: str, now: datetime) -> bool:
    """Does the visit that a reminder was written for still stand, at this start, and lie ahead?"""
    return (
        booking.status is Status.CONFIRMED
        and booking.starts_at == datetime.fromisoformat(start)
        and booking.starts_at > now
    )


def after_quiet(at: datetime, quiet: tuple[int, int], zone: ZoneInfo) -> datetime:
    """The instant, or the end of the quiet hours that it falls into."""
    day, minute = local_day(at, zone), minute_of(at)
    for first in (day - _DAY, day):
        begins, ends = (opening_minute(first, edge, zone) for edge in quiet)
        if begins <= minute < ends:
            return instant_of(ends)
    return at


def _row(booking: Booking, lead: Lead, due_at: datetime) -> queue.NewTask:
    key = f"{booking.id}:{lead.name}:{minute_of(booking.starts_at)}"
    return queue.NewTask(
        topic=TOPIC,
        lane=f"{TOPIC}:{key}",
        payload={"v": 1, "booking": booking.id, "start": booking.starts_at.isoformat()},
        due_at=due_at,
        useless_after=booking.starts_at - lead.useless,
        dedupe=key,
        priority=queue.BULK,
    )
