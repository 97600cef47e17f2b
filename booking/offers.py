"""The starts at which a visit may be booked, by all rules of the salon; pure."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial

from booking import policy
from booking.course import Team
from booking.diary import (
    PREFERRED_FOR,
    Days,
    Diary,
    covered,
    days_to_read,
    free_minutes,
    step_of,
)
from booking.horizon import last_of_open
from booking.instants import day_at, instant_of, local_day, offset_at
from booking.intervals import Interval, intersect
from booking.limits import Quota
from booking.salon import Salon, Staff
from booking.schedule import clock_at
from booking.starts import on_grid, with_edges
from booking.teams import people_in
from booking.visit import Slot
from booking.wish import Wish
from booking.within_limits import full_days

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Starts:
    """Who is free at each start (minutes since 1970): a bit for each of the teams."""

    teams: Sequence[Team]
    free: Mapping[int, int]
    thrifty: Collection[int]  # those that leave no useless gap for one of the teams
    offered: Sequence[Team]  # all, or the preferred ones
    preferred: int | None = None  # who is in all that are offered
    last_day: date = date.max  # that may be booked

    def free_teams(self, bits: int) -> tuple[tuple[int, ...], tuple[Team, ...]]:
        """The preferred person or the first of each team, and the teams."""
        found = tuple(team for number, team in enumerate(self.teams) if bits >> number & 1)
        if self.preferred is not None:
            return (self.preferred,), found
        return tuple(dict.fromkeys(team[0][0] for team in found)), found


def offers(
    salon: Salon, wish: Wish, diary: Diary, quota: Quota | None, now: datetime, days: Days
) -> list[Slot]:
    """The free times of these local days, both included, with who is free.

    The diary must know `days_to_read`.
    """
    found = starts_on(salon, wish, diary, quota, now, days)
    of = {bits: found.free_teams(bits) for bits in set(found.free.values())}
    return [
        Slot(instant_of(start), *of[bits], salon.no_gaps and start not in found.thrifty)
        for start, bits in sorted(found.free.items())
    ]


def starts_on(
    salon: Salon, wish: Wish, diary: Diary, quota: Quota | None, now: datetime, days: Days
) -> Starts:
    """The same free times, not told one by one."""
    known = days_to_read(salon, wish, now, days)
    found = _of_preferred(salon, wish, now, _found(salon, wish, diary, quota, now, known))
    bookable_until = last_day(salon, wish, now, found.free)
    first, beyond = covered(salon, (days[0], min(days[1], bookable_until)))
    kept = {start: bits for start, bits in found.free.items() if first <= start < beyond}
    return replace(found, free=kept, last_day=bookable_until)


def in_order(slots: Iterable[Slot], salon: Salon) -> list[Slot]:
    """The order in which to offer them: of one day those that waste no time come first."""
    return sorted(
        slots,
        key=lambda one: (local_day(one.starts_at, salon.zone), one.wasteful, one.starts_at),
    )


def last_day(salon: Salon, wish: Wish, now: datetime, starts: Iterable[int]) -> date:
    """The last bookable day, given the free times (minutes since 1970) of all days that count."""
    last = policy.last_bookable_day(salon, now, wish.services)
    horizons = policy.horizons_of(salon, wish.services)
    if any(one.open_days is not None for one in horizons):
        free = {day_at(start, salon.zone) for start in starts}
        today = local_day(now, salon.zone)
        ends = [last_of_open(one, today, salon.weekend, free) for one in horizons]
        last = min([last, *(end for end in ends if end is not None)])
    return last


def _found(
    salon: Salon, wish: Wish, diary: Diary, quota: Quota | None, now: datetime, days: Days
) -> Starts:
    """The starts of all days that the diary knows."""
    teams = wish.teams(salon)
    window = covered(salon, days)
    each_day = _each(salon, days) if quota else {}
    bounds = policy.bookable_minutes(salon, now, wish.services)
    free: dict[int, int] = {}
    thrifty: set[int] = set()
    for number, team in enumerate(teams):
        ranges = intersect(free_minutes(salon, wish, team, diary), [bounds])
        full = full_days(salon, wish, quota, team, each_day) if quota else []
        starts = _starts(salon, wish, team, ranges)
        if salon.no_gaps:
            wasteful = with_edges(starts, ranges, _shortest(salon, wish))
            thrifty.update(start for start, wastes in wasteful.items() if not wastes)
            starts = [wasteful]
        bit = 1 << number
        for own in starts:
            # The grid begins where the range does, which may be the evening before.
            for start in own:
                if window[0] <= start < window[1] and not (full and _is_within(start, full)):
                    free[start] = free.get(start, 0) | bit
    return Starts(teams, free, thrifty, teams)


def _starts(
    salon: Salon, wish: Wish, team: Team, ranges: list[Interval]
) -> Sequence[Collection[int]]:
    """The starts on the grid, by range."""
    step = step_of(salon, wish.services[0])
    people = people_in([team])
    member = salon.staff_member(people[0]) if len(people) == 1 else None
    return on_grid(ranges, step, _offset_of(salon, member))


def _shortest(salon: Salon, wish: Wish) -> int:
    """The length of the shortest service, in minutes, whoever does it."""
    own = (one.length for member in salon.staff for one in member.own_terms.values() if one.length)
    lengths = (*(one.length for one in salon.services), *own)
    return min(lengths, default=wish.services[0].length) // _MINUTE


def _offset_of(salon: Salon, member: Staff | None) -> Callable[[int], int]:
    """The clock that lays the grid: the person's, or the salon's where they are several."""
    if member is None or not (member.plan.trips or member.plan.zone):
        return partial(offset_at, zone=salon.zone)
    return lambda minute: offset_at(minute, clock_at(salon, member, minute))


def _each(salon: Salon, days: Days) -> dict[date, Interval]:
    """Each of these days from midnight to midnight."""
    several = (days[0] + ahead * _DAY for ahead in range((days[1] - days[0]).days + 1))
    return {day: covered(salon, (day, day)) for day in several}


def _is_within(minute: int, spans: Collection[Interval]) -> bool:
    return any(first <= minute < beyond for first, beyond in spans)


def _of_preferred(salon: Salon, wish: Wish, now: datetime, found: Starts) -> Starts:
    """Only the preferred people's, unless there is none soon; who asks for somebody gets them."""
    if wish.staff_id is not None or not any(one.preferred for one in wish.services):
        return found
    theirs = sum(1 << number for number, team in enumerate(found.teams) if _prefers(wish, team))
    own = {start: bits & theirs for start, bits in found.free.items() if bits & theirs}
    soon = local_day(now, salon.zone) + PREFERRED_FOR * _DAY
    has_soon = any(day_at(start, salon.zone) <= soon for start in own)
    if not has_soon:
        return found
    offered = [team for team in found.teams if _prefers(wish, team)]
    return replace(found, free=own, offered=offered, preferred=wish.services[0].preferred)


def _prefers(wish: Wish, team: Team) -> bool:
    """Is each of its services done by (or with) whom it prefers?"""
    done = zip(wish.services, team, strict=True)
    return all(service.preferred in (None, *together) for service, together in done)
