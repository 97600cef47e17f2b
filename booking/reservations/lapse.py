"""Unpaid holds end at their instant: by a timer, or by the next customer's hold."""

from datetime import datetime

from booking import bookings
from booking.events import Event
from booking.reservations.claiming import give_back
from booking.reservations.transition import change_status
from booking.store import queue
from booking.store.database import Work
from booking.visit import Actor, Booking, Status

TOPIC = "lapse"
TIMER = Actor("timer")


def when_it_ends(booking_id: int, held_until: datetime) -> queue.NewTask:
    """The queue row that ends this hold at its instant."""
    return queue.NewTask(
        topic=TOPIC,
        lane=f"lapse:{booking_id}",
        payload={"booking": booking_id},
        due_at=held_until,
    )


async def lapse(work: Work, booking_id: int) -> bool:
    """End the hold if it has run out and is still one; whether it did."""
    booking = await bookings.lock(work, booking_id)  # who was offered it may just have taken it
    if not bookings.has_lapsed(booking, work):
        return False
    return await release(work, booking, Status.EXPIRED, Event.LAPSED, TIMER)


async def release(work: Work, booking: Booking, after: Status, event: Event, by: Actor) -> bool:
    """End a hold, lapsed or not; its time is free at once."""
    if not await change_status(work, booking.id, [Status.HELD], after, event, by):
        return False
    await give_back(work, booking.id)
    return True
