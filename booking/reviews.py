"""What customers think of their visits: one to five, a comment, and what it comes to."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy import BigInteger, bindparam, select, update

from booking import audit
from booking.errors import AlreadyOver, NotBegun
from booking.instants import minute_of
from booking.reminders import after_quiet
from booking.salon import Salon
from booking.store import queue
from booking.store.database import Work
from booking.store.tables.reviews import reviews, scores
from booking.store.tenancy import scoped
from booking.teams import people_in
from booking.visit import Actor, Booking, Score, Status

TOPIC = "rate"
LOW = 2  # stars, and fewer: the owner hears of it at once
LONGEST_COMMENT = 1000
_AFTERWARDS = timedelta(minutes=15)
_USELESS_AFTER = timedelta(days=3)
_TENTH = Decimal("0.1")


def planned(salon: Salon, booking: Booking, now: datetime) -> queue.NewTask:
    """The row that asks some minutes after the visit; no sooner than its end if nobody ends it."""
    is_over = booking.status is Status.COMPLETED
    due_at = (now if is_over else booking.ends_at) + _AFTERWARDS
    key = f"{booking.id}:{booking.status}:{minute_of(booking.ends_at)}"
    return queue.NewTask(
        topic=TOPIC,
        lane=f"{TOPIC}:{key}",
        payload={"booking": booking.id, "end": booking.ends_at.isoformat()},
        due_at=after_quiet(due_at, salon.quiet, salon.zone),
        useless_after=booking.ends_at + _USELESS_AFTER,
        dedupe=key,
        priority=queue.BULK,
    )


def postponed(row: queue.Task, until: datetime) -> queue.NewTask:
    """The same, asked later."""
    return queue.NewTask(
        topic=TOPIC,
        lane=row.lane,
        payload=row.payload,
        due_at=until,
        useless_after=row.useless_after,
        priority=queue.BULK,
    )


def is_due(booking: Booking, end: str) -> bool:
    """Is it still the visit that was to be asked about, and did it take place?"""
    took_place = booking.status in (Status.CONFIRMED, Status.COMPLETED)
    return took_place and booking.ends_at == datetime.fromisoformat(end)


async def rate(work: Work, booking: Booking, stars: int, by: Actor) -> None:
    """Write it down, or change what was written before; averages follow at once.

    Raises NotBegun before the visit is over, AlreadyOver if it did not take place.
    """
    if booking.status not in (Status.CONFIRMED, Status.COMPLETED):
        raise AlreadyOver
    if booking.status is Status.CONFIRMED and booking.ends_at > work.now:
        raise NotBegun
    row = {"booking_id": booking.id, "stars": stars, "at": work.now}
    more, new = 1, stars
    if not await work.insert_new(reviews, row):
        before = await work.row(_STARS, {"booking": booking.id})
        await work.put(reviews, row)
        more, new = 0, stars - (before.stars if before else stars)
    for rated in sorted({*people_in([booking.team]), *booking.service_ids}):
        await _add(work, rated, more, new)
    await audit.note(work, by, "rated", booking.id, stars=stars)


async def comment(work: Work, booking: Booking, text: str) -> None:
    """Keep what was written to the rating, after what was written before."""
    before = await work.row(_COMMENTED, {"booking": booking.id})
    whole = f"{before.comment}\n{text}" if before and before.comment else text
    await work.execute(_COMMENT, {"booking": booking.id, "text": whole[:LONGEST_COMMENT]})


async def find_scores(work: Work, object_ids: Sequence[int]) -> Mapping[int, Score]:
    """Of those staff members and services that were rated."""
    rows = await work.rows(_SCORES, {"objects": list(object_ids)})
    return {
        row.object_id: Score(
            (Decimal(row.stars) / row.ratings).quantize(_TENTH, ROUND_HALF_UP), row.ratings
        )
        for row in rows
    }


async def _add(work: Work, object_id: int, ratings: int, stars: int) -> None:
    first = {"object_id": object_id, "ratings": ratings, "stars": stars}
    if not await work.insert_new(scores, first):
        await work.execute(_ADD, {"object": object_id, "more": ratings, "new": stars})


_of_booking = (
    scoped(reviews),
    reviews.c.booking_id == bindparam("booking", type_=BigInteger),
)
_STARS = select(reviews.c.stars).where(*_of_booking).with_for_update()
_COMMENTED = select(reviews.c.comment).where(*_of_booking).with_for_update()
_COMMENT = update(reviews).where(*_of_booking).values(comment=bindparam("text"))
_ADD = (
    update(scores)
    .where(scoped(scores), scores.c.object_id == bindparam("object", type_=BigInteger))
    .values(ratings=scores.c.ratings + bindparam("more"), stars=scores.c.stars + bindparam("new"))
)
_SCORES = select(scores).where(
    scoped(scores), scores.c.object_id.in_(bindparam("objects", expanding=True))
)
