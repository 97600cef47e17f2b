"""The durable queue: inbox, outbox and dated work in one table.

`add` and `done` join the caller's transaction. A lane is worked in the order of its ids and blocked
by its oldest unfinished row; what is dated later needs a lane of its own. What can wait (BULK,
LAST) is taken by its date alone, so that a hundred thousand such rows delay no reply. Leases are in
wall time, since the Clock may be moved, and are fenced: who slept through its lease cannot finish
the row.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.sql.expression import Executable

from booking.clock import SystemClock
from booking.errors import Misuse, Unavailable
from booking.store import statements
from booking.store.database import Database, Work
from booking.store.ids import new_id
from booking.store.tables.work import queue

REPLY, NOTICE, BULK, LAST = 0, 1, 2, 3  # priorities
LEASE = timedelta(seconds=60)
MAX_ATTEMPTS = 8
_LONGEST_WAIT = timedelta(minutes=5)

_wall = SystemClock()


class LeaseLost(Exception):
    """Another worker was handed this row meanwhile; what was done for it must be undone."""


@dataclass(frozen=True, slots=True)
class NewTask:
    """A row to add: what to do (`topic`, `payload`), in which order (`lane`), from when on."""

    topic: str
    lane: str
    payload: Mapping[str, Any]
    due_at: datetime | None = None  # null: now
    useless_after: datetime | None = None
    dedupe: str | None = None  # unique per tenant and topic
    priority: int = NOTICE


@dataclass(frozen=True, slots=True)
class Task:
    """A claimed row."""

    tenant_id: int
    id: int
    topic: str
    lane: str
    payload: dict[str, Any] = field(repr=False)  # may hold what people wrote
    attempts: int
    fence: int
    useless_after: datetime | None


async def add(work: Work, *tasks: NewTask) -> None:
    """Queue tasks in the caller's transaction; those whose dedupe key is known are left out."""
    rows = [_row(work, task) for task in tasks]
    await work.insert_all_new(queue, rows, key=("tenant_id", "topic", "dedupe"))


async def add_leased(work: Work, task: NewTask) -> Task | None:
    """Queue a task that the caller does itself after the commit.

    None where others of its lane are unfinished: then it waits for them like any other.
    """
    row = _row(work, task)
    del row["attempts"], row["leased_until"]
    lease = {"in_lane": task.lane, "until": _wall.now() + LEASE}
    added = await work.insert_computed(statements.ADD_LEASED, row, lease)
    if not added.attempts:
        return None
    payload = dict(task.payload)
    return Task(work.tenant_id, row["id"], task.topic, task.lane, payload, 1, 0, task.useless_after)


async def claim(database: Database, tenant_id: int, limit: int) -> Sequence[Task]:
    """Lease the oldest ready row of up to `limit` lanes, replies first; not what can wait."""
    return await _lease(database, tenant_id, statements.CLAIM, limit)


async def claim_waiting(
    database: Database, tenant_id: int, limit: int, *, besides: Collection[str] = ()
) -> Sequence[Task]:
    """Lease rows that can wait (BULK or LAST), the longest due first, whatever their lanes."""
    return await _lease(database, tenant_id, statements.CLAIM_WAITING, limit, besides=list(besides))


async def claim_alike(database: Database, tenant_id: int, topic: str, limit: int) -> Sequence[Task]:
    """Lease rows of one topic that can wait, to be done together."""
    return await _lease(database, tenant_id, statements.CLAIM_ALIKE, limit, of_topic=topic)


async def _lease(
    database: Database, tenant_id: int, statement: Executable, limit: int, **more: Any
) -> Sequence[Task]:
    wall = _wall.now()
    leasing = {"wall": wall, "until": wall + LEASE, "most": limit, **more}
    async with database.unit_of_work(tenant_id) as work:
        rows = await work.rows(statement, {"at": work.now, **leasing})
    rows = sorted(rows, key=lambda row: (row.priority, row.id))
    return [_task(tenant_id, row) for row in rows]


async def due_tenants(database: Database) -> tuple[set[int], set[int]]:
    """Whose work is due, and whose that can wait: a plain read across tenants."""
    async with database.across_tenants() as connection:
        at = {"at": database.clock.now(), "wall": _wall.now()}
        rows = (await connection.execute(statements.DUE_TENANTS, at)).all()
    urgent = {row.tenant_id for row in rows if not row.can_wait}
    return urgent, {row.tenant_id for row in rows if row.can_wait}


async def renew(database: Database, tenant_id: int, tasks: Iterable[Task]) -> None:
    """Lengthen the leases of rows that are still being worked on."""
    held = [(task.id, task.fence) for task in tasks]
    async with database.unit_of_work(tenant_id) as work:
        await work.execute(statements.RENEW, {"held": held, "until": _wall.now() + LEASE})


async def waiting(work: Work, lane: str, limit: int, *, since: int = 0) -> Sequence[Task]:
    """The unfinished rows of a lane from this id on, oldest first, locked until `work` ends."""
    rows = await work.rows(statements.WAITING, {"in_lane": lane, "most": limit, "since": since})
    return [_task(work.tenant_id, row) for row in rows]


async def done(work: Work, *tasks: Task) -> None:
    """End rows in the caller's transaction; LeaseLost if one was handed on."""
    for task in tasks:
        ended = await work.count(
            statements.DONE, {"row": task.id, "of_fence": task.fence, "at": work.now}
        )
        if ended != 1:
            raise LeaseLost


async def release(work: Work, task: Task) -> None:
    """Hand the row back at once, if it is still this worker's."""
    await work.execute(statements.RELEASE, {"row": task.id, "of_fence": task.fence})


async def done_together(work: Work, tasks: Sequence[Task]) -> Collection[int]:
    """End rows of different workers; the ids of those that were still theirs."""
    held = [(task.id, task.fence) for task in tasks]
    return {
        row.id for row in await work.rows(statements.DONE_TOGETHER, {"held": held, "at": work.now})
    }


async def name(work: Work, task: Task, known_as: str) -> None:
    """Give an ended row the key by which the other side will speak of it."""
    await work.execute(statements.NAME, {"row": task.id, "known_as": known_as})


async def known_as(work: Work, topic: str, dedupe: str) -> Mapping[str, Any] | None:
    """What the row of this key says; null: there is none, or it is long over."""
    row = await work.row(statements.KNOWN_AS, {"of_topic": topic, "key": dedupe})
    return row and row.payload


async def fail(work: Work, task: Task, error: Exception) -> bool:
    """Date the row for another try, or park it; whether it was parked.

    Unavailable is tried again after 1 s doubling to 5 min, or what the other side asked for, and
    parked after eight tries; anything else is parked at once. A parked row frees its lane. A row
    that was handed on meanwhile is left to who has it now.
    """
    parked = not isinstance(error, Unavailable) or task.attempts >= MAX_ATTEMPTS
    failed = await work.count(
        statements.FAILED,
        {
            "row": task.id,
            "of_fence": task.fence,
            "new_state": "parked" if parked else "ready",
            "new_due_at": work.now + backoff(task.attempts, error),
            "error": f"{type(error).__name__}: {error}"[:500],
            "at": work.now if parked else None,
        },
    )
    return parked and failed == 1


def backoff(attempts: int, error: Exception) -> timedelta:
    """How long to wait after so many tries."""
    asked = error.retry_after if isinstance(error, Unavailable) else None
    return asked or min(timedelta(seconds=2 ** min(attempts - 1, MAX_ATTEMPTS)), _LONGEST_WAIT)


def _row(work: Work, task: NewTask) -> dict[str, Any]:
    if len(task.lane) > 200 or len(task.dedupe or "") > 200:
        raise Misuse("a lane or dedupe key is longer than its column")
    return {
        "id": new_id(),
        "topic": task.topic,
        "lane": task.lane,
        "priority": task.priority,
        "dedupe": task.dedupe,
        "payload": dict(task.payload),
        "due_at": task.due_at or work.now,
        "useless_after": task.useless_after,
        "attempts": 0,
        "leased_until": statements.NEVER_LEASED,
        "fence": 0,
        "state": "ready",
    }


def _task(tenant_id: int, row: Any) -> Task:
    return Task(
        tenant_id=tenant_id,
        id=row.id,
        topic=row.topic,
        lane=row.lane,
        payload=row.payload or {},
        attempts=row.attempts,
        fence=row.fence,
        useless_after=row.useless_after,
    )
