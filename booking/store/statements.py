"""The queue's statements, each made once."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    CTE,
    BigInteger,
    Integer,
    bindparam,
    case,
    false,
    insert,
    literal,
    literal_column,
    select,
    true,
    tuple_,
    union,
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate

from booking.store.columns import Instant
from booking.store.tables.work import queue
from booking.store.tenancy import scoped

NEVER_LEASED = datetime.fromisoformat("2000-01-01T00:00:00+00:00")
# Literals, or the partial indexes are not used.
_ready = queue.c.state == literal_column("'ready'")
_urgent = queue.c.priority < literal_column("2")

_columns = [
    *(queue.c.id, queue.c.topic, queue.c.lane, queue.c.payload, queue.c.attempts, queue.c.fence),
    *(queue.c.useless_after, queue.c.priority),
]
_at_wall = bindparam("wall", type_=Instant)
_before_it = queue.alias("before_it")
_of_its_lane = (
    select(_before_it.c.id)
    .where(
        scoped(_before_it),
        _before_it.c.lane == queue.c.lane,
        _before_it.c.state == literal_column("'ready'"),
    )
    .order_by(_before_it.c.id)
    .limit(literal_column("1"))
)
_at_work_in_its_lane = (
    select(_before_it.c.id)
    .where(
        scoped(_before_it),
        _before_it.c.lane == queue.c.lane,
        _before_it.c.state == literal_column("'ready'"),
        _before_it.c.leased_until > _at_wall,
    )
    .limit(literal_column("1"))
)
# Both are subqueries that PostgreSQL cannot turn into a join: with the statistics of a queue that
# was empty a while ago, it would compare every ready row with every other.
_lane_heads = (
    select(queue.c.id)
    .where(
        scoped(queue),
        _ready,
        _urgent,
        queue.c.due_at <= bindparam("at", type_=Instant),
        queue.c.leased_until <= _at_wall,
        queue.c.id == _of_its_lane.scalar_subquery(),
        # A row committed late has a lower id than the one that is being worked on.
        _at_work_in_its_lane.scalar_subquery().is_(None),
    )
    .order_by(queue.c.priority, queue.c.due_at)
    .limit(bindparam("most", type_=Integer))
    .with_for_update(skip_locked=True, of=queue)
    .cte("lane_heads")
)
_patient = (
    select(queue.c.id)
    .where(
        scoped(queue),
        _ready,
        queue.c.priority >= literal_column("2"),
        queue.c.due_at <= bindparam("at", type_=Instant),
        queue.c.leased_until <= _at_wall,
    )
    .order_by(queue.c.due_at)
    .limit(bindparam("most", type_=Integer))
    .with_for_update(skip_locked=True)
)
_others = _patient.where(queue.c.topic.not_in(bindparam("besides", expanding=True))).cte("others")
_alike = _patient.where(queue.c.topic == bindparam("of_topic")).cte("alike")


def _leasing(found: CTE) -> ReturningUpdate[Any]:
    return (
        update(queue)
        .where(scoped(queue), queue.c.id.in_(select(found.c.id)))
        .values(
            leased_until=bindparam("until", type_=Instant),
            fence=queue.c.fence + 1,
            attempts=queue.c.attempts + 1,
        )
        .returning(*_columns)
    )


CLAIM = _leasing(_lane_heads)
CLAIM_WAITING = _leasing(_others)
CLAIM_ALIKE = _leasing(_alike)
_lane_is_idle = (
    ~select(_before_it.c.id)
    .where(
        scoped(_before_it),
        _before_it.c.lane == bindparam("in_lane"),
        _before_it.c.state == literal_column("'ready'"),
    )
    .exists()
)
ADD_LEASED = (
    insert(queue)
    .values(
        attempts=case((_lane_is_idle, 1), else_=0),
        leased_until=case(
            (_lane_is_idle, bindparam("until", type_=Instant)),
            else_=literal(NEVER_LEASED, Instant),
        ),
    )
    .returning(queue.c.attempts)
)
_held = (
    scoped(queue),
    tuple_(queue.c.id, queue.c.fence).in_(bindparam("held", expanding=True)),
    _ready,
)
RENEW = update(queue).where(*_held).values(leased_until=bindparam("until", type_=Instant))
DONE_TOGETHER = (
    update(queue)
    .where(*_held)
    .values(state="done", ended_at=bindparam("at", type_=Instant))
    .returning(queue.c.id)
)
_is_due = (
    _ready,
    queue.c.due_at <= bindparam("at", type_=Instant),
    queue.c.leased_until <= _at_wall,
)
DUE_TENANTS = union(
    select(queue.c.tenant_id, false().label("can_wait")).where(*_is_due, _urgent),
    select(queue.c.tenant_id, true()).where(*_is_due, queue.c.priority >= literal_column("2")),
)
WAITING = (
    select(*_columns)
    .where(
        scoped(queue),
        queue.c.lane == bindparam("in_lane"),
        queue.c.id >= bindparam("since", type_=BigInteger),
        _ready,
    )
    .order_by(queue.c.id)
    .limit(bindparam("most", type_=Integer))
    .with_for_update()
)
_mine = (
    scoped(queue),
    queue.c.id == bindparam("row", type_=BigInteger),
    queue.c.fence == bindparam("of_fence", type_=Integer),
    _ready,
)
DONE = update(queue).where(*_mine).values(state="done", ended_at=bindparam("at", type_=Instant))
NAME = (
    update(queue)
    .where(scoped(queue), queue.c.id == bindparam("row", type_=BigInteger))
    .values(dedupe=bindparam("known_as"))
)
KNOWN_AS = select(queue.c.payload).where(
    scoped(queue), queue.c.topic == bindparam("of_topic"), queue.c.dedupe == bindparam("key")
)
RELEASE = update(queue).where(*_mine).values(leased_until=NEVER_LEASED)
FAILED = (
    update(queue)
    .where(*_mine)
    .values(
        state=bindparam("new_state"),
        due_at=bindparam("new_due_at", type_=Instant),
        leased_until=NEVER_LEASED,
        last_error=bindparam("error"),
        ended_at=bindparam("at", type_=Instant),
    )
)
