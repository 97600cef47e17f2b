"""Offering what became free to who waits for it: a real hold, for one person at a time."""

from datetime import date

from sqlalchemy import BigInteger, bindparam, update

from booking import bookings, policy, waitlist
from booking.conditions import cheapest
from booking.errors import AlreadyOver, Refusal
from booking.events import Event, record
from booking.reservations.change import confirm
from booking.reservations.hold import hold
from booking.reservations.lapse import release, when_it_ends
from booking.reservations.locking import Lock, lock_calendars
from booking.salon import Salon
from booking.slots import free_times
from booking.store import queue
from booking.store.columns import Instant
from booking.store.database import Work
from booking.store.tables.bookings import bookings as bookings_table
from booking.store.tables.bookings import claims
from booking.store.tenancy import scoped
from booking.visit import Actor, Booking, Request, Slot, Status
from booking.waiting import Entry
from booking.wish import Wish


async def fitting(work: Work, salon: Salon, entry: Entry, day: date) -> Slot | None:
    """The first free time of this day that may be offered."""
    wish = _wish(salon, entry)
    if wish is None:
        return None
    try:
        times = await free_times(work, salon, wish, (day, day))
    except Refusal:  # nobody does it any more
        return None
    return next((slot for slot in times if entry.may_be_offered(slot, salon.zone)), None)


async def offer(
    work: Work, salon: Salon, entry: Entry, slot: Slot, lock: Lock = lock_calendars
) -> Booking | None:
    """Keep the time for who waits; None if they were offered something meanwhile.

    Raises the Refusal of `hold`. At most one offer a transaction: calendars are locked once.
    """
    wish = _wish(salon, entry)
    if wish is None or not await waitlist.is_offered_now(work, entry.id):
        return None
    until = min(work.now + salon.offer, slot.starts_at)
    price = policy.price_of(salon.currency, cheapest(salon, wish, slot.teams))
    first, *more = entry.wanted.services
    request = Request(
        key=f"offer:{entry.id}:{slot.starts_at.isoformat()}",
        customer_id=entry.customer_id,
        channel=entry.channel,
        chat=entry.chat,
        service_id=first,
        staff_id=entry.wanted.staff_id,
        starts_at=slot.starts_at,
        price_shown=price,
        more_services=tuple(more),
        for_whom=entry.wanted.for_whom,
        offer=(entry.id, until),
    )
    return await hold(work, salon, request, lock)


async def take(work: Work, salon: Salon, booking_id: int, by: Actor) -> Booking:
    """Who was offered it wants it: it is booked, or held anew until its deposit is paid.

    Raises AlreadyOver if the offer has ended.
    """
    booking = await bookings.get(work, booking_id)
    if not booking.is_offer or bookings.has_lapsed(booking, work):
        raise AlreadyOver
    if not booking.deposit:
        return await confirm(work, salon, booking_id, by)
    until = work.now + salon.hold
    row = await work.row(_TAKE, {"booking": booking_id, "until": until})
    if row is None:
        raise AlreadyOver
    await work.execute(_KEEP_HELD, {"booking": booking_id, "until": until})
    await record(work, Event.HELD, booking_id, row.revision, by.kind)
    await queue.add(work, when_it_ends(booking_id, until))
    return await bookings.get(work, booking_id)


async def refuse(work: Work, booking_id: int, by: Actor) -> None:
    """Who was offered it does not want it: it is free for the next one."""
    booking = await bookings.lock(work, booking_id)
    if not booking.is_offer:
        raise AlreadyOver
    await release(work, booking, Status.EXPIRED, Event.LAPSED, by)


def _wish(salon: Salon, entry: Entry) -> Wish | None:
    services = [salon.service(one) for one in entry.wanted.services]
    known = tuple(one for one in services if one is not None)
    if len(known) < len(services):
        return None
    return Wish(known, entry.wanted.staff_id, entry.customer_id)


_TAKE = (
    update(bookings_table)
    .where(
        scoped(bookings_table),
        bookings_table.c.id == bindparam("booking", type_=BigInteger),
        bookings_table.c.status == "held",
        bookings_table.c.offered_until.is_not(None),
    )
    .values(
        held_until=bindparam("until", type_=Instant),
        offered_until=None,
        revision=bookings_table.c.revision + 1,
    )
    .returning(bookings_table.c.revision)
)
_KEEP_HELD = (
    update(claims)
    .where(
        scoped(claims),
        claims.c.booking_id == bindparam("booking", type_=BigInteger),
        claims.c.active,
    )
    .values(held_until=bindparam("until", type_=Instant))
)
