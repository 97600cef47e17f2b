"""Taking and giving back stretches of calendars; the database has the last word."""

from datetime import datetime

from sqlalchemy import BigInteger, bindparam, update
from sqlalchemy.exc import IntegrityError

from booking.errors import SlotTaken
from booking.store.database import Work
from booking.store.ids import new_id
from booking.store.tables.bookings import claims
from booking.store.tenancy import scoped


async def take(
    work: Work,
    booking_id: int,
    calendar_id: int,
    span: tuple[datetime, datetime],
    held: tuple[datetime, int] | None = None,
) -> None:
    """Claim a stretch, buffers included; SlotTaken if it overlaps another active claim.

    `held`: until when, and for which customer, if it is not yet for good.
    """
    held_until, held_for = held or (None, None)
    try:
        inserted = await work.insert_new(
            claims,
            {
                "id": new_id(),
                "calendar_id": calendar_id,
                "booking_id": booking_id,
                "starts_at": span[0],
                "ends_at": span[1],
                "active": True,
                "held_until": held_until,
                "held_for": held_for,
            },
        )
    except IntegrityError as error:
        # SQLite's trigger is not a conflict for ON CONFLICT: it arrives as an error.
        if "no_overlap" in str(error.orig):
            raise SlotTaken from error
        raise
    if not inserted:
        raise SlotTaken


async def keep(work: Work, booking_id: int) -> None:
    """Make the booking's held claims permanent."""
    await work.execute(_KEEP, {"booking": booking_id})


async def give_back(work: Work, booking_id: int) -> None:
    """Free what the booking claims."""
    await work.execute(_GIVE_BACK, {"booking": booking_id})


_of_booking = (scoped(claims), claims.c.booking_id == bindparam("booking", type_=BigInteger))
_KEEP = update(claims).where(*_of_booking, claims.c.active).values(held_until=None, held_for=None)
_GIVE_BACK = update(claims).where(*_of_booking, claims.c.active).values(active=False)
