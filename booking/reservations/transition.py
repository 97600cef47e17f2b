"""One conditional update per change of a booking's status: what somebody else did first stands."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import BigInteger, bindparam, update

from booking import audit, events
from booking.errors import TermsChanged
from booking.events import Event
from booking.store.database import Work
from booking.store.tables.bookings import bookings
from booking.store.tenancy import scoped
from booking.visit import Actor, Booking, Status


async def change_status(
    work: Work,
    booking_id: int,
    before: Collection[Status],
    after: Status,
    event: Event,
    by: Actor,
    **more: Any,
) -> bool:
    """Move the booking on if it stands at one of `before`; whether it did.

    The change, its audit line and its event, which tells `more`, are one transaction.
    """
    row = await work.row(
        _CHANGE,
        {
            "booking": booking_id,
            "statuses": [str(one) for one in before],
            "new_status": str(after),
        },
    )
    if row is None:
        return False
    await audit.note(work, by, str(event), booking_id)
    await events.record(work, event, booking_id, row.revision, by.kind, **more)
    return True


def as_seen(booking: Booking, seen: int | None) -> None:
    """Raises TermsChanged if who decides has `seen` another revision; null: whatever it is."""
    if seen not in (None, booking.revision):
        raise TermsChanged(booking.id)


_CHANGE = (
    update(bookings)
    .where(
        scoped(bookings),
        bookings.c.id == bindparam("booking", type_=BigInteger),
        bookings.c.status.in_(bindparam("statuses", expanding=True)),
    )
    .values(status=bindparam("new_status"), revision=bookings.c.revision + 1, held_until=None)
    .returning(bookings.c.revision)
)
