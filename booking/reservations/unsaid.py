"""Visits of which nobody says what came of them count as completed, a day after their end."""

from datetime import timedelta

from booking import bookings
from booking.events import Event
from booking.instants import minute_of
from booking.reservations.lapse import TIMER
from booking.reservations.transition import change_status
from booking.store import queue
from booking.store.database import Work
from booking.visit import Booking, Status

TOPIC = "unsaid"
_UNTIL_THEN = timedelta(days=1)


def when_unsaid(booking: Booking) -> queue.NewTask:
    """The queue row that completes the visit if it is still only confirmed then."""
    lane = f"{TOPIC}:{booking.id}:{minute_of(booking.ends_at)}"
    return queue.NewTask(
        topic=TOPIC,
        lane=lane,
        payload={"booking": booking.id},
        due_at=booking.ends_at + _UNTIL_THEN,
        dedupe=lane,
        priority=queue.BULK,
    )


async def complete_unsaid(work: Work, booking_id: int) -> bool:
    """Complete the visit unless it was moved, or somebody said what came of it; whether it did."""
    booking = await bookings.find(work, booking_id)
    if booking is None or booking.ends_at + _UNTIL_THEN > work.now:
        return False
    return await change_status(
        work, booking_id, [Status.CONFIRMED], Status.COMPLETED, Event.COMPLETED, TIMER
    )
