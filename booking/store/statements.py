"""The queue's statements, each made once."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Integer,
    bindparam,
    case,
    insert,
    literal,
    literal_column,
    select,
    tuple_,
    update,
)

from booking.store.columns import Instant
from booking.store.tables.work import queue
from booking.store.tenancy import scoped

NEVER_LEASED = datetime.fromisoformat("2000-01-01T00:00:00+00:00")
_ready = queue.c.state == literal_column("'ready'")  # literal, or the partial index is not used

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
_lanes_at_work = select(_before_it.c.lane).where(
    scoped(_before_it),
    _before_it.c.state == literal_column("'ready'"),
    _before_it.c.leased_until > _at_wall,
)
# Both are subqueries that PostgreSQL cannot turn into a join: with the statistics of a queue that
# was empty a while ago, it would compare every ready row with every other.
_lane_heads = (
    select(queue.c.id)
    .where(
        scoped(queue),
        _ready,
        queue.c.due_at <= bindparam("at", type_=Instant),
        queue.c.leased_until <= _at_wall,
        queue.c.id == _of_its_lane.scalar_subquery(),
        # A row committed late has a lower id than the one that is being worked on.
        queue.c.lane.not_in(_lanes_at_work),
    )
    .order_by(queue.c.priority, queue.c.due_at)
    .limit(bindparam("most", type_=Integer))
    .with_for_update(skip_locked=True, of=queue)
    .cte("lane_heads")
)
CLAIM = (
    update(queue)
    .where(scoped(queue), queue.c.id.in_(select(_lane_heads.c.id)))
    .values(
        leased_until=bindparam("until", type_=Instant),
        fence=queue.c.fence + 1,
        attempts=queue.c.attempts + 1,
    )
    .returning(*_columns)
)
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
DUE_TENANTS = (
    select(queue.c.tenant_id)
    .where(
        _ready,
        queue.c.due_at <= bindparam("at", type_=Instant),
        queue.c.leased_until <= _at_wall,
    )
    .distinct()
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
