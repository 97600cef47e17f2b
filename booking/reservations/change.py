"""Confirming and cancelling what is held or booked; safe to repeat."""

from booking import bookings
from booking.errors import AlreadyOver, SlotTaken
from booking.events import Event
from booking.occupied import claims_between
from booking.reservations.claiming import give_back, keep, take, with_buffers
from booking.reservations.lapse import lapse
from booking.reservations.locking import Lock, lock_calendars
from booking.reservations.transition import change_status
from booking.salon import Salon
from booking.store.database import Work
from booking.visit import Actor, Booking, Status


async def confirm(
    work: Work, salon: Salon, booking_id: int, by: Actor, lock: Lock = lock_calendars
) -> Booking:
    """Make a held booking certain; one that lapsed gets its time back if that is still free.

    Notice, horizon and limits were settled when it was held. Raises SlotTaken if somebody else has
    the time by now, AlreadyOver if it was cancelled.
    """
    if await change_status(work, booking_id, [Status.HELD], Status.CONFIRMED, Event.CONFIRMED, by):
        await keep(work, booking_id)
        return await bookings.get(work, booking_id)
    booking = await bookings.get(work, booking_id)
    if booking.status is Status.CONFIRMED:
        return booking
    if booking.status is not Status.EXPIRED:
        raise AlreadyOver
    await _claim_again(work, salon, booking, lock)
    await change_status(work, booking_id, [Status.EXPIRED], Status.CONFIRMED, Event.CONFIRMED, by)
    return await bookings.get(work, booking_id)


async def cancel(work: Work, booking_id: int, by: Actor) -> Booking:
    """Give the booking's time back; AlreadyOver if it has started or stands no more."""
    booking = await bookings.get(work, booking_id)
    alive = [Status.REQUESTED, Status.HELD, Status.CONFIRMED]
    if booking.starts_at <= work.now or not await change_status(
        work, booking_id, alive, Status.CANCELLED, Event.CANCELLED, by
    ):
        raise AlreadyOver
    await give_back(work, booking_id)
    return await bookings.get(work, booking_id)


async def _claim_again(work: Work, salon: Salon, booking: Booking, lock: Lock) -> None:
    await lock(work, {line.staff_id for line in booking.lines})
    for line in booking.lines:
        service = salon.service(line.service_id)
        if service is None:
            raise SlotTaken
        span = with_buffers(
            line.starts_at, line.ends_at, service.buffer_before, service.buffer_after
        )
        for claim in await claims_between(work, [line.staff_id], *span):
            if claim.blocks(work.now, None):
                raise SlotTaken
            await lapse(work, claim.booking_id)
        await take(work, booking.id, line.staff_id, span)
