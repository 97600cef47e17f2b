"""The table of the durable queue: what came in, what goes out, and what is due later."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Index,
    Integer,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
    text,
)

from booking.store.columns import Document, Instant
from booking.store.tenancy import tenant_table

_IS_URGENT = text("state = 'ready' AND priority < 2")
_CAN_WAIT = text("state = 'ready' AND priority >= 2")
_IS_READY = text("state = 'ready'")

queue = tenant_table(
    "queue",
    Column("id", BigInteger, nullable=False),
    Column("topic", String(16), nullable=False),
    Column("lane", String(200), nullable=False),
    Column("priority", SmallInteger, nullable=False),
    Column("dedupe", String(200)),
    Column("payload", Document),
    Column("due_at", Instant, nullable=False),
    Column("useless_after", Instant),
    Column("attempts", Integer, nullable=False),
    Column("leased_until", Instant, nullable=False),  # wall time; the past: not leased
    Column("fence", Integer, nullable=False),
    Column("state", String(8), nullable=False),
    Column("last_error", Text),
    Column("ended_at", Instant),
    UniqueConstraint("tenant_id", "topic", "dedupe"),
    CheckConstraint("state IN ('ready','done','parked')", name="state"),
    Index(
        "ix_queue_urgent",
        "due_at",
        "tenant_id",
        postgresql_where=_IS_URGENT,
        sqlite_where=_IS_URGENT,
    ),
    Index(
        "ix_queue_waiting",
        "due_at",
        "tenant_id",
        "topic",
        postgresql_where=_CAN_WAIT,
        sqlite_where=_CAN_WAIT,
    ),
    Index(
        "ix_queue_lane",
        "tenant_id",
        "lane",
        "id",
        postgresql_where=_IS_READY,
        sqlite_where=_IS_READY,
    ),
    Index("ix_queue_ended", "ended_at"),
)
