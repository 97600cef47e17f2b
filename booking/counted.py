"""Which visits limits count, read by one query."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import BigInteger, Row, Select, bindparam, or_, select

from booking.instants import closing_minute, instant_of, local_day, opening_minute
from booking.limits import Per, Quota, Share, Visited, first_day, last_day
from booking.offers import Days, Wish
from booking.salon import Salon
from booking.store.columns import Instant
from booking.store.database import Work
from booking.store.tables.bookings import booking_lines, bookings
from booking.store.tenancy import scoped

_MINUTE = timedelta(minutes=1)


async def read_quota(
    work: Work, salon: Salon, wish: Wish, days: Days, moving: int | None = None
) -> Quota | None:
    """What the limits leave on these days; null: nothing limits the visit."""
    if not salon.limits:
        return None
    first, last = _whole_periods(salon, days)
    own = wish.customer_id if all(one.per is Per.CUSTOMER for one in salon.limits) else None
    rows = await work.rows(
        _COUNTED_OF_ONE if own is not None else _COUNTED,
        {
            "range_start": instant_of(opening_minute(first, 0, salon.zone)),
            "range_end": instant_of(closing_minute(last, 24 * 60, salon.zone)),
            "at": work.now,
            **({"customer": own} if own is not None else {}),
        },
    )
    visits: dict[int, list[Row[Any]]] = {}
    for row in rows:
        if row.id != moving:
            visits.setdefault(row.id, []).append(row)
    counted = [_visited(salon, lines) for lines in visits.values()]
    return Quota(salon.limits, counted, salon.first_weekday)


def _whole_periods(salon: Salon, days: Days) -> tuple[date, date]:
    """The days of all periods that these days touch."""
    periods = {period for limit in salon.limits for period, _ in limit.most}
    return (
        min(first_day(one, days[0], salon.first_weekday) for one in periods | {"day"}),
        max(last_day(one, days[1], salon.first_weekday) for one in periods | {"day"}),
    )


def _visited(salon: Salon, lines: list[Row[Any]]) -> Visited:
    row = lines[0]
    return Visited(
        local_day(row.starts_at, salon.zone),
        row.customer_id,
        (row.ends_at - row.starts_at) // _MINUTE,
        tuple(
            Share(line.service_id, line.calendar_id, (line.until - line.since) // _MINUTE)
            for line in lines
        ),
    )


def _statement() -> Select[Any]:
    return (
        select(
            bookings.c.id,
            bookings.c.customer_id,
            bookings.c.starts_at,
            bookings.c.ends_at,
            booking_lines.c.service_id,
            booking_lines.c.calendar_id,
            booking_lines.c.starts_at.label("since"),
            booking_lines.c.ends_at.label("until"),
        )
        .join(booking_lines, booking_lines.c.booking_id == bookings.c.id)
        .where(
            scoped(bookings, booking_lines),
            bookings.c.starts_at >= bindparam("range_start", type_=Instant),
            bookings.c.starts_at < bindparam("range_end", type_=Instant),
            bookings.c.status.not_in(("declined", "expired", "cancelled")),
            or_(
                bookings.c.status != "held",
                bookings.c.held_until.is_(None),
                bookings.c.held_until > bindparam("at", type_=Instant),
            ),
        )
    )


_COUNTED = _statement()
_COUNTED_OF_ONE = _statement().where(
    bookings.c.customer_id == bindparam("customer", type_=BigInteger)
)
