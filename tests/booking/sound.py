"""What is true of bookings at any moment, whoever overtook whom."""

from sqlalchemy import select

from booking.store.tables.bookings import booking_lines, bookings, claims
from booking.store.tables.work import queue
from booking.store.tenancy import scoped

STANDING = ("requested", "held", "confirmed", "completed", "no_show")
ONCE_ACCEPTED = STANDING[1:]


async def check_bookings(desk, keeping=STANDING):
    """Who is `keeping` a time has it, who is not has none, and every change was told."""
    async with desk.work() as work:
        found = await work.rows(select(bookings).where(scoped(bookings)))
        lines = await work.rows(select(booking_lines).where(scoped(booking_lines)))
        claimed = await work.rows(select(claims).where(scoped(claims), claims.c.active))
        told = await work.rows(select(queue.c.dedupe).where(scoped(queue)))
    keys = {row.dedupe for row in told}
    for booking in found:
        due = _spans(lines, booking) if booking.status in keeping else []
        assert _spans(claimed, booking) == due, booking
        held_until = {one.held_until for one in claimed if one.booking_id == booking.id}
        assert held_until <= {booking.held_until}, booking
        assert {f"{booking.id}:{number + 1}" for number in range(booking.revision)} <= keys, booking
    assert await desk.double_bookings() == 0


def _spans(rows, booking):
    own = (row for row in rows if row.booking_id == booking.id)
    return sorted((row.calendar_id, row.starts_at) for row in own)
