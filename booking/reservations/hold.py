"""Selling a slot: lock, look again, insert; a slot is never sold twice."""

from collections.abc import Sequence

from sqlalchemy import BigInteger, bindparam, func, select

from booking import bookings, policy
from booking.conditions import as_shown, conditions_of
from booking.course import Team
from booking.errors import ConditionsChanged, NoLongerOffered, TooManyHolds
from booking.reservations.choosing import choose
from booking.reservations.locking import Lock, calendars_of, lock_calendars
from booking.reservations.looking import View, free_teams, look, offered_teams
from booking.reservations.own_holds import OwnHold, own_holds, release_in_the_way
from booking.reservations.writing import insert, new_booking
from booking.salon import Salon
from booking.store.database import Work
from booking.store.tables.bookings import bookings as bookings_table
from booking.store.tenancy import scoped
from booking.visit import Booking, Request
from booking.wish import Wish


async def hold(work: Work, salon: Salon, request: Request, lock: Lock = lock_calendars) -> Booking:
    """Book the slot: held until its deposit is paid, confirmed or requested if none is due.

    Safe to repeat with the same request key. Raises Refusal: SlotTaken, NotOpen, TooSoon, TooFar,
    LimitReached, PriceChanged, NoLongerOffered, TooManyHolds. What was offered is no promise:
    every rule is checked again under the lock.
    """
    wish = wish_of(salon, request)
    if done := await lock_for(work, salon, wish, request.key, lock):
        return done
    everybody = wish.teams(salon)
    as_shown(salon, wish, everybody, request.price_shown, request.length_shown)
    view = await look(work, salon, wish, request.starts_at)
    own = await own_holds(work, view.claims, request.customer_id)
    if held := _same(own, request, everybody):
        return held
    if not request.by_staff:
        policy.check_start(salon, work.now, request.starts_at, wish.services)
    teams = allowed_teams(work, salon, wish, view, request)
    team = await choose(work, salon, teams, request.customer_id, request.starts_at)
    return await book(work, salon, wish, request, team, own)


def wish_of(salon: Salon, request: Request) -> Wish:
    services = [salon.service(one) for one in request.services]
    known = tuple(one for one in services if one is not None)
    if len(known) < len(services):
        raise NoLongerOffered
    return Wish(known, request.staff_id, request.customer_id)


async def lock_for(work: Work, salon: Salon, wish: Wish, key: str, lock: Lock) -> Booking | None:
    """Lock all that the visit may take; what an earlier run of the request has booked."""
    await lock(work, calendars_of(salon, wish))
    # After the lock: who repeats a request may have waited for its first run.
    return await bookings.by_request_key(work, key)


def allowed_teams(
    work: Work, salon: Salon, wish: Wish, view: View, request: Request
) -> Sequence[Team]:
    """Who could do it, under the rules that bind who asks, at the price that was shown."""
    if request.by_staff:
        teams = free_teams(salon, wish, view, request.starts_at)
    else:
        teams = offered_teams(work, salon, wish, view, request.starts_at)
    return as_shown(salon, wish, teams, request.price_shown, request.length_shown)


async def book(
    work: Work,
    salon: Salon,
    wish: Wish,
    request: Request,
    team: Team,
    own: Sequence[OwnHold] = (),
    series_id: int | None = None,
) -> Booking:
    """Write it down; the customer's own holds that are in the way are released."""
    services = wish.done_by(salon, team).services
    no_shows = 0 if request.by_staff else await no_shows_of(work, salon, request.customer_id)
    conditions = conditions_of(salon, services, request.starts_at, work.now, no_shows)
    if request.conditions_shown not in (None, conditions.fingerprint):
        raise ConditionsChanged
    booking = new_booking(salon, services, team, request, work.now, conditions, series_id)
    await release_in_the_way(work, salon, services, team, request.starts_at, own)
    if booking.held_until and not booking.is_offer:
        await _check_holds(work, salon, request.customer_id)
    return await insert(work, salon, request, booking, services)


def _same(own: Sequence[OwnHold], request: Request, teams: Sequence[Team]) -> Booking | None:
    """The hold that is asked for again: one per customer and slot."""
    return next(
        (
            held.booking
            for held in own
            if held.booking.starts_at == request.starts_at
            and held.booking.service_ids == request.services
            and held.booking.for_whom == request.for_whom
            and not held.booking.is_offer
            and held.booking.team in teams
        ),
        None,
    )


async def _check_holds(work: Work, salon: Salon, customer_id: int) -> None:
    if len(await bookings.open_holds(work, customer_id)) >= salon.max_holds:
        raise TooManyHolds(salon.max_holds)


async def no_shows_of(work: Work, salon: Salon, customer_id: int) -> int:
    """How often the customer did not come, as far as it matters."""
    if salon.prepay_after is None and salon.approval_after is None:
        return 0
    row = await work.row(_NO_SHOWS, {"customer": customer_id})
    return row.times if row else 0


_NO_SHOWS = select(func.count().label("times")).where(
    scoped(bookings_table),
    bookings_table.c.customer_id == bindparam("customer", type_=BigInteger),
    bookings_table.c.status == "no_show",
)
