"""What is left of the salon's limits for a wish; pure."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from booking.course import Team
from booking.instants import local_day
from booking.intervals import Interval
from booking.limits import Quota, Reached, Share, Visited
from booking.salon import Salon
from booking.wish import Wish


def visited(salon: Salon, wish: Wish, team: Team, day: date, customer_id: int | None) -> Visited:
    """The visit on this local day as limits count it."""
    parts = wish.done_by(salon, team).parts
    return Visited(
        day,
        customer_id,
        parts[-1].ends,
        tuple(
            Share(part.service.id, person, part.ends - part.begins, part.begins)
            for part, together in zip(parts, team, strict=True)
            for person in together
        ),
    )


def limit_reached(
    salon: Salon, wish: Wish, quota: Quota | None, team: Team, starts_at: datetime
) -> Reached | None:
    if quota is None:
        return None
    day = local_day(starts_at, salon.zone)
    return quota.reached(visited(salon, wish, team, day, wish.customer_id))


def full_days(
    salon: Salon, wish: Wish, quota: Quota, team: Team, each_day: Mapping[date, Interval]
) -> list[Interval]:
    """Of these days those on which limits leave nothing for this visit."""
    if not each_day:
        return []
    visit = visited(salon, wish, team, next(iter(each_day)), wish.customer_id)
    return [span for day, span in each_day.items() if quota.reached(replace(visit, day=day))]
