"""What occupies calendars: active claims, read by one bounded query."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnClause, ColumnElement, Row, Select, bindparam, literal_column, select

from booking.course import LONGEST_CLAIM
from booking.instants import minute_from, minute_of
from booking.intervals import Interval
from booking.store import functions
from booking.store.columns import Instant
from booking.store.database import Work
from booking.store.tables.bookings import claims
from booking.store.tenancy import scoped


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
        return _blocks(self.held_until, self.held_for, now, customer_id)


async def claims_between(
    work: Work, calendar_ids: Collection[int], start: datetime, end: datetime
) -> list[Claim]:
    """The active claims that reach into this stretch of time, lapsed holds among them."""
    return [Claim(*tuple(row)) for row in await _between(work, _CLAIMS, calendar_ids, start, end)]


async def blocked_between(
    work: Work,
    calendar_ids: Collection[int],
    start: datetime,
    end: datetime,
    customer_id: int | None,
    moving: int | None = None,
) -> Mapping[int, list[Interval]]:
    """The `blocked_time` of the claims in this stretch, but those of the booking that is moving.

    The database makes the minutes, since a month of a busy team is thousands of claims.
    """
    blocked: dict[int, list[Interval]] = {}
    for row in await _between(work, _SPANS, calendar_ids, start, end):
        calendar_id, booking_id, first, beyond, held_until, held_for = tuple(row)
        if booking_id != moving and _blocks(held_until, held_for, work.now, customer_id):
            blocked.setdefault(calendar_id, []).append((first, beyond))
    return blocked


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


def _blocks(
    held_until: datetime | None, held_for: int | None, now: datetime, customer_id: int | None
) -> bool:
    """A lapsed hold blocks nobody, and a customer's own hold not that customer."""
    return held_until is None or (held_until > now and held_for != customer_id)


async def _between(
    work: Work,
    statement: Select[Any],
    calendar_ids: Collection[int],
    start: datetime,
    end: datetime,
) -> Sequence[Row[Any]]:
    return await work.rows(
        statement,
        {
            "calendars": list(calendar_ids),
            "range_start": start,
            "range_end": end,
            "no_earlier": start - LONGEST_CLAIM,
        },
    )


# Literal, or SQLite is asked for "active = 1" and does not see that the partial index has all that.
_is_active: ColumnClause[bool] = literal_column("claims.active")
# The lower bound of starts_at keeps the query from reading the calendar's whole history.
_REACHING_IN: tuple[ColumnElement[bool], ...] = (
    scoped(claims),
    _is_active,
    claims.c.calendar_id.in_(bindparam("calendars", expanding=True)),
    claims.c.starts_at < bindparam("range_end", type_=Instant),
    claims.c.starts_at > bindparam("no_earlier", type_=Instant),
    claims.c.ends_at > bindparam("range_start", type_=Instant),
)
_HOLD = (claims.c.held_until, claims.c.held_for)
_CLAIMS = select(
    *(claims.c.calendar_id, claims.c.booking_id, claims.c.starts_at, claims.c.ends_at),
    *(*_HOLD, claims.c.id),
).where(*_REACHING_IN)
_SPANS = select(
    *(claims.c.calendar_id, claims.c.booking_id),
    *(functions.minute_of(claims.c.starts_at), functions.minute_from(claims.c.ends_at), *_HOLD),
).where(*_REACHING_IN)
