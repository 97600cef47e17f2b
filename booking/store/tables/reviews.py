"""Tables of what customers thought of their visits, and what it comes to for whom and what."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Integer,
    SmallInteger,
    String,
)

import booking.store.tables.bookings  # noqa: F401  # a foreign key names a table of it
from booking.store.columns import Instant
from booking.store.tenancy import tenant_table

reviews = tenant_table(
    "reviews",
    Column("booking_id", BigInteger, nullable=False),
    Column("stars", SmallInteger, nullable=False),
    Column("comment", String(1000)),
    Column("at", Instant, nullable=False),
    CheckConstraint("stars BETWEEN 1 AND 5", name="stars"),
    ForeignKeyConstraint(["tenant_id", "booking_id"], ["bookings.tenant_id", "bookings.id"]),
    key=("booking_id",),
)

# Of a staff member's calendar or a service: so many ratings, with so many stars together.
scores = tenant_table(
    "scores",
    Column("object_id", BigInteger, nullable=False),
    Column("ratings", Integer, nullable=False),
    Column("stars", Integer, nullable=False),
    key=("object_id",),
)
