"""Reading free days and free times."""

from collections.abc import Sequence
from datetime import date, timedelta

from booking import policy
from booking.availability import Fit, free_starts
from booking.errors import NoLongerOffered
from booking.instants import closing_minute, instant_of, local_day, opening_minute
from booking.intervals import Interval
from booking.occupied import LONGEST_CLAIM, blocked_time, claims_between
from booking.salon import Salon, Service, Staff
from booking.schedule import staff_open
from booking.store.database import Work
from booking.visit import Slot

_MINUTE = timedelta(minutes=1)


def candidates(salon: Salon, service: Service, staff_id: int | None) -> tuple[Staff, ...]:
    """Who could do it: the one asked for, or everybody who does this service."""
    found = salon.staff_for(service.id)
    if staff_id is not None:
        found = tuple(one for one in found if one.id == staff_id)
    if not found:
        raise NoLongerOffered
    return found


def fit_of(salon: Salon, service: Service) -> Fit:
    return Fit(
        length=service.length // _MINUTE,
        before=service.buffer_before // _MINUTE,
        after=service.buffer_after // _MINUTE,
        step=salon.step // _MINUTE,
    )


def offered_starts(
    salon: Salon,
    service: Service,
    member: Staff,
    blocked: Sequence[Interval],
    days: tuple[date, date],
    limits: tuple[int, int],
) -> list[int]:
    """One person's offered starts on these local days (both included), within the limits."""
    first, last = days
    starts = free_starts(
        staff_open(salon, member, first, last),
        list(blocked),
        fit_of(salon, service),
        salon.zone,
        limits[0],
        min(limits[1], closing_minute(last, 24 * 60, salon.zone)),
    )
    # The grid of a span that began the evening before is not laid anew at midnight.
    midnight = opening_minute(first, 0, salon.zone)
    return [start for start in starts if start >= midnight]


async def free_slots(
    work: Work,
    salon: Salon,
    service: Service,
    staff_id: int | None,
    days: tuple[date, date],
    customer_id: int | None = None,
) -> list[Slot]:
    """The free times of these local days, both included, with who is free; one query."""
    limits = policy.bookable_minutes(salon, work.now)
    first = max(days[0], local_day(work.now, salon.zone))
    last = min(days[1], policy.last_bookable_day(salon, work.now))
    if last < first:
        return []
    staff = candidates(salon, service, staff_id)
    found = await claims_between(
        work,
        [member.id for member in staff],
        instant_of(opening_minute(first, 0, salon.zone)) - LONGEST_CLAIM,
        instant_of(closing_minute(last, 24 * 60, salon.zone)) + LONGEST_CLAIM,
    )
    blocked = blocked_time(found, work.now, customer_id)
    free: dict[int, list[int]] = {}
    for member in staff:
        for start in offered_starts(
            salon, service, member, blocked.get(member.id, ()), (first, last), limits
        ):
            free.setdefault(start, []).append(member.id)
    return [Slot(instant_of(start), tuple(free[start])) for start in sorted(free)]
