"""Confirming, approving, declining and cancelling what is held or booked; safe to repeat."""

from dataclasses import replace

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
from booking.reservations.transition import as_seen, change_status
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
        return await _awaiting_answer(work, salon, booking_id)
    booking = await bookings.get(work, booking_id)
    if booking.status is after:
        return booking
    if booking.status is not Status.EXPIRED:
        raise AlreadyOver
    try:
        await lock(work, _calendars_of(salon, booking))
    except NoLongerOffered as error:
        raise SlotTaken from error
    await _claim_again(work, salon, booking)
    await change_status(work, booking_id, [Status.EXPIRED], after, event, by)
    return await _awaiting_answer(work, salon, booking_id)


async def approve(
    work: Work,
    salon: Salon,
    booking_id: int,
    by: Actor,
    lock: Lock = lock_calendars,
    *,
    seen: int | None = None,
) -> Booking:
    """The staff accept a request, which must stand at the revision that they have `seen`.

    Raises SlotTaken if it blocked nothing and its time is gone, AlreadyOver, TermsChanged.
    """
    before = await bookings.get(work, booking_id)
    if before.status is Status.REQUESTED:  # calendars are locked before bookings
        await lock(work, _calendars_of(salon, before))
    booking = await bookings.lock(work, booking_id)
    if booking.status is Status.CONFIRMED:
        return booking
    if booking.status is not Status.REQUESTED or booking.starts_at <= work.now:
        raise AlreadyOver
    as_seen(booking, seen or before.revision)
    if not blocks_as_request(policy.services_of(salon, booking)):
        await _claim_again(work, salon, booking)
    await change_status(work, booking_id, [Status.REQUESTED], Status.CONFIRMED, Event.CONFIRMED, by)
    return await bookings.get(work, booking_id)


async def decline(work: Work, booking_id: int, by: Actor, *, seen: int | None = None) -> Booking:
    """The staff refuse a request; what was paid comes back.

    Raises AlreadyOver if it is none any more, TermsChanged if they have `seen` another revision.
    """
    booking = await bookings.lock(work, booking_id)
    if booking.status is not Status.REQUESTED:
        raise AlreadyOver
    as_seen(booking, seen)
    await change_status(work, booking_id, [Status.REQUESTED], Status.DECLINED, Event.DECLINED, by)
    await give_back(work, booking_id)
    return await bookings.get(work, booking_id)


async def cancel(work: Work, booking_id: int, by: Actor, *, seen: int | None = None) -> Booking:
    """Give the booking's time back; AlreadyOver if it has started or stands no more.

    Its event tells if it was `certain`: of what nobody has accepted yet the terms keep nothing.
    Raises TermsChanged if it was another revision that was `seen`: its terms may be others now.
    """
    booking = await bookings.lock(work, booking_id)
    if not booking.is_alive or booking.starts_at <= work.now:
        raise AlreadyOver
    as_seen(booking, seen)
    certain = booking.status is not Status.REQUESTED
    await change_status(
        *(work, booking_id, [booking.status], Status.CANCELLED, Event.CANCELLED, by),
        certain=certain,
    )
    await give_back(work, booking_id)
    return await bookings.get(work, booking_id)


def _calendars_of(salon: Salon, booking: Booking) -> list[int]:
    return [*people_in([booking.team]), *units_for(salon, policy.services_of(salon, booking))]


async def _claim_again(work: Work, salon: Salon, booking: Booking) -> None:
    services = policy.services_of(salon, booking)
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
    found = await claims_between(work, _calendars_of(salon, booking), begins, ends)
    for claim in found:
        if not claim.blocks(work.now, None):
            await lapse(work, claim.booking_id)
    own = await own_holds(work, found, booking.customer_id)
    await release_in_the_way(work, salon, services, booking.team, booking.starts_at, own)
    await take_all(work, salon, booking.id, parts, booking.team, booking.starts_at, None)


async def _awaiting_answer(work: Work, salon: Salon, booking_id: int) -> Booking:
    """What has just been confirmed, or asks for its approval from now on."""
    booking = await bookings.get(work, booking_id)
    if not booking.needs_approval:
        return booking
    until = answer_until_of(salon, booking.starts_at, work.now)
    await work.execute(_AWAIT, {"booking": booking.id, "until": until})
    await queue.add(work, when_unanswered(booking.id, until))
    if not blocks_as_request(policy.services_of(salon, booking)):
        await give_back(work, booking.id)
    return replace(booking, answer_until=until)


_AWAIT = (
    update(bookings_table)
    .where(scoped(bookings_table), bookings_table.c.id == bindparam("booking", type_=BigInteger))
    .values(answer_until=bindparam("until", type_=Instant))
)
