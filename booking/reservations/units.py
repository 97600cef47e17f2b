"""Dealing the units of resources: chairs and rooms are interchangeable until somebody sits there.

The caller holds the lock on all units of the resource.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import BigInteger, bindparam, update

from booking.course import LONGEST_CLAIM
from booking.errors import SlotTaken
from booking.instants import minute_from, minute_of
from booking.intervals import Interval, intersect, merge
from booking.occupied import Claim, claims_between
from booking.salon import Resource
from booking.starts import used_up
from booking.store.database import Work
from booking.store.tables.bookings import claims
from booking.store.tenancy import scoped

Span = tuple[datetime, datetime]


async def free_unit(work: Work, resource: Resource, span: Span) -> int:
    """A unit that is free for that time; where none is, bookings are dealt anew to make it so.

    Raises SlotTaken if as many as there are, or former ones, are in use at some instant of it.
    """
    units, around = resource.units, (span[0] - LONGEST_CLAIM, span[1] + LONGEST_CLAIM)
    known = await claims_between(work, resource.all_units, *around)
    in_use = used_up((_minutes(one.starts_at, one.ends_at) for one in known), len(units))
    if intersect(in_use, [_minutes(*span)]):
        raise SlotTaken
    found = [claim for claim in known if claim.calendar_id in units]
    taken = {
        claim.calendar_id
        for claim in found
        if claim.starts_at < span[1] and span[0] < claim.ends_at
    }
    for unit in units:
        if unit not in taken:
            return unit
    return await _deal_anew(work, units, span, found)


async def _deal_anew(work: Work, units: Sequence[int], span: Span, found: Sequence[Claim]) -> int:
    """Give each booking, in order of its start, the first unit that is free by then.

    Only those are dealt that follow each other without a pause around this time.
    """
    wanted = _minutes(*span)
    chained = next(
        one
        for one in merge([wanted, *(_minutes(claim.starts_at, claim.ends_at) for claim in found)])
        if one[0] <= wanted[0] < one[1]
    )
    dealt = [
        claim
        for claim in found
        if chained[0] <= minute_of(claim.starts_at) and minute_from(claim.ends_at) <= chained[1]
    ]
    unit_of = _dealt(units, [wanted, *(_minutes(one.starts_at, one.ends_at) for one in dealt)])
    moved = [
        (claim.id, unit)
        for claim, unit in zip(dealt, unit_of[1:], strict=True)
        if unit != claim.calendar_id
    ]
    for claim_id, _ in moved:
        await work.execute(_LEAVE, {"claim": claim_id})
    for claim_id, unit in moved:
        await work.execute(_SIT, {"claim": claim_id, "unit": unit})
    return unit_of[0]


def _dealt(units: Sequence[int], spans: Sequence[Interval]) -> list[int]:
    """A unit for each span, so that none overlap; SlotTaken if there are too few."""
    free_from = dict.fromkeys(units, min(start for start, _ in spans))
    unit_of = [0] * len(spans)
    for place in sorted(range(len(spans)), key=lambda one: spans[one]):
        start, end = spans[place]
        unit = next((one for one in units if free_from[one] <= start), None)
        if unit is None:
            raise SlotTaken
        unit_of[place], free_from[unit] = unit, end
    return unit_of


def _minutes(starts_at: datetime, ends_at: datetime) -> Interval:
    return minute_of(starts_at), minute_from(ends_at)


_ONE = (scoped(claims), claims.c.id == bindparam("claim", type_=BigInteger))
_LEAVE = update(claims).where(*_ONE).values(active=False)
_SIT = update(claims).where(*_ONE).values(calendar_id=bindparam("unit"), active=True)
