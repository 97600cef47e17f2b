"""Looking again under the lock: what was offered is no promise."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from booking.counted import read_quota
from booking.course import Team
from booking.diary import Diary, days_to_read, diary_of, free_minutes
from booking.errors import LimitReached, NotOpen, SlotTaken, TooFar
from booking.instants import instant_of, local_day, minute_of
from booking.limits import Quota, Reached
from booking.occupied import Claim, blocked_time
from booking.offers import starts_on
from booking.reservations.lapse import lapse
from booking.salon import Salon
from booking.slots import claims_around
from booking.store.database import Work
from booking.teams import people_in
from booking.wish import Wish
from booking.within_limits import limit_reached


@dataclass(frozen=True, slots=True)
class View:
    """What is known under the lock around one start."""

    claims: list[Claim]  # of these people and resources
    diary: Diary
    quota: Quota | None


async def look(
    work: Work, salon: Salon, wish: Wish, starts_at: datetime, moving: int | None = None
) -> View:
    """Read what is taken and what counts; lapsed holds in the way are ended."""
    view = await glance(work, salon, wish, starts_at, moving)
    lapsed = {claim.booking_id for claim in view.claims if _has_lapsed(claim, work.now)}
    for booking_id in lapsed:
        await lapse(work, booking_id)
    claims = [claim for claim in view.claims if claim.booking_id not in lapsed]
    return replace(view, claims=claims)


async def glance(
    work: Work, salon: Salon, wish: Wish, starts_at: datetime, moving: int | None = None
) -> View:
    """The same, lapsed holds among the claims, though they block nobody."""
    day = local_day(starts_at, salon.zone)
    days = days_to_read(salon, wish, work.now, (day, day))
    days = (min(days[0], day), max(days[1], day))
    people = people_in(wish.teams(salon))
    found = await claims_around(work, salon, wish, people, days)
    claims = [claim for claim in found if claim.booking_id != moving]
    blocked = blocked_time(claims, work.now, wish.customer_id)
    quota = await read_quota(work, salon, wish, days, moving)
    return View(claims, diary_of(salon, wish, people, blocked, days), quota)


def offered_teams(
    work: Work, salon: Salon, wish: Wish, view: View, starts_at: datetime
) -> Sequence[Team]:
    """Who could do the visit at this time, as it would be offered now.

    Raises LimitReached, TooFar, SlotTaken if somebody else has the time, NotOpen otherwise.
    """
    free = free_teams(salon, wish, view, starts_at)  # first: who is too late waits for nothing
    day = local_day(starts_at, salon.zone)
    offered = starts_on(salon, wish, view.diary, view.quota, work.now, (day, day))
    if bits := offered.free.get(minute_of(starts_at)):
        return offered.free_teams(bits)[1]
    if day > offered.last_day:  # where open days are counted
        raise TooFar(offered.last_day)
    limits = [limit_reached(salon, wish, view.quota, team, starts_at) for team in free]
    if reached := _all(limits):
        raise LimitReached(reached.limit, reached.period)
    raise NotOpen


def free_teams(salon: Salon, wish: Wish, view: View, starts_at: datetime) -> Sequence[Team]:
    """Who could do the visit at any free minute, past what binds customers only."""
    teams = wish.teams(salon)
    if free := [team for team in teams if is_free(salon, wish, team, view.diary, starts_at)]:
        return free
    raise _taken_or_not_open(salon, wish, teams, view.diary, starts_at)


def is_free(salon: Salon, wish: Wish, team: Team, diary: Diary, starts_at: datetime) -> bool:
    """Is everybody needed at work and free, and resources left?"""
    start = minute_of(starts_at)
    return starts_at == instant_of(start) and any(
        first <= start < beyond for first, beyond in free_minutes(salon, wish, team, diary)
    )


def _taken_or_not_open(
    salon: Salon, wish: Wish, teams: Sequence[Team], diary: Diary, starts_at: datetime
) -> Exception:
    empty = Diary(diary.opened, {}, {}, diary.hours)
    would_be_free = any(is_free(salon, wish, team, empty, starts_at) for team in teams)
    return SlotTaken() if would_be_free else NotOpen()


def _all(limits: Sequence[Reached | None]) -> Reached | None:
    return limits[0] if all(limits) else None


def _has_lapsed(claim: Claim, now: datetime) -> bool:
    return claim.held_until is not None and claim.held_until <= now
