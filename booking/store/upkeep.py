"""What keeps the queue in order over time: sweeping, and what is parked or late."""

from datetime import timedelta

from sqlalchemy import bindparam, delete, func, literal_column, null, select, update

from booking.store.columns import Instant
from booking.store.database import Database, Work
from booking.store.tables.work import queue
from booking.store.tenancy import scoped

_KEEP_PAYLOAD, _KEEP_ROW = timedelta(days=1), timedelta(days=7)


async def sweep(work: Work) -> None:
    """Empty the payloads of rows that ended a day ago, drop those that ended a week ago."""
    await work.execute(_EMPTY, {"before": work.now - _KEEP_PAYLOAD})
    await work.execute(_DROP, {"before": work.now - _KEEP_ROW})


async def parked(database: Database) -> dict[str, int]:
    """How many rows are parked, by topic."""
    async with database.across_tenants() as connection:
        return {row.topic: row.rows for row in await connection.execute(_PARKED)}


async def unpark(work: Work, topic: str) -> None:
    """Try parked rows of this topic again, as if for the first time."""
    await work.execute(_UNPARK, {"of_topic": topic, "at": work.now})


async def lag(database: Database) -> timedelta:
    """How long the longest waiting row has been due, of those that nothing else must precede.

    What can wait does not count: a reminder behind a thousand others is no sign of trouble.
    """
    now = database.clock.now()
    async with database.across_tenants() as connection:
        oldest = (await connection.execute(_OLDEST_DUE)).scalar()
    return max(now - oldest, timedelta(0)) if oldest else timedelta(0)


_UNPARK = (
    update(queue)
    .where(scoped(queue), queue.c.topic == bindparam("of_topic"), queue.c.state == "parked")
    .values(state="ready", attempts=0, due_at=bindparam("at", type_=Instant), ended_at=None)
)
_before = bindparam("before", type_=Instant)
_long_done = (scoped(queue), queue.c.ended_at < _before, queue.c.state == "done")
_EMPTY = update(queue).where(*_long_done, queue.c.payload.is_not(None)).values(payload=null())
_DROP = delete(queue).where(*_long_done)
_PARKED = (
    select(queue.c.topic, func.count().label("rows"))
    .where(queue.c.state == "parked")
    .group_by(queue.c.topic)
)
_before_it = queue.alias("before_it")
_OLDEST_DUE = select(func.min(queue.c.due_at)).where(
    queue.c.state == literal_column("'ready'"),
    queue.c.priority < literal_column("2"),
    ~select(_before_it.c.id)
    .where(
        _before_it.c.tenant_id == queue.c.tenant_id,
        _before_it.c.lane == queue.c.lane,
        _before_it.c.state == literal_column("'ready'"),
        _before_it.c.id < queue.c.id,
    )
    .exists(),
)
