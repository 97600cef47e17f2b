"""Requests that the staff do not answer end at their instant, and at the latest at their start."""

from datetime import datetime

from booking import bookings
from booking.events import Event
from booking.reservations.claiming import give_back
from booking.reservations.lapse import TIMER
from booking.reservations.transition import change_status
from booking.salon import Salon
from booking.store import queue
from booking.store.database import Work
from booking.visit import Status

TOPIC = "unanswered"


def answer_until_of(salon: Salon, starts_at: datetime, now: datetime) -> datetime:
    """Until when the staff may answer a request that is made now."""
    return min(now + salon.answer_within, starts_at)


def when_unanswered(booking_id: int, until: datetime) -> queue.NewTask:
    """The queue row that declines the request if it still awaits its answer then."""
    return queue.NewTask(
        topic=TOPIC,
        lane=f"unanswered:{booking_id}:{until:%Y%m%d%H%M}",
        payload={"booking": booking_id},
        due_at=until,
    )


async def decline_unanswered(work: Work, booking_id: int) -> bool:
    """Decline the request if nobody answered it in time; whether it was one."""
    booking = await bookings.lock(work, booking_id)
    if booking.status is not Status.REQUESTED:
        return False
    until = min(booking.answer_until or booking.starts_at, booking.starts_at)
    if until > work.now or not await change_status(
        work, booking_id, [Status.REQUESTED], Status.DECLINED, Event.DECLINED, TIMER
    ):
        return False
    await give_back(work, booking_id)
    return True
