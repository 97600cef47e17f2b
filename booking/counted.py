"""What limits have left, read by one query."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from booking.diary import Days
from booking.instants import instant_of, offsets_between, opening_minute
from booking.intervals import Interval
from booking.limits import Limit, Per, Quota, Used, first_day, last_day
from booking.salon import Salon
from booking.store.database import Work
from booking.teams import people_in
from booking.usage import Counting, usage
from booking.wish import Wish

_FIRST_DAY = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class About:
    """Whose limits are asked for."""

    services: Collection[int]
    people: Collection[int]
    customers: Collection[int]


async def read_quota(
    work: Work, salon: Salon, wish: Wish, days: Days, moving: int | None = None
) -> Quota | None:
    """What the limits leave for this visit on these days; null: nothing limits it.

    `moving`: the booking that gets a new time, which does not count.
    """
    services = [service.id for service in wish.services]
    customers = [] if wish.customer_id is None else [wish.customer_id]
    about = About(services, people_in(wish.teams(salon)), customers)
    return await quota_of(work, salon, about, days, moving)


async def quota_of(
    work: Work, salon: Salon, about: About, days: Days, moving: int | None = None
) -> Quota | None:
    """The same for all of these services, people and customers."""
    counted = {
        place: _whole_periods(salon, limit, days)
        for place, limit in enumerate(salon.limits)
        if _concerns(limit, about)
    }
    if not counted:
        return Quota(salon.limits, (), salon.first_weekday) if salon.limits else None
    clock = offsets_between(
        min(first for first, _ in counted.values()),
        max(beyond for _, beyond in counted.values()),
        salon.zone,
    )
    limits = ((place, salon.limits[place]) for place in counted)
    rows = await work.rows(
        usage(
            tuple(Counting(place, one.per, one.minutes) for place, one in limits), len(clock) - 1
        ),
        {
            "at": work.now,
            "moving": moving or 0,
            "customers": list(about.customers),
            "people": list(about.people),
            **_scope(salon, about, counted),
            **{f"change_{number}": instant_of(until) for number, (until, _) in enumerate(clock)},
            **{f"ahead_{number}": ahead for number, (_, ahead) in enumerate(clock)},
        },
    )
    used = [Used(row.place, row.owner, _day(row.day), int(row.amount)) for row in rows]
    return Quota(salon.limits, (), salon.first_weekday, used)


def _concerns(limit: Limit, about: About) -> bool:
    """Could they use anything of it?"""
    if limit.per is Per.CUSTOMER:
        return bool(about.customers)
    if limit.per is Per.TEAM:
        return any(service in limit.services for service in about.services)
    return True


def _whole_periods(salon: Salon, limit: Limit, days: Days) -> Interval:
    """From the first minute to the last of all the limit's periods that these days touch."""
    periods = [period for period, _ in limit.most]
    first = min(first_day(one, days[0], salon.first_weekday) for one in periods)
    last = max(last_day(one, days[1], salon.first_weekday) for one in periods)
    return opening_minute(first, 0, salon.zone), opening_minute(last, 24 * 60, salon.zone)


def _scope(salon: Salon, about: About, counted: Mapping[int, Interval]) -> dict[str, Any]:
    """When, and of which services, each limit counts."""
    scope: dict[str, Any] = {}
    for place, (first, beyond) in counted.items():
        services = salon.limits[place].services or set(about.services)
        scope[f"from_{place}"] = instant_of(first)
        scope[f"until_{place}"] = instant_of(beyond)
        scope[f"services_{place}"] = sorted(services)
    return scope


def _day(number: int) -> date:
    return date.fromordinal(_FIRST_DAY + number)
