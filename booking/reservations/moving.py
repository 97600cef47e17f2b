"""Giving a booking another time, other people or another service; its terms stay."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, bindparam, delete, update

from booking import audit, bookings, events, policy
from booking.conditions import as_shown
from booking.course import Team, parts_of
from booking.diary import Days
from booking.errors import AlreadyOver, NoLongerOffered, SlotTaken
from booking.events import Event
from booking.instants import minute_of
from booking.reservations.choosing import choose
from booking.reservations.claiming import give_back
from booking.reservations.locking import Lock, calendars_of, lock_calendars
from booking.reservations.looking import View, free_teams, look, offered_teams
from booking.reservations.own_holds import own_holds, release_in_the_way
from booking.reservations.taking import take_all
from booking.reservations.transition import as_seen
from booking.reservations.unanswered import when_unanswered
from booking.reservations.writing import blocks_as_request, line_rows, lines_of
from booking.salon import Salon, Service
from booking.slots import free_times
from booking.store import queue
from booking.store.database import Work
from booking.store.tables.bookings import booking_lines
from booking.store.tables.bookings import bookings as bookings_table
from booking.store.tenancy import scoped
from booking.teams import people_in
from booking.visit import Actor, Booking, Change, Slot, Status
from booking.wish import Wish

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

    As `change` otherwise.
    """
    return await change(work, salon, booking_id, Change(starts_at, staff_id), by, lock)


async def change(
    work: Work,
    salon: Salon,
    booking_id: int,
    wanted: Change,
    by: Actor,
    lock: Lock = lock_calendars,
    *,
    is_bound: bool | None = None,
    seen: int | None = None,
) -> Booking:
    """Give it another time, other people or another service, all or nothing.

    A customer is bound by what is offered and by the copied terms of moving, the staff by neither;
    nor is a customer who does what the staff proposed (`is_bound`). Raises Refusal: as `hold`,
    MoveRefused, NotExchangeable, AlreadyOver, TermsChanged if it is not at the revision that was
    `seen` any more; all stays then.
    """
    before = await _movable(work, booking_id)
    binds = by.kind == "customer" if is_bound is None else is_bound
    wish = wish_of_change(salon, before, wanted)
    await lock(work, [*calendars_of(salon, wish), *people_in([before.team])])
    booking = await _locked(work, booking_id, seen or before.revision)
    if binds:
        policy.check_move(booking, work.now)
        policy.check_start(salon, work.now, wanted.starts_at, wish.services)
    view = await look(work, salon, wish, wanted.starts_at, moving=booking_id)
    team = await choose(
        work,
        salon,
        _teams(work, salon, booking, wanted, wish, view, is_bound=binds),
        booking.customer_id,
        wanted.starts_at,
        moving=booking_id,
    )
    services = wish.done_by(salon, team).services
    if binds and wanted.service_id is not None:
        policy.check_exchange(salon, booking, services[0], wanted.starts_at - work.now)
    own = await own_holds(work, view.claims, booking.customer_id)
    await release_in_the_way(work, salon, services, team, wanted.starts_at, own)
    moved = await _rewrite(work, booking, services, wanted.starts_at, team, salon, counts=binds)
    return await _tell(work, moved, Event.MOVED, by)


def _teams(
    work: Work,
    salon: Salon,
    booking: Booking,
    wanted: Change,
    wish: Wish,
    view: View,
    *,
    is_bound: bool,
) -> Sequence[Team]:
    """Who could do it, under the rules that bind who asks, at the price that was shown."""
    if is_bound:
        teams = offered_teams(work, salon, wish, view, wanted.starts_at)
    else:
        teams = free_teams(salon, wish, view, wanted.starts_at)
    kept = [team for team in teams if keeps_people(booking, wanted, team)]
    if not kept:
        raise SlotTaken
    if wanted.staff_id is not None and wanted.service_id is None:
        kept = _nearest(booking, kept)
    if wanted.price_shown is None:
        return kept
    return as_shown(salon, wish, kept, wanted.price_shown, None)


def wish_of_change(salon: Salon, booking: Booking, wanted: Change) -> Wish:
    """What to ask for; NoLongerOffered if a service is gone. Its own keep their copied prices."""
    staff_id = wanted.staff_id
    if staff_id is None and not wanted.anyone:
        staff_id = booking.lines[0].staff_id
    if wanted.service_id is None:
        services = policy.services_of(salon, booking)
        kept = booking.team if wanted.staff_id is None and not wanted.anyone else None
        return Wish(services, staff_id, booking.customer_id, is_booked=True, kept=kept)
    service = salon.service(wanted.service_id)
    if service is None:
        raise NoLongerOffered
    return Wish((service,), staff_id, booking.customer_id)


def keeps_people(booking: Booking, wanted: Change, team: Team) -> bool:
    """May this team do it, where nobody else was asked for?"""
    if wanted.staff_id is not None or wanted.anyone:
        return True
    if wanted.service_id is not None:
        return set(people_in([team])) == set(people_in([booking.team]))
    return team == booking.team


def _nearest(booking: Booking, teams: Sequence[Team]) -> list[Team]:
    """Those in which the fewest parts of the visit get somebody else."""
    others = [sum(a != b for a, b in zip(team, booking.team, strict=True)) for team in teams]
    return [team for team, number in zip(teams, others, strict=True) if number == min(others)]


async def times_for_change(
    work: Work, salon: Salon, booking: Booking, wanted: Change, days: Days
) -> list[Slot]:
    """The times of these days at which it could be done like this; its own time counts as free."""
    wish = wish_of_change(salon, booking, wanted)
    found = await free_times(work, salon, wish, days, moving=booking.id)
    kept = [
        replace(slot, teams=tuple(one for one in slot.teams if keeps_people(booking, wanted, one)))
        for slot in found
    ]
    return [slot for slot in kept if slot.teams]


async def reassign(
    work: Work,
    salon: Salon,
    booking_id: int,
    staff_id: int,
    by: Actor,
    lock: Lock = lock_calendars,
) -> Booking:
    """Another person does it at the same time; NoLongerOffered if they do not do that service.

    Raises TermsChanged if it changes meanwhile.
    """
    before = await _movable(work, booking_id)
    services = policy.services_of(salon, before)
    wish = Wish(services, staff_id, before.customer_id, is_booked=True)
    await lock(work, [*calendars_of(salon, wish), *people_in([before.team])])
    booking = await _locked(work, booking_id, before.revision)
    view = await look(work, salon, wish, booking.starts_at, moving=booking_id)
    teams = _nearest(booking, free_teams(salon, wish, view, booking.starts_at))
    team = await choose(work, salon, teams, booking.customer_id, booking.starts_at, booking_id)
    if staff_id not in people_in([team]):
        raise NoLongerOffered
    own = await own_holds(work, view.claims, booking.customer_id)
    await release_in_the_way(work, salon, services, team, booking.starts_at, own)
    moved = await _rewrite(work, booking, services, booking.starts_at, team, salon, counts=False)
    return await _tell(work, moved, Event.REASSIGNED, by)


async def _movable(work: Work, booking_id: int) -> Booking:
    return _if_movable(work, await bookings.get(work, booking_id))


async def _locked(work: Work, booking_id: int, revision: int) -> Booking:
    """As it stands under the lock of its calendars, and stays until the transaction ends."""
    booking = _if_movable(work, await bookings.lock(work, booking_id))
    as_seen(booking, revision)
    return booking


def _if_movable(work: Work, booking: Booking) -> Booking:
    if not booking.is_alive or bookings.has_lapsed(booking, work) or booking.starts_at <= work.now:
        raise AlreadyOver
    return booking


async def _rewrite(
    work: Work,
    booking: Booking,
    services: tuple[Service, ...],
    starts_at: datetime,
    team: Team,
    salon: Salon,
    *,
    counts: bool,
) -> Booking:
    parts = parts_of(services)
    is_moved = starts_at != booking.starts_at
    moved = replace(
        booking,
        starts_at=starts_at,
        ends_at=starts_at + parts[-1].ends * _MINUTE,
        free_cancel_until=booking.free_cancel_until + (starts_at - booking.starts_at),
        price=policy.price_of(booking.price.currency, services),
        lines=lines_of(parts, team, starts_at),
        revision=booking.revision + 1,
        moves=booking.moves + counts,
        moved_from=booking.starts_at if is_moved else booking.moved_from,
        proposed_at=None,
    )
    await give_back(work, booking.id)
    await work.execute(_LINES, {"booking": booking.id})
    await work.insert(booking_lines, *line_rows(moved))
    await work.execute(_MOVE, _row(moved))
    if moved.status is not Status.REQUESTED or blocks_as_request(services):
        held = (moved.held_until, moved.customer_id) if moved.held_until else None
        await take_all(work, salon, moved.id, parts, team, starts_at, held)
    if moved.status is Status.REQUESTED:
        await queue.add(work, when_unanswered(moved.id, starts_at))
    return moved


def _row(moved: Booking) -> dict[str, object]:
    return {
        "booking": moved.id,
        "new_start": moved.starts_at,
        "new_end": moved.ends_at,
        "new_price": moved.price.minor,
        "new_moves": moved.moves,
        "new_revision": moved.revision,
        "old_start": moved.moved_from,
    }


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
        price_minor=bindparam("new_price"),
        moved_from=bindparam("old_start"),
        proposed_at=None,
        moves=bindparam("new_moves"),
        revision=bindparam("new_revision"),
    )
)
