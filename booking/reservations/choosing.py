"""Who does a visit for a customer who does not mind: the tenant's rule."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import BigInteger, bindparam, func, or_, select

from booking.course import LONGEST_CLAIM, Team
from booking.instants import instant_of, local_day, opening_minute
from booking.salon import Salon
from booking.store.columns import Instant
from booking.store.database import Work
from booking.store.tables.bookings import booking_lines, bookings
from booking.store.tenancy import scoped
from booking.teams import people_in


async def choose(
    work: Work,
    salon: Salon,
    teams: Sequence[Team],
    customer_id: int,
    starts_at: datetime,
    moving: int = 0,
) -> Team:
    """The customer's last where the tenant wants that and they are free, else the least booked.

    `moving`: the booking that gets a new time or new people, which counts for nobody.
    """
    if len(teams) == 1:
        return teams[0]
    if salon.choose == "last":
        row = await work.row(_LATEST, {"customer": customer_id, "at": work.now})
        own = [team for team in teams if row and row.calendar_id in people_in([team])]
        if own:
            return own[0]
    booked = await _booked_on(work, salon, people_in(teams), starts_at, moving)
    return min(teams, key=lambda team: sum(booked.get(one, 0) for one in people_in([team])))


async def _booked_on(
    work: Work, salon: Salon, people: Sequence[int], starts_at: datetime, moving: int
) -> dict[int, int]:
    """How many bookings of each start on that local day."""
    day = local_day(starts_at, salon.zone)
    day_end = instant_of(opening_minute(day, 24 * 60, salon.zone))
    rows = await work.rows(
        _BOOKED_ON,
        {
            "calendars": list(people),
            "day_start": instant_of(opening_minute(day, 0, salon.zone)),
            "day_end": day_end,
            "lines_end": day_end + LONGEST_CLAIM,
            "moving": moving,
        },
    )
    return {row.calendar_id: row.visits for row in rows}


_NO_VISIT = ("declined", "expired", "cancelled")
_BOOKED_ON = (
    select(
        booking_lines.c.calendar_id,
        func.count(booking_lines.c.booking_id.distinct()).label("visits"),
    )
    .join(bookings, bookings.c.id == booking_lines.c.booking_id)
    .where(
        scoped(booking_lines, bookings),
        booking_lines.c.calendar_id.in_(bindparam("calendars", expanding=True)),
        # For the index: no line begins before its visit, nor long after it.
        booking_lines.c.starts_at >= bindparam("day_start", type_=Instant),
        booking_lines.c.starts_at < bindparam("lines_end", type_=Instant),
        bookings.c.starts_at >= bindparam("day_start", type_=Instant),
        bookings.c.starts_at < bindparam("day_end", type_=Instant),
        bookings.c.id != bindparam("moving", type_=BigInteger),
        bookings.c.status.not_in(_NO_VISIT),
    )
    .group_by(booking_lines.c.calendar_id)
)
_LATEST = (
    select(booking_lines.c.calendar_id)
    .join(bookings, bookings.c.id == booking_lines.c.booking_id)
    .where(
        scoped(booking_lines, bookings),
        bookings.c.customer_id == bindparam("customer", type_=BigInteger),
        bookings.c.status.not_in(_NO_VISIT),
        or_(  # a lapsed hold is expired, even where no timer has got to it
            bookings.c.held_until.is_(None),
            bookings.c.status != "held",
            bookings.c.held_until > bindparam("at", type_=Instant),
        ),
    )
    .order_by(bookings.c.starts_at.desc(), booking_lines.c.ordinal)
    .limit(1)
)
