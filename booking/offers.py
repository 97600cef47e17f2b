"""The starts at which a visit may be booked, by all rules of the salon; pure."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from booking import policy
from booking.course import Team, runs_of_people, runs_of_resources
from booking.horizon import SEARCHED, last_of_open
from booking.instants import (
    closing_minute,
    instant_of,
    local_day,
    offset_at,
    opening_minute,
)
from booking.intervals import Interval, intersect, subtract
from booking.limits import Quota
from booking.plan import AS_EVER
from booking.salon import Salon, Service, Staff
from booking.schedule import clock_at, service_open, staff_open
from booking.starts import clashing, on_grid, possible, used_up, while_open, with_edges
from booking.teams import people_in
from booking.visit import Slot
from booking.wish import Wish
from booking.within_limits import full_days

PREFERRED_FOR = 14  # days in which the preferred person must have a start
_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Diary:
    """What is open and what is blocked around some days, in minutes since 1970."""

    opened: Mapping[int, list[Interval]]
    blocked: Mapping[int, list[Interval]]
    used_up: Mapping[str, list[Interval]]  # all units of a resource in use
    hours: Mapping[int, list[Interval]]  # of services that have their own


def days_to_read(salon: Salon, wish: Wish, now: datetime, days: Days) -> Days:
    """The days that must be known to answer for these.

    From today on where open days are counted, and where the grid is not the same every hour: in a
    salon that never closes it begins with the first start of all.
    """
    today = local_day(now, salon.zone)
    first = max(days[0], today)
    last = min(days[1], policy.last_bookable_day(salon, now, wish.services))
    if any(one.open_days is not None for one in policy.horizons_of(salon, wish.services)):
        return today, max(last, today + SEARCHED * _DAY)
    if any(service.preferred for service in wish.services):
        return today, max(last, today + PREFERRED_FOR * _DAY)
    never_closes = any((one.hours or salon.hours).is_round_the_clock for one in salon.staff)
    if never_closes and 60 % _step_of(salon, wish.services[0]):
        return today, last
    return first, last


def diary_of(
    salon: Salon,
    wish: Wish,
    people: Iterable[int],
    blocked: Mapping[int, list[Interval]],
    days: Days,
) -> Diary:
    """The diary of these people and of the resources that the visit needs."""
    members = [member for member in salon.staff if member.id in set(people)]
    alike: dict[object, list[Interval]] = {}
    opened = {}
    for member in members:
        kind = None if member.hours is None and member.plan == AS_EVER else member.id
        if kind not in alike:
            alike[kind] = staff_open(salon, member, *days)
        opened[member.id] = alike[kind]
    names = {name for service in wish.services for name in service.uses}
    hours = {service.id: service_open(salon, service, *days) for service in wish.services}
    return Diary(
        opened=opened,
        blocked=blocked,
        used_up={
            one.name: used_up(
                (span for unit in one.units for span in blocked.get(unit, ())), len(one.units)
            )
            for one in salon.resources
            if one.name in names
        },
        hours={key: spans for key, spans in hours.items() if spans is not None},
    )


def free_minutes(salon: Salon, wish: Wish, team: Team, diary: Diary) -> list[Interval]:
    """When the visit could start, were it not for notice, horizon, grid and limits."""
    parts = wish.done_by(salon, team).parts
    found: list[Interval] | None = None
    for person, runs in runs_of_people(parts, team).items():
        blocked = diary.blocked.get(person, [])
        starts = possible(runs, diary.opened.get(person, []), blocked)
        found = starts if found is None else intersect(found, starts)
    left = found or []
    for part in parts:
        if part.service.id in diary.hours:
            opened = diary.hours[part.service.id]
            left = intersect(left, while_open(opened, (part.begins, part.ends)))
    for name, runs in runs_of_resources(parts).items():
        for run in runs:
            left = subtract(left, clashing(diary.used_up.get(name, []), run.busy))
    return left


def offers(
    salon: Salon, wish: Wish, diary: Diary, quota: Quota | None, now: datetime, days: Days
) -> list[Slot]:
    """The free times of these local days, both included, with who is free.

    The diary must know `days_to_read`.
    """
    teams = wish.teams(salon)
    known = days_to_read(salon, wish, now, days)
    found = _offered(salon, wish, diary, quota, now, teams, known)
    found = _of_preferred(salon, wish, now, found)
    last = min(days[1], last_day(salon, wish, now, found))
    first, beyond = map(instant_of, covered(salon, (days[0], last)))
    return [slot for slot in found if first <= slot.starts_at < beyond]


def in_order(slots: Iterable[Slot], salon: Salon) -> list[Slot]:
    """The order in which to offer them: of one day those that waste no time come first."""
    return sorted(
        slots,
        key=lambda one: (local_day(one.starts_at, salon.zone), one.wasteful, one.starts_at),
    )


def _offered(
    salon: Salon,
    wish: Wish,
    diary: Diary,
    quota: Quota | None,
    now: datetime,
    teams: Sequence[Team],
    days: Days,
) -> list[Slot]:
    window = covered(salon, days)
    each_day = _each(salon, days) if quota else {}
    bounds = policy.bookable_minutes(salon, now, wish.services)
    free: dict[int, int] = {}  # by start, a bit for each team
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
    of = {bits: _of_bits(teams, bits) for bits in set(free.values())}
    return [
        Slot(instant_of(start), *of[free[start]], salon.no_gaps and start not in thrifty)
        for start in sorted(free)
    ]


def _of_bits(teams: Sequence[Team], bits: int) -> tuple[tuple[int, ...], tuple[Team, ...]]:
    """The first of each team, and the teams."""
    found = tuple(team for number, team in enumerate(teams) if bits >> number & 1)
    return tuple(dict.fromkeys(team[0][0] for team in found)), found


def _starts(
    salon: Salon, wish: Wish, team: Team, ranges: list[Interval]
) -> Sequence[Collection[int]]:
    """The starts on the grid, by range."""
    step = _step_of(salon, wish.services[0])
    people = people_in([team])
    member = salon.staff_member(people[0]) if len(people) == 1 else None
    return on_grid(ranges, step, _offset_of(salon, member))


def _step_of(salon: Salon, service: Service) -> int:
    return (service.step or salon.step) // _MINUTE


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


def _of_preferred(salon: Salon, wish: Wish, now: datetime, found: list[Slot]) -> list[Slot]:
    """Only the preferred person's, unless there is none soon; who asks for somebody gets them."""
    preferred = wish.services[0].preferred
    if preferred is None or wish.staff_id is not None:
        return found
    own = [
        Slot(slot.starts_at, (preferred,), teams, slot.wasteful)
        for slot in found
        if (teams := tuple(team for team in slot.teams if preferred in people_in([team])))
    ]
    soon = local_day(now, salon.zone) + PREFERRED_FOR * _DAY
    has_soon = any(local_day(slot.starts_at, salon.zone) <= soon for slot in own)
    return own if has_soon else found


def last_day(salon: Salon, wish: Wish, now: datetime, found: Sequence[Slot]) -> date:
    """The last bookable day, given the free times of all days that count."""
    last = policy.last_bookable_day(salon, now, wish.services)
    horizons = policy.horizons_of(salon, wish.services)
    if any(one.open_days is not None for one in horizons):
        free = {local_day(slot.starts_at, salon.zone) for slot in found}
        today = local_day(now, salon.zone)
        ends = [last_of_open(one, today, salon.weekend, free) for one in horizons]
        last = min([last, *(end for end in ends if end is not None)])
    return last


def covered(salon: Salon, days: Days) -> Interval:
    """These days from the first midnight to the last, in minutes since 1970."""
    return opening_minute(days[0], 0, salon.zone), closing_minute(days[1], 24 * 60, salon.zone)
