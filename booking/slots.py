"""Reading free days and free times."""

from collections.abc import Collection, Sequence
from datetime import datetime

from booking.counted import read_quota
from booking.course import LONGEST_CLAIM
from booking.diary import Days, Diary, covered, days_to_read, diary_of
from booking.free_days import offered_days
from booking.instants import instant_of
from booking.limits import Quota
from booking.occupied import Claim, blocked_between, claims_between
from booking.offers import offers
from booking.salon import Salon, Service
from booking.store.database import Work
from booking.teams import people_in
from booking.visit import FreeDay, Slot
from booking.wish import Wish


async def free_times(
    work: Work, salon: Salon, wish: Wish, days: Days, moving: int | None = None
) -> list[Slot]:
    """The free times of these local days, both included, with who is free.

    Two queries at most, however many days and people. `moving`: the booking that gets a new time,
    whose own time counts as free.
    """
    known = days_to_read(salon, wish, work.now, days)
    if known[1] < known[0]:
        return []
    diary, quota = await _read(work, salon, wish, known, moving)
    return offers(salon, wish, diary, quota, work.now, days)


async def free_days(
    work: Work, salon: Salon, wish: Wish, days: Days, moving: int | None = None
) -> list[FreeDay]:
    """The days with free times, and how many, and those that are full; as many queries."""
    known = days_to_read(salon, wish, work.now, days)
    if known[1] < known[0]:
        return []
    diary, quota = await _read(work, salon, wish, known, moving)
    return offered_days(salon, wish, diary, quota, work.now, days)


async def _read(
    work: Work, salon: Salon, wish: Wish, known: Days, moving: int | None
) -> tuple[Diary, Quota | None]:
    people = people_in(wish.teams(salon))
    around = _around(salon, wish, people, known)
    blocked = await blocked_between(work, *around, wish.customer_id, moving)
    diary = diary_of(salon, wish, people, blocked, known)
    return diary, await read_quota(work, salon, wish, known, moving)


async def claims_around(
    work: Work, salon: Salon, wish: Wish, people: Collection[int], days: Days
) -> list[Claim]:
    """What occupies these people, and the resources that the visit needs, around these days."""
    return await claims_between(work, *_around(salon, wish, people, days))


def _around(
    salon: Salon, wish: Wish, people: Collection[int], days: Days
) -> tuple[list[int], datetime, datetime]:
    begins, ends = covered(salon, days)
    calendars = [*people, *units_for(salon, wish.services)]
    return calendars, instant_of(begins) - LONGEST_CLAIM, instant_of(ends) + LONGEST_CLAIM


def units_for(salon: Salon, services: Sequence[Service]) -> list[int]:
    """All units of the resources that these services use, former ones too."""
    names = {name for service in services for name in service.uses}
    return [unit for one in salon.resources if one.name in names for unit in one.all_units]
