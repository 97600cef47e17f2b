"""What limits have left, read by one query."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from booking.diary import Days
from booking.instants import closing_minute, instant_of, offsets_between, opening_minute
from booking.intervals import Interval
from booking.limits import Limit, Per, Quota, Used, first_day, last_day
from booking.salon import Salon
from booking.store.database import Work
from booking.teams import people_in
from booking.usage import Counting, usage
from booking.wish import Wish

_FIRST_DAY = date(1970, 1, 1).toordinal()


async def read_quota(
    work: Work, salon: Salon, wish: Wish, days: Days, moving: int | None = None
) -> Quota | None:
    """What the limits leave for this visit on these days; null: nothing limits it.

    `moving`: the booking that gets a new time, which does not count.
    """
    counted = {
        place: _whole_periods(salon, limit, days)
        for place, limit in enumerate(salon.limits)
        if _concerns(limit, wish)
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
            "customer": wish.customer_id,
            "people": people_in(wish.teams(salon)),
            **_scope(salon, wish, counted),
            **{f"change_{number}": instant_of(until) for number, (until, _) in enumerate(clock)},
            **{f"ahead_{number}": ahead for number, (_, ahead) in enumerate(clock)},
        },
    )
    used = [Used(row.place, row.owner, _day(row.day), int(row.amount)) for row in rows]
    return Quota(salon.limits, (), salon.first_weekday, used)


def _concerns(limit: Limit, wish: Wish) -> bool:
    """Could the visit use anything of it?"""
    if limit.per is Per.CUSTOMER:
        return wish.customer_id is not None
    if limit.per is Per.TEAM:
        return any(service.id in limit.services for service in wish.services)
    return True


def _whole_periods(salon: Salon, limit: Limit, days: Days) -> Interval:
    """From the first minute to the last of all the limit's periods that these days touch."""
    periods = [period for period, _ in limit.most]
    first = min(first_day(one, days[0], salon.first_weekday) for one in periods)
    last = max(last_day(one, days[1], salon.first_weekday) for one in periods)
    return opening_minute(first, 0, salon.zone), closing_minute(last, 24 * 60, salon.zone)


def _scope(salon: Salon, wish: Wish, counted: Mapping[int, Interval]) -> dict[str, Any]:
    """When, and of which services, each limit counts."""
    scope: dict[str, Any] = {}
    for place, (first, beyond) in counted.items():
        services = salon.limits[place].services or {service.id for service in wish.services}
        scope[f"from_{place}"] = instant_of(first)
        scope[f"until_{place}"] = instant_of(beyond)
        scope[f"services_{place}"] = sorted(services)
    return scope


def _day(number: int) -> date:
    return date.fromordinal(_FIRST_DAY + number)
