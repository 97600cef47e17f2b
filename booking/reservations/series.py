"""A series: the same visit on several days, booked for all of them or for none."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from booking import bookings, policy
from booking.conditions import as_shown
from booking.course import Team
from booking.errors import LimitReached, NotOpen, SlotTaken
from booking.instants import instant_of, local_day, opening_minute
from booking.limits import Quota
from booking.reservations.choosing import choose
from booking.reservations.hold import allowed_teams, book, lock_for, wish_of
from booking.reservations.locking import Lock, lock_calendars
from booking.reservations.looking import look
from booking.reservations.own_holds import OwnHold, own_holds
from booking.salon import Salon
from booking.store.database import Work
from booking.visit import Booking, Request
from booking.wish import Wish
from booking.within_limits import visited


def dates_of(salon: Salon, starts_at: datetime, times: int, every_days: int) -> list[datetime]:
    """The same wall-clock time of the salon, however its clock changes meanwhile.

    Raises NotOpen for a day on which its clock skips that time.
    """
    first = starts_at.astimezone(salon.zone)
    minute = first.hour * 60 + first.minute
    dates = [starts_at]  # the clock may show it twice on that day
    for number in range(1, times):
        day = first.date() + timedelta(days=every_days * number)
        date = instant_of(opening_minute(day, minute, salon.zone))
        if date.astimezone(salon.zone).time() != first.time():
            raise NotOpen
        dates.append(date)
    return dates


async def hold_series(
    work: Work,
    salon: Salon,
    request: Request,
    times: int,
    every_days: int,
    lock: Lock = lock_calendars,
) -> Sequence[Booking]:
    """Book all dates with the same people, or raise the Refusal of the first that cannot be."""
    dates = dates_of(salon, request.starts_at, times, every_days)
    wanted = [
        replace(request, key=f"{request.key}:{number}", starts_at=starts_at)
        for number, starts_at in enumerate(dates)
    ]
    wish = wish_of(salon, request)
    done = await lock_for(work, salon, wish, wanted[0].key, lock)
    if done:
        repeated = [await bookings.by_request_key(work, one.key) for one in wanted]
        return [one for one in repeated if one is not None]
    everybody = wish.teams(salon)
    as_shown(salon, wish, everybody, request.price_shown, request.length_shown)
    teams, holds = await _teams_of_all(work, salon, wanted)
    team = await choose(work, salon, teams, request.customer_id, request.starts_at)
    booked: list[Booking] = []
    for one, own in zip(wanted, holds, strict=True):
        series_id = booked[0].id if booked else None
        booked.append(await book(work, salon, wish, one, team, own, series_id))
    return booked


async def _teams_of_all(
    work: Work, salon: Salon, wanted: Sequence[Request]
) -> tuple[list[Team], list[list[OwnHold]]]:
    """Who could do every date, the series' own earlier dates counted; the customer's own holds
    around each date.
    """
    wish = wish_of(salon, wanted[0])
    left: list[Team] = []
    holds: list[list[OwnHold]] = []
    for number, request in enumerate(wanted):
        if not request.by_staff:
            policy.check_start(salon, work.now, request.starts_at, wish.services)
        view = await look(work, salon, wish, request.starts_at)
        holds.append(await own_holds(work, view.claims, request.customer_id))
        teams = list(allowed_teams(work, salon, wish, view, request))
        left = [team for team in teams if not number or team in left]
        if not left:
            raise SlotTaken
        if view.quota is not None and not request.by_staff:
            left = _within_limits(salon, wish, view.quota, left, wanted[: number + 1])
    return left, holds


def _within_limits(
    salon: Salon, wish: Wish, quota: Quota, teams: Sequence[Team], dates: Sequence[Request]
) -> list[Team]:
    """Those whom the limits allow the last of these dates after all the others."""
    days = [local_day(one.starts_at, salon.zone) for one in dates]
    left, reached = [], None
    for team in teams:
        *earlier, last = (
            visited(salon, wish, team, day, one.customer_id)
            for day, one in zip(days, dates, strict=True)
        )
        if limit := quota.and_also(earlier).reached(last):
            reached = limit
        else:
            left.append(team)
    if reached and not left:
        raise LimitReached(reached.limit, reached.period)
    return left
