"""The customer says that they will come: noted beside the booking, which stays as it is."""

from dataclasses import replace

from sqlalchemy import BigInteger, bindparam, or_, update

from booking import audit, events
from booking.errors import AlreadyOver
from booking.events import Event
from booking.instants import minute_of
from booking.store import queue
from booking.store.database import Work
from booking.store.tables.bookings import bookings
from booking.store.tenancy import scoped
from booking.visit import Actor, Booking, Status


async def will_come(work: Work, booking: Booking, by: Actor) -> None:
    """Note it once for this start; AlreadyOver if there is nothing to come to any more."""
    if booking.status is not Status.CONFIRMED or booking.starts_at <= work.now:
        raise AlreadyOver
    if await work.count(_COMING, {"booking": booking.id, "start": booking.starts_at}):
        await audit.note(work, by, str(Event.COMING), booking.id)
        happened = events.happened(Event.COMING, booking.id, booking.revision, by.kind)
        once = f"{booking.id}:{Event.COMING}:{minute_of(booking.starts_at)}"
        await queue.add(work, replace(happened, dedupe=once))


_COMING = (
    update(bookings)
    .where(
        scoped(bookings),
        bookings.c.id == bindparam("booking", type_=BigInteger),
        bookings.c.starts_at == bindparam("start"),
        or_(bookings.c.coming_for.is_(None), bookings.c.coming_for != bookings.c.starts_at),
    )
    .values(coming_for=bookings.c.starts_at)
)
