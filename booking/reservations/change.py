"""Confirming, approving, declining and cancelling what is held or booked; safe to repeat."""

from sqlalchemy import BigInteger, bindparam, update

from booking import bookings, policy
from booking.course import parts_of
from booking.errors import AlreadyOver, NoLongerOffered, SlotTaken
from booking.events import Event
from booking.occupied import claims_between
from booking.reservations.claiming import give_back, keep
from booking.reservations.lapse import lapse
from booking.reservations.locking import Lock, lock_calendars
from booking.reservations.own_holds import own_holds, release_in_the_way
from booking.reservations.taking import people_spans, resource_spans, take_all
from booking.reservations.transition import change_status
from booking.reservations.unanswered import answer_until_of, when_unanswered
from booking.reservations.writing import blocks_as_request
from booking.salon import Salon
from booking.slots import units_for
from booking.store import queue
from booking.store.columns import Instant
from booking.store.database import Work
from booking.store.tables.bookings import bookings as bookings_table
from booking.store.tenancy import scoped
from booking.teams import people_in
from booking.visit import Actor, Booking, Status

# In this order no change that somebody else makes meanwhile is missed.
_COURSE = (Status.HELD, Status.REQUESTED, Status.CONFIRMED)


async def confirm(
    work: Work, salon: Salon, booking_id: int, by: Actor, lock: Lock = lock_calendars
) -> Booking:
    """Make a held booking certain, or a request where the staff must approve it.

    One that lapsed gets its time back if that is still free; notice, horizon and limits were
    settled when it was held. Raises SlotTaken if somebody else has the time by now, AlreadyOver if
    it was cancelled.
    """
    booking = await bookings.get(work, booking_id)
    after = Status.REQUESTED if booking.needs_approval else Status.CONFIRMED
    event = Event.REQUESTED if booking.needs_approval else Event.CONFIRMED
    if await change_status(work, booking_id, [Status.HELD], after, event, by):
        await keep(work, booking_id)
        await _await_answer(work, salon, booking)
        return await bookings.get(work, booking_id)
    booking = await bookings.get(work, booking_id)
    if booking.status is after:
        return booking
    if booking.status is not Status.EXPIRED:
        raise AlreadyOver
    await _claim_again(work, salon, booking, lock)
    await change_status(work, booking_id, [Status.EXPIRED], after, event, by)
    await _await_answer(work, salon, booking)
    return await bookings.get(work, booking_id)


async def approve(
    work: Work, salon: Salon, booking_id: int, by: Actor, lock: Lock = lock_calendars
) -> Booking:
    """The staff accept a request; SlotTaken if it blocked nothing and its time is gone."""
    booking = await bookings.get(work, booking_id)
    if booking.status is Status.CONFIRMED:
        return booking
    if booking.status is not Status.REQUESTED or booking.starts_at <= work.now:
        raise AlreadyOver
    if not blocks_as_request(policy.services_of(salon, booking)):
        await _claim_again(work, salon, booking, lock)
    if not await change_status(
        work, booking_id, [Status.REQUESTED], Status.CONFIRMED, Event.CONFIRMED, by
    ):
        raise AlreadyOver
    return await bookings.get(work, booking_id)


async def decline(work: Work, booking_id: int, by: Actor) -> Booking:
    """The staff refuse a request; what was paid comes back. AlreadyOver if it is none any more."""
    if not await change_status(
        work, booking_id, [Status.REQUESTED], Status.DECLINED, Event.DECLINED, by
    ):
        raise AlreadyOver
    await give_back(work, booking_id)
    return await bookings.get(work, booking_id)


async def cancel(work: Work, booking_id: int, by: Actor) -> Booking:
    """Give the booking's time back; AlreadyOver if it has started or stands no more.

    Its event tells if it was `certain`: of what nobody has accepted yet the terms keep nothing.
    """
    booking = await bookings.get(work, booking_id)
    if booking.starts_at <= work.now:
        raise AlreadyOver
    for before in _COURSE:
        certain = before is not Status.REQUESTED
        if await change_status(
            work, booking_id, [before], Status.CANCELLED, Event.CANCELLED, by, certain=certain
        ):
            await give_back(work, booking_id)
            return await bookings.get(work, booking_id)
    raise AlreadyOver


async def _claim_again(work: Work, salon: Salon, booking: Booking, lock: Lock) -> None:
    try:
        services = policy.services_of(salon, booking)
    except NoLongerOffered as error:
        raise SlotTaken from error
    calendars = [*people_in([booking.team]), *units_for(salon, services)]
    await lock(work, calendars)
    parts = parts_of(services)
    spans = [
        span
        for _, own in (
            *people_spans(parts, booking.team, booking.starts_at),
            *resource_spans(parts, booking.starts_at),
        )
        for span in own
    ]
    begins, ends = min(start for start, _ in spans), max(end for _, end in spans)
    found = await claims_between(work, calendars, begins, ends)
    for claim in found:
        if not claim.blocks(work.now, None):
            await lapse(work, claim.booking_id)
    own = await own_holds(work, found, booking.customer_id)
    await release_in_the_way(work, salon, services, booking.team, booking.starts_at, own)
    await take_all(work, salon, booking.id, parts, booking.team, booking.starts_at, None)


async def _await_answer(work: Work, salon: Salon, booking: Booking) -> None:
    if not booking.needs_approval:
        return
    until = answer_until_of(salon, booking.starts_at, work.now)
    await work.execute(_AWAIT, {"booking": booking.id, "until": until})
    await queue.add(work, when_unanswered(booking.id, until))
    if not blocks_as_request(policy.services_of(salon, booking)):
        await give_back(work, booking.id)


_AWAIT = (
    update(bookings_table)
    .where(scoped(bookings_table), bookings_table.c.id == bindparam("booking", type_=BigInteger))
    .values(answer_until=bindparam("until", type_=Instant))
)
