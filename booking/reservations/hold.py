"""Selling a slot: lock, look again, insert; a slot is never sold twice."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, select

from booking import audit, bookings, events, policy
from booking.availability import blocks
from booking.errors import NoLongerOffered, NotOpen, SlotTaken, TooManyHolds
from booking.events import Event
from booking.instants import closing_minute, instant_of, local_day, minute_of, opening_minute
from booking.money import Money
from booking.occupied import LONGEST_CLAIM, Claim, blocked_time, claims_between
from booking.reservations.claiming import take, with_buffers
from booking.reservations.lapse import lapse, release, when_it_ends
from booking.reservations.locking import Lock, lock_calendars
from booking.salon import Salon, Service, Staff
from booking.slots import candidates, fit_of, offered_starts
from booking.store import queue
from booking.store.columns import Instant
from booking.store.database import Work
from booking.store.ids import new_id
from booking.store.tables.bookings import booking_lines
from booking.store.tables.bookings import bookings as bookings_table
from booking.store.tenancy import scoped
from booking.visit import Actor, Booking, Line, Request, Status


async def hold(work: Work, salon: Salon, request: Request, lock: Lock = lock_calendars) -> Booking:
    """Book the slot: held until its deposit is paid, confirmed at once if none is due.

    Safe to repeat with the same request key. Raises Refusal: SlotTaken, NotOpen, TooSoon, TooFar,
    PriceChanged, NoLongerOffered, TooManyHolds. What was offered is no promise: every rule is
    checked again under the lock.
    """
    service = salon.service(request.service_id)
    if service is None:
        raise NoLongerOffered
    staff = candidates(salon, service, request.staff_id)
    await lock(work, [member.id for member in staff])
    # After the lock: who repeats a request may have waited for its first run.
    if done := await bookings.by_request_key(work, request.key):
        return done
    policy.check_price(service, request.price_shown)
    policy.check_start(salon, work.now, request.starts_at)
    found = await _claims_around(work, salon, staff, request.starts_at)
    await _end_lapsed_holds(work, found)
    free = _free_staff(work, salon, service, staff, found, request)
    member = free[0] if len(free) == 1 else await _least_booked(work, salon, free, request)
    if held := await _release_own_holds(work, found, member, service, request):
        return held
    return await _insert(work, salon, service, member, request)


async def _claims_around(
    work: Work, salon: Salon, staff: Collection[Staff], starts_at: datetime
) -> list[Claim]:
    """What occupies these people around that day, so that its grid comes out as offered."""
    day = local_day(starts_at, salon.zone)
    return await claims_between(
        work,
        [member.id for member in staff],
        instant_of(opening_minute(day, 0, salon.zone)) - LONGEST_CLAIM,
        instant_of(closing_minute(day, 24 * 60, salon.zone)) + LONGEST_CLAIM,
    )


async def _end_lapsed_holds(work: Work, found: Collection[Claim]) -> None:
    for claim in found:
        if claim.held_until is not None and claim.held_until <= work.now:
            await lapse(work, claim.booking_id)


def _free_staff(
    work: Work,
    salon: Salon,
    service: Service,
    staff: Collection[Staff],
    found: Collection[Claim],
    request: Request,
) -> list[Staff]:
    """Who of them is free then; SlotTaken if somebody works then, NotOpen if nobody does."""
    blocked = blocked_time(found, work.now, request.customer_id)
    limits = policy.bookable_minutes(salon, work.now)
    day = local_day(request.starts_at, salon.zone)
    start = minute_of(request.starts_at)
    free = [
        member
        for member in staff
        if start
        in offered_starts(salon, service, member, blocked.get(member.id, ()), (day, day), limits)
    ]
    if free and request.starts_at == instant_of(start):
        return free
    fit = fit_of(salon, service)
    if any(blocks(blocked.get(member.id, []), fit, start) for member in staff):
        raise SlotTaken
    raise NotOpen


async def _least_booked(work: Work, salon: Salon, free: Sequence[Staff], request: Request) -> Staff:
    """Whoever has the fewest bookings that start on that local day; ties by the salon's order."""
    day = local_day(request.starts_at, salon.zone)
    rows = await work.rows(
        _BOOKED_ON,
        {
            "calendars": [member.id for member in free],
            "day_start": instant_of(opening_minute(day, 0, salon.zone)),
            "day_end": instant_of(closing_minute(day, 24 * 60, salon.zone)),
        },
    )
    booked = {row.calendar_id: row.visits for row in rows}
    return min(free, key=lambda member: booked.get(member.id, 0))


async def _release_own_holds(
    work: Work, found: Collection[Claim], member: Staff, service: Service, request: Request
) -> Booking | None:
    """Make room where the customer's own hold stands; the held booking if it is this very one."""
    start, end = _claimed(service, request.starts_at)
    own = {
        claim.booking_id
        for claim in found
        if (claim.held_for, claim.calendar_id) == (request.customer_id, member.id)
        and claim.held_until is not None
        and claim.held_until > work.now
        and claim.starts_at < end
        and start < claim.ends_at
    }
    for booking_id in own:
        held = await bookings.get(work, booking_id)
        if (held.lines[0].service_id, held.starts_at) == (service.id, request.starts_at):
            return held
        by = Actor("customer", str(request.customer_id))
        await release(work, held, Status.CANCELLED, Event.CANCELLED, by)
    return None


def _claimed(service: Service, starts_at: datetime) -> tuple[datetime, datetime]:
    ends_at = starts_at + service.length
    return with_buffers(starts_at, ends_at, service.buffer_before, service.buffer_after)


async def _insert(
    work: Work, salon: Salon, service: Service, member: Staff, request: Request
) -> Booking:
    deposit = policy.deposit_due(service)
    held_until = work.now + salon.hold if deposit else None
    if held_until:
        await _check_holds(work, salon, request.customer_id)
    booking = _booking(salon, service, member, request, deposit, held_until)
    await work.insert(bookings_table, _row(booking, salon, request, work.now))
    await work.insert(booking_lines, _line_row(booking))
    held = (held_until, request.customer_id) if held_until else None
    await take(work, booking.id, member.id, _claimed(service, request.starts_at), held)
    event = Event.HELD if held_until else Event.CONFIRMED
    by = Actor("customer", str(request.customer_id))
    await audit.note(work, by, str(event), booking.id)
    rows = [events.happened(event, booking.id, booking.revision, by.kind)]
    if held_until:
        rows.append(when_it_ends(booking.id, held_until))
    await queue.add(work, *rows)
    return booking


async def _check_holds(work: Work, salon: Salon, customer_id: int) -> None:
    if len(await bookings.open_holds(work, customer_id)) >= salon.max_holds:
        raise TooManyHolds(salon.max_holds)


def _booking(
    salon: Salon,
    service: Service,
    member: Staff,
    request: Request,
    deposit: Money,
    held_until: datetime | None,
) -> Booking:
    booking_id = new_id()
    ends_at = request.starts_at + service.length
    return Booking(
        id=booking_id,
        code=booking_code(booking_id),
        status=Status.HELD if held_until else Status.CONFIRMED,
        revision=1,
        customer_id=request.customer_id,
        channel=request.channel,
        chat=request.chat,
        starts_at=request.starts_at,
        ends_at=ends_at,
        held_until=held_until,
        price=service.price,
        deposit=deposit,
        free_cancel_until=request.starts_at - salon.cancel_until,
        lines=(Line(service.id, member.id, request.starts_at, ends_at, service.price),),
    )


def _row(booking: Booking, salon: Salon, request: Request, now: datetime) -> dict[str, object]:
    return {
        "id": booking.id,
        "code": booking.code,
        "request_key": request.key,
        "customer_id": booking.customer_id,
        "channel": booking.channel,
        "chat": booking.chat,
        "status": booking.status,
        "revision": booking.revision,
        "starts_at": booking.starts_at,
        "ends_at": booking.ends_at,
        "held_until": booking.held_until,
        "currency": booking.price.currency,
        "price_minor": booking.price.minor,
        "deposit_minor": booking.deposit.minor,
        "terms": {"v": 1, "cancel_until_minutes": salon.cancel_until // timedelta(minutes=1)},
        "created_at": now,
    }


def _line_row(booking: Booking) -> dict[str, object]:
    line = booking.lines[0]
    return {
        "booking_id": booking.id,
        "ordinal": 0,
        "service_id": line.service_id,
        "calendar_id": line.staff_id,
        "starts_at": line.starts_at,
        "ends_at": line.ends_at,
        "price_minor": line.price.minor,
    }


def booking_code(booking_id: int) -> str:
    """Six letters and digits to say on the phone, none of which is mistaken for another."""
    letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
    return "".join(letters[(booking_id >> shift) & 31] for shift in range(25, -1, -5))


_BOOKED_ON = (
    select(booking_lines.c.calendar_id, func.count().label("visits"))
    .join(bookings_table, bookings_table.c.id == booking_lines.c.booking_id)
    .where(
        scoped(booking_lines, bookings_table),
        booking_lines.c.calendar_id.in_(bindparam("calendars", expanding=True)),
        booking_lines.c.starts_at >= bindparam("day_start", type_=Instant),
        booking_lines.c.starts_at < bindparam("day_end", type_=Instant),
        bookings_table.c.status.not_in(("declined", "expired", "cancelled")),
    )
    .group_by(booking_lines.c.calendar_id)
)
