"""One row for every salon: what was confirmed by older releases is reminded of, ended and rated."""

from datetime import UTC, datetime
from typing import Any

from alembic import op
from sqlalchemy import (
    BigInteger,
    Column,
    Integer,
    SmallInteger,
    String,
    column,
    insert,
    literal,
    select,
    table,
)
from sqlalchemy.types import TypeEngine

from booking.store.columns import Document, Instant

revision = "0018"
down_revision = "0017"

_LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)
_ROW: tuple[tuple[str, TypeEngine[Any], Any], ...] = (
    ("id", BigInteger(), 1),
    ("topic", String(), "plan"),
    ("lane", String(), "plan"),
    ("priority", SmallInteger(), 2),
    ("dedupe", String(), "plan"),
    ("payload", Document, {}),
    ("due_at", Instant(), _LONG_AGO),
    ("leased_until", Instant(), _LONG_AGO),
    ("attempts", Integer(), 0),
    ("fence", Integer(), 0),
    ("state", String(), "ready"),
)


def upgrade() -> None:
    queue = table("queue", column("tenant_id"), *(Column(name, kind) for name, kind, _ in _ROW))
    tenants = table("tenants", column("tenant_id"))
    every = select(tenants.c.tenant_id, *(literal(value, kind) for _, kind, value in _ROW))
    names = ["tenant_id", *(name for name, _, _ in _ROW)]
    op.get_bind().execute(insert(queue).from_select(names, every))
