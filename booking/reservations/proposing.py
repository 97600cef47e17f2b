"""Another time that the staff propose for a request, and the customer who takes it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, bindparam, update

from booking import audit, bookings, events
from booking.errors import AlreadyOver, SlotTaken
from booking.events import Event
from booking.instants import local_day, minute_of
from booking.reservations.change import approve
from booking.reservations.moving import change, times_for_change
from booking.reservations.transition import as_seen
from booking.reservations.unanswered import answer_until_of, when_unanswered
from booking.salon import Salon
from booking.store import queue
from booking.store.columns import Instant
from booking.store.database import Work
from booking.store.tables.bookings import bookings as bookings_table
from booking.store.tenancy import scoped
from booking.visit import Actor, Booking, Change, Slot, Status

_AROUND = timedelta(days=7)


async def other_times(work: Work, salon: Salon, booking: Booking, most: int) -> Sequence[Slot]:
    """The free times nearest to the one that was asked for, with the same people, in order."""
    today = local_day(work.now, salon.zone)
    day = local_day(booking.starts_at, salon.zone)
    days = max(today, day - _AROUND), day + _AROUND
    found = await times_for_change(work, salon, booking, Change(booking.starts_at), days)
    others = [slot for slot in found if slot.starts_at != booking.starts_at]
    nearest = sorted(others, key=lambda slot: abs(slot.starts_at - booking.starts_at))[:most]
    return sorted(nearest, key=lambda slot: slot.starts_at)


async def propose(
    work: Work,
    salon: Salon,
    booking_id: int,
    starts_at: datetime,
    by: Actor,
    seen: int | None = None,
) -> Booking:
    """Keep the time with the request, which the customer may answer as long as the staff might.

    It is not held. Raises AlreadyOver if it is no request any more, TermsChanged if they have
    `seen` another revision of it, SlotTaken if the time is not free.
    """
    booking = await bookings.lock(work, booking_id)
    if booking.status is not Status.REQUESTED or booking.starts_at <= work.now:
        raise AlreadyOver
    as_seen(booking, seen)
    day = local_day(starts_at, salon.zone)
    free = await times_for_change(work, salon, booking, Change(starts_at), (day, day))
    if starts_at not in [slot.starts_at for slot in free]:
        raise SlotTaken
    until = answer_until_of(salon, min(booking.starts_at, starts_at), work.now)
    revision = booking.revision + 1
    changed = {"booking": booking_id, "at": starts_at, "until": until, "new_revision": revision}
    await work.execute(_PROPOSE, changed)
    await queue.add(work, when_unanswered(booking_id, until))
    await audit.note(work, by, str(Event.PROPOSED), booking_id, start=minute_of(starts_at))
    await events.record(work, Event.PROPOSED, booking_id, revision, by.kind)
    return await bookings.get(work, booking_id)


async def agree(work: Work, salon: Salon, booking: Booking, by: Actor) -> Booking:
    """The customer takes what was proposed: the request gets that time, and is accepted.

    Raises AlreadyOver if nothing is proposed any more, SlotTaken if the time has gone meanwhile.
    """
    at = booking.proposed_at
    if booking.status is not Status.REQUESTED or at is None or at <= work.now:
        raise AlreadyOver
    moved = await change(
        *(work, salon, booking.id, Change(at), by), is_bound=False, seen=booking.revision
    )
    return await approve(work, salon, booking.id, by, seen=moved.revision)


_PROPOSE = (
    update(bookings_table)
    .where(scoped(bookings_table), bookings_table.c.id == bindparam("booking", type_=BigInteger))
    .values(
        proposed_at=bindparam("at", type_=Instant),
        answer_until=bindparam("until", type_=Instant),
        revision=bindparam("new_revision"),
    )
)
