"""What came of a visit that has begun: the customer is there, was served, or never came."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import BigInteger, bindparam, update

from booking import bookings
from booking.errors import AlreadyOver, NotBegun
from booking.events import Event
from booking.reservations.transition import change_status
from booking.store.columns import Instant
from booking.store.database import Work
from booking.store.tables.bookings import bookings as bookings_table
from booking.store.tenancy import scoped
from booking.visit import Actor, Booking, Status


async def arrive(work: Work, booking_id: int, by: Actor) -> Booking:
    """The customer is there; also who was taken for a no-show."""
    before = [Status.CONFIRMED, Status.NO_SHOW]
    return await _change(work, booking_id, before, Status.CONFIRMED, Event.ARRIVED, by)


async def complete(work: Work, booking_id: int, by: Actor) -> Booking:
    """The visit is over."""
    before = [Status.CONFIRMED]
    return await _change(work, booking_id, before, Status.COMPLETED, Event.COMPLETED, by)


async def mark_no_show(work: Work, booking_id: int, by: Actor) -> Booking:
    """The customer did not come; that counts when they book again."""
    before = [Status.CONFIRMED]
    return await _change(work, booking_id, before, Status.NO_SHOW, Event.NO_SHOW, by)


async def _change(
    work: Work,
    booking_id: int,
    before: Collection[Status],
    after: Status,
    event: Event,
    by: Actor,
) -> Booking:
    """Raises NotBegun before the start, AlreadyOver if it does not stand at one of `before`."""
    booking = await bookings.lock(work, booking_id)
    if booking.starts_at > work.now:
        raise NotBegun
    if not await change_status(work, booking_id, before, after, event, by):
        raise AlreadyOver
    await work.execute(_ARRIVED, {"booking": booking_id, "at": _arrival(booking, after, work.now)})
    return await bookings.get(work, booking_id)


def _arrival(booking: Booking, after: Status, now: datetime) -> datetime | None:
    if after is Status.NO_SHOW:
        return None
    return booking.arrived_at or (now if after is Status.CONFIRMED else None)


_ARRIVED = (
    update(bookings_table)
    .where(scoped(bookings_table), bookings_table.c.id == bindparam("booking", type_=BigInteger))
    .values(arrived_at=bindparam("at", type_=Instant))
)
