"""What occupies calendars: active claims, read by one bounded query."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnClause, bindparam, literal_column, select

from booking.instants import minute_from, minute_of
from booking.intervals import Interval
from booking.store.columns import Instant
from booking.store.database import Work
from booking.store.tables.bookings import claims
from booking.store.tenancy import scoped

LONGEST_CLAIM = timedelta(hours=36)  # the tables refuse longer ones


@dataclass(frozen=True, slots=True)
class Claim:
    """One stretch of a calendar, buffers included."""

    calendar_id: int
    booking_id: int
    starts_at: datetime
    ends_at: datetime
    held_until: datetime | None
    held_for: int | None
    id: int = 0

    def blocks(self, now: datetime, customer_id: int | None) -> bool:
        """A lapsed hold blocks nobody, and a customer's own hold not that customer."""
        if self.held_until is None:
            return True
        return self.held_until > now and self.held_for != customer_id


async def claims_between(
    work: Work, calendar_ids: Collection[int], start: datetime, end: datetime
) -> list[Claim]:
    """The active claims that reach into this stretch of time, lapsed holds among them."""
    rows = await work.rows(
        _CLAIMS,
        {
            "calendars": list(calendar_ids),
            "range_start": start,
            "range_end": end,
            "no_earlier": start - LONGEST_CLAIM,
        },
    )
    return [Claim(*tuple(row)) for row in rows]


def blocked_time(
    found: Collection[Claim], now: datetime, customer_id: int | None
) -> Mapping[int, list[Interval]]:
    """Per calendar the stretches that are not free for this customer, in minutes."""
    blocked: dict[int, list[Interval]] = {}
    for claim in found:
        if claim.blocks(now, customer_id):
            span = (minute_of(claim.starts_at), minute_from(claim.ends_at))
            blocked.setdefault(claim.calendar_id, []).append(span)
    return blocked


# Literal, or SQLite is asked for "active = 1" and does not see that the partial index has all that.
_is_active: ColumnClause[bool] = literal_column("claims.active")
# The lower bound of starts_at keeps the query from reading the calendar's whole history.
_CLAIMS = select(
    *(claims.c.calendar_id, claims.c.booking_id, claims.c.starts_at, claims.c.ends_at),
    *(claims.c.held_until, claims.c.held_for, claims.c.id),
).where(
    scoped(claims),
    _is_active,
    claims.c.calendar_id.in_(bindparam("calendars", expanding=True)),
    claims.c.starts_at < bindparam("range_end", type_=Instant),
    claims.c.starts_at > bindparam("no_earlier", type_=Instant),
    claims.c.ends_at > bindparam("range_start", type_=Instant),
)
