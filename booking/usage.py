"""The statement that sums up what visits use of limits: one row per limit, owner and local day.

The sums are made in the database, since a year of a busy salon is more rows than may be fetched
while a customer waits.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    Integer,
    Select,
    bindparam,
    case,
    cast,
    func,
    literal_column,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.sql.expression import CompoundSelect

from booking.limits import Per
from booking.store.columns import Instant
from booking.store.functions import day_number, minutes_between
from booking.store.tables.bookings import booking_lines, bookings
from booking.store.tenancy import scoped

_WHOLE = {Per.SALON, Per.CUSTOMER}  # these count visits, whoever does what
_NOBODY = cast(null(), BigInteger)


@dataclass(frozen=True, slots=True)
class Counting:
    """What is summed up for the limit at this place of the salon's."""

    place: int
    per: Per
    minutes: bool


@cache
def usage(limits: tuple[Counting, ...], clock_changes: int) -> CompoundSelect[Any]:
    """Rows of place, owner, day (since 1970) and amount.

    Parameters: `from_N` and `until_N` of the limit at place N, `services_N`; `people`, `customers`,
    `moving` (a booking that does not count), `at`; `ahead_N`, minutes by which the clock is ahead
    of UTC until it changes at `change_N`.
    """
    return union_all(*(_of_one(one, clock_changes) for one in limits))


def _of_one(limit: Counting, clock_changes: int) -> Select[Any]:
    if limit.per in _WHOLE:
        visits = _whole_visits(limit, clock_changes).subquery(f"visits_{limit.place}")
        amount = func.sum(visits.c.minutes) if limit.minutes else func.count()
    else:
        lines = _lines(limit, clock_changes).subquery(f"lines_{limit.place}")
        visits = lines if limit.per is Per.STAFF else _each_part_once(lines, limit)
        amount = func.sum(visits.c.minutes)
        if not limit.minutes:
            amount = func.count(visits.c.visit.distinct())
    return select(
        literal_column(str(limit.place), Integer).label("place"),
        visits.c.owner,
        visits.c.day,
        amount.label("amount"),
    ).group_by(visits.c.owner, visits.c.day)


def _whole_visits(limit: Counting, clock_changes: int) -> Select[Any]:
    of_customer = limit.per is Per.CUSTOMER
    visits = select(
        (bookings.c.customer_id if of_customer else _NOBODY).label("owner"),
        _day(clock_changes),
        minutes_between(bookings.c.starts_at, bookings.c.ends_at).label("minutes"),
    ).where(scoped(bookings), *_counts(limit))
    if of_customer:
        return visits.where(bookings.c.customer_id.in_(bindparam("customers", expanding=True)))
    return visits


def _lines(limit: Counting, clock_changes: int) -> Select[Any]:
    lines = _lines_of_people(limit) if limit.per is Per.STAFF else booking_lines
    owner = {Per.STAFF: lines.c.calendar_id, Per.SERVICE: lines.c.service_id}
    found = (
        select(
            owner.get(limit.per, literal_column("0", Integer)).label("owner"),
            bookings.c.id.label("visit"),
            lines.c.starts_at.label("part"),
            _day(clock_changes),
            minutes_between(lines.c.starts_at, lines.c.ends_at).label("minutes"),
        )
        .join(lines, lines.c.booking_id == bookings.c.id)
        .where(scoped(bookings), *_counts(limit))
    )
    if limit.per is Per.STAFF:
        return found
    return found.where(
        scoped(booking_lines),
        booking_lines.c.service_id.in_(bindparam(f"services_{limit.place}", expanding=True)),
    )


def _lines_of_people(limit: Counting) -> CTE:
    """Read before the visits: SQLite would look for each visit among all lines of these people."""
    return (
        select(booking_lines)
        .where(
            scoped(booking_lines),
            booking_lines.c.calendar_id.in_(bindparam("people", expanding=True)),
            # No line begins before its visit.
            booking_lines.c.starts_at >= bindparam(f"from_{limit.place}", type_=Instant),
        )
        .cte(f"lines_of_people_{limit.place}")
        .prefix_with("MATERIALIZED")
    )


def _each_part_once(lines: Any, limit: Counting) -> Any:
    """However many people do it together."""
    return (
        select(
            lines.c.owner, lines.c.visit, lines.c.day, func.min(lines.c.minutes).label("minutes")
        )
        .group_by(lines.c.owner, lines.c.visit, lines.c.part, lines.c.day)
        .subquery(f"once_{limit.place}")
    )


def _counts(limit: Counting) -> list[ColumnElement[bool]]:
    return [
        bookings.c.starts_at >= bindparam(f"from_{limit.place}", type_=Instant),
        bookings.c.starts_at < bindparam(f"until_{limit.place}", type_=Instant),
        bookings.c.id != bindparam("moving", type_=BigInteger),
        bookings.c.status.not_in(("declined", "expired", "cancelled")),
        or_(
            bookings.c.status != "held",
            bookings.c.held_until.is_(None),
            bookings.c.held_until > bindparam("at", type_=Instant),
        ),
    ]


def _day(clock_changes: int) -> ColumnElement[int]:
    """The visit's local day."""
    starts_at = bookings.c.starts_at
    ahead: ColumnElement[int] = bindparam(f"ahead_{clock_changes}", type_=Integer)
    if clock_changes:
        ahead = case(
            *(
                (
                    starts_at < bindparam(f"change_{number}", type_=Instant),
                    bindparam(f"ahead_{number}", type_=Integer),
                )
                for number in range(clock_changes)
            ),
            else_=ahead,
        )
    return day_number(starts_at, ahead).label("day")
