"""What is open and what is taken around the days that are asked about; pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from booking import policy
from booking.course import Team, runs_of_people, runs_of_resources
from booking.horizon import SEARCHED
from booking.instants import local_day, opening_minute
from booking.intervals import Interval, intersect, subtract
from booking.plan import AS_EVER
from booking.salon import Salon, Service
from booking.schedule import service_open, staff_open, works_on
from booking.starts import clashing, possible, used_up, while_open
from booking.wish import Wish

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

    From today on where open days are counted, and where the grid is not the same every hour: where
    somebody works on through the night it may begin days before.
    """
    today = local_day(now, salon.zone)
    first = max(days[0], today)
    last = min(days[1], policy.last_bookable_day(salon, now, wish.services))
    if any(one.open_days is not None for one in policy.horizons_of(salon, wish.services)):
        return today, max(last, today + SEARCHED * _DAY)
    if any(service.preferred for service in wish.services):
        return today, max(last, today + PREFERRED_FOR * _DAY)
    has_grid_of_its_own = 60 % step_of(salon, wish.services[0])
    if has_grid_of_its_own and any(works_on(salon, one) for one in salon.staff):
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
                (span for unit in one.all_units for span in blocked.get(unit, ())), len(one.units)
            )
            for one in salon.resources
            if one.name in names
        },
        hours={key: spans for key, spans in hours.items() if spans is not None},
    )


def free_minutes(salon: Salon, wish: Wish, team: Team, diary: Diary) -> list[Interval]:
    """When the visit could start, were it not for notice, horizon, grid and limits."""
    parts = wish.done_by(salon, team).parts
    of_people, of_resources = runs_of_people(parts, team), runs_of_resources(parts)
    every_run = (run for runs in (*of_people.values(), *of_resources.values()) for run in runs)
    if any(run.is_too_long for run in every_run):
        return []
    found: list[Interval] | None = None
    for person, runs in of_people.items():
        blocked = diary.blocked.get(person, [])
        starts = possible(runs, diary.opened.get(person, []), blocked)
        found = starts if found is None else intersect(found, starts)
    left = found or []
    for part in parts:
        if part.service.id in diary.hours:
            opened = diary.hours[part.service.id]
            left = intersect(left, while_open(opened, (part.begins, part.ends)))
    for name, runs in of_resources.items():
        for run in runs:
            left = subtract(left, clashing(diary.used_up.get(name, []), run.busy))
    return left


def step_of(salon: Salon, service: Service) -> int:
    """Minutes from one start on the grid to the next."""
    return (service.step or salon.step) // _MINUTE


def covered(salon: Salon, days: Days) -> Interval:
    """These days from the first midnight to the last, in minutes since 1970."""
    zone = salon.zone
    return opening_minute(days[0], 0, zone), opening_minute(days[1], 24 * 60, zone)
