"""Tables of bookings and of the claims that they hold on calendars.

That active claims of one calendar never overlap is an exclusion constraint on PostgreSQL and a
pair of triggers on SQLite; both stand in the migration, since no construct describes both.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    UniqueConstraint,
    false,
    text,
)

import booking.store.tables.people
import booking.store.tables.salon  # noqa: F401  # foreign keys name tables of both
from booking.store.columns import Document, Instant
from booking.store.tenancy import tenant_table

bookings = tenant_table(
    "bookings",
    Column("id", BigInteger, nullable=False),
    Column("code", String(8), nullable=False),
    Column("request_key", String(80), nullable=False),
    Column("customer_id", BigInteger, nullable=False),
    Column("channel", String(16), nullable=False),
    Column("chat", String(160), nullable=False),
    Column("status", String(16), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("held_until", Instant),  # null once confirmed
    Column("currency", String(3), nullable=False),
    Column("price_minor", BigInteger, nullable=False),
    Column("deposit_minor", BigInteger, nullable=False),  # 0: pay at the salon
    Column("terms", Document, nullable=False),  # as they were at booking time
    Column("created_at", Instant, nullable=False),
    Column("moves", Integer, nullable=False, server_default=text("0")),  # by the customer
    Column(
        "needs_approval",  # also once it is paid
        Boolean(create_constraint=False),
        nullable=False,
        server_default=false(),
    ),
    Column("series_id", BigInteger),  # the first booking of the series
    Column("answer_until", Instant),  # a request's: then it is declined
    Column("arrived_at", Instant),
    Column("coming_for", Instant),  # the start for which the customer said "I'll come"
    Column("person_id", BigInteger),  # for whom; null: the customer
    Column("waiting_id", BigInteger),  # the entry of the waiting list that it was offered to
    Column("offered_until", Instant),  # null once it was taken
    Column("proposed_at", Instant),  # another time for a request, by the staff
    Column("moved_from", Instant),  # where it started before it was moved last
    UniqueConstraint("tenant_id", "request_key"),
    CheckConstraint(
        "status IN ('requested','held','confirmed','completed','no_show',"
        "'declined','expired','cancelled')",
        name="status",
    ),
    CheckConstraint("ends_at > starts_at", name="length"),
    CheckConstraint("price_minor >= 0 AND deposit_minor >= 0", name="money"),
    ForeignKeyConstraint(["tenant_id", "customer_id"], ["customers.tenant_id", "customers.id"]),
    Index("ix_bookings_customer", "tenant_id", "customer_id", "starts_at"),
    Index("ix_bookings_start", "tenant_id", "starts_at"),
)

booking_lines = tenant_table(
    "booking_lines",
    Column("booking_id", BigInteger, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("service_id", BigInteger, nullable=False),
    Column("calendar_id", BigInteger, nullable=False),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("price_minor", BigInteger, nullable=False),
    Column("vat_basis_points", Integer),  # of its price; null: what the booking's terms say
    ForeignKeyConstraint(["tenant_id", "booking_id"], ["bookings.tenant_id", "bookings.id"]),
    ForeignKeyConstraint(["tenant_id", "service_id"], ["services.tenant_id", "services.id"]),
    ForeignKeyConstraint(["tenant_id", "calendar_id"], ["calendars.tenant_id", "calendars.id"]),
    Index("ix_booking_lines_calendar", "tenant_id", "calendar_id", "starts_at"),
    key=("booking_id", "ordinal"),
)

claims = tenant_table(
    "claims",
    Column("id", BigInteger, nullable=False),
    Column("calendar_id", BigInteger, nullable=False),
    Column("booking_id", BigInteger, nullable=False),
    Column("starts_at", Instant, nullable=False),  # buffers included
    Column("ends_at", Instant, nullable=False),
    Column("active", Boolean(create_constraint=False), nullable=False),
    Column("held_until", Instant),  # null once confirmed
    Column("held_for", BigInteger),  # the customer whose hold it is; null once confirmed
    CheckConstraint("ends_at > starts_at", name="length"),
    ForeignKeyConstraint(["tenant_id", "calendar_id"], ["calendars.tenant_id", "calendars.id"]),
    ForeignKeyConstraint(["tenant_id", "booking_id"], ["bookings.tenant_id", "bookings.id"]),
    Index("ix_claims_booking", "tenant_id", "booking_id"),
    Index(
        "ix_claims_active",
        "tenant_id",
        "calendar_id",
        "starts_at",
        postgresql_where=text("active"),
        sqlite_where=text("active"),
    ),
)
