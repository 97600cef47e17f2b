"""Giving a booking another time or another person: all or nothing, its price and terms stay."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, bindparam, delete, update

from booking import audit, bookings, events, policy
from booking.course import Team, parts_of
from booking.errors import AlreadyOver, NoLongerOffered, SlotTaken
from booking.events import Event
from booking.instants import minute_of
from booking.offers import Wish
from booking.reservations.change import services_of
from booking.reservations.choosing import choose
from booking.reservations.claiming import give_back
from booking.reservations.locking import Lock, lock_calendars
from booking.reservations.looking import free_teams, look, offered_teams
from booking.reservations.taking import take_all
from booking.reservations.unanswered import when_unanswered
from booking.reservations.writing import blocks_as_request, line_rows, lines_of
from booking.salon import Salon
from booking.slots import units_for
from booking.store import queue
from booking.store.database import Work
from booking.store.tables.bookings import booking_lines
from booking.store.tables.bookings import bookings as bookings_table
from booking.store.tenancy import scoped
from booking.teams import people_in, teams_for
from booking.visit import Actor, Booking, Status

_MINUTE = timedelta(minutes=1)


async def move(
    work: Work,
    salon: Salon,
    booking_id: int,
    starts_at: datetime,
    by: Actor,
    staff_id: int | None = None,
    lock: Lock = lock_calendars,
) -> Booking:
    """Give it a new time, of its own length, with the same people unless `staff_id` names another.

    A customer is bound by what is offered and by the copied terms of moving, the staff by neither.
    Raises Refusal: as `hold`, MoveRefused, AlreadyOver; the old time stays then.
    """
    booking = await _movable(work, booking_id)
    is_customer = by.kind == "customer"
    if is_customer:
        policy.check_move(booking, work.now)
    services = services_of(salon, booking)
    kept = None if staff_id is not None else booking.team
    asked = staff_id if kept is None else kept[0][0]
    wish = Wish(services, asked, booking.customer_id, is_booked=True)
    people = people_in([*teams_for(salon, services, wish.staff_id), booking.team])
    await lock(work, [*people, *units_for(salon, services)])
    booking = await _movable(work, booking_id)  # as it stands under the lock
    if is_customer:
        policy.check_start(salon, work.now, starts_at, services)
    view = await look(work, salon, wish, starts_at, moving=booking_id)
    if is_customer:
        teams = offered_teams(work, salon, wish, view, starts_at)
    else:
        teams = free_teams(salon, wish, view, starts_at)
    if kept is not None:
        teams = [team for team in teams if team == kept]
        if not teams:
            raise SlotTaken
    team = await choose(work, salon, teams, booking.customer_id, starts_at)
    moved = await _rewrite(work, salon, booking, starts_at, team, counts=is_customer)
    return await _tell(work, moved, Event.MOVED, by)


async def reassign(
    work: Work,
    salon: Salon,
    booking_id: int,
    staff_id: int,
    by: Actor,
    lock: Lock = lock_calendars,
) -> Booking:
    """Another person does it at the same time; NoLongerOffered if they do not do that service."""
    booking = await _movable(work, booking_id)
    services = services_of(salon, booking)
    wish = Wish(services, staff_id, booking.customer_id, is_booked=True)
    people = people_in([*teams_for(salon, services, staff_id), booking.team])
    await lock(work, [*people, *units_for(salon, services)])
    booking = await _movable(work, booking_id)
    view = await look(work, salon, wish, booking.starts_at, moving=booking_id)
    teams = free_teams(salon, wish, view, booking.starts_at)
    team = await choose(work, salon, teams, booking.customer_id, booking.starts_at)
    if staff_id not in people_in([team]):
        raise NoLongerOffered
    moved = await _rewrite(work, salon, booking, booking.starts_at, team, counts=False)
    return await _tell(work, moved, Event.REASSIGNED, by)


async def _movable(work: Work, booking_id: int) -> Booking:
    booking = await bookings.get(work, booking_id)
    if not booking.is_alive or bookings.has_lapsed(booking, work) or booking.starts_at <= work.now:
        raise AlreadyOver
    return booking


async def _rewrite(
    work: Work, salon: Salon, booking: Booking, starts_at: datetime, team: Team, *, counts: bool
) -> Booking:
    parts = parts_of(services_of(salon, booking))
    moved = replace(
        booking,
        starts_at=starts_at,
        ends_at=starts_at + parts[-1].ends * _MINUTE,
        free_cancel_until=booking.free_cancel_until + (starts_at - booking.starts_at),
        lines=lines_of(parts, team, starts_at),
        revision=booking.revision + 1,
        moves=booking.moves + counts,
    )
    await give_back(work, booking.id)
    await work.execute(_LINES, {"booking": booking.id})
    await work.insert(booking_lines, *line_rows(moved))
    await work.execute(
        _MOVE,
        {
            "booking": booking.id,
            "new_start": moved.starts_at,
            "new_end": moved.ends_at,
            "new_moves": moved.moves,
            "new_revision": moved.revision,
        },
    )
    if moved.status is not Status.REQUESTED or blocks_as_request([part.service for part in parts]):
        held = (moved.held_until, moved.customer_id) if moved.held_until else None
        await take_all(work, salon, moved.id, parts, team, starts_at, held)
    if moved.status is Status.REQUESTED:
        await queue.add(work, when_unanswered(moved.id, starts_at))
    return moved


async def _tell(work: Work, booking: Booking, event: Event, by: Actor) -> Booking:
    await audit.note(work, by, str(event), booking.id, start=minute_of(booking.starts_at))
    await events.record(work, event, booking.id, booking.revision, by.kind)
    return booking


_LINES = delete(booking_lines).where(
    scoped(booking_lines), booking_lines.c.booking_id == bindparam("booking", type_=BigInteger)
)
_MOVE = (
    update(bookings_table)
    .where(scoped(bookings_table), bookings_table.c.id == bindparam("booking", type_=BigInteger))
    .values(
        starts_at=bindparam("new_start"),
        ends_at=bindparam("new_end"),
        moves=bindparam("new_moves"),
        revision=bindparam("new_revision"),
    )
)
