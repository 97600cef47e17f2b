"""The table of the waiting list: who would come if a time became free."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    String,
)

import booking.store.tables.people  # noqa: F401  # foreign keys name its tables
from booking.store.columns import Document, Instant
from booking.store.tenancy import tenant_table

waitlist = tenant_table(
    "waitlist",
    Column("id", BigInteger, nullable=False),
    Column("customer_id", BigInteger, nullable=False),
    Column("channel", String(16), nullable=False),
    Column("chat", String(160), nullable=False),
    Column("services", Document, nullable=False),  # ids, in order
    Column("staff_id", BigInteger),  # null: anyone
    Column("for_whom", String(80)),  # null: the customer
    Column("first_day", Date, nullable=False),  # the salon's local days, both included
    Column("last_day", Date, nullable=False),
    Column("part", String(16), nullable=False),  # of the day
    Column("status", String(16), nullable=False),
    Column("passed", Document, nullable=False),  # the starts that were offered and not taken
    Column("created_at", Instant, nullable=False),
    CheckConstraint("status IN ('waiting','offered','booked','left')", name="status"),
    CheckConstraint("last_day >= first_day", name="days"),
    ForeignKeyConstraint(["tenant_id", "customer_id"], ["customers.tenant_id", "customers.id"]),
    Index("ix_waitlist_customer", "tenant_id", "customer_id"),
    Index("ix_waitlist_waiting", "tenant_id", "status", "last_day"),
)
