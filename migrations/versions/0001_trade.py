"""The tables of the trade; overlapping claims are refused by the database itself."""

from alembic import op
from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
    text,
)

from booking.store.columns import Document, Instant
from migrations.tables import create_tenant_table, is_postgresql

revision = "0001"
down_revision = None


def upgrade() -> None:
    _create_salons()
    _create_people()
    _create_bookings()
    _create_claims()
    _refuse_overlaps()
    _create_queue()


def _create_salons() -> None:
    op.create_table(
        "directory",
        Column("kind", String(32), primary_key=True),
        Column("external_id", String(160), primary_key=True),
        Column("tenant_id", BigInteger, nullable=False),
    )
    create_tenant_table(
        "tenants",
        Column("slug", String(64), nullable=False),
        Column("settings", Document, nullable=False),
        Column("credentials", String),
        Column("catalog_version", Integer, nullable=False),
        Column("created_at", Instant, nullable=False),
        key=(),
    )
    create_tenant_table(
        "categories",
        Column("id", BigInteger, nullable=False),
        Column("slug", String(64), nullable=False),
        Column("name", Document, nullable=False),
        Column("ordinal", Integer, nullable=False),
        Column("retired_at", Instant),
        UniqueConstraint("tenant_id", "slug"),
    )
    create_tenant_table(
        "services",
        Column("id", BigInteger, nullable=False),
        Column("slug", String(64), nullable=False),
        Column("category_id", BigInteger),
        Column("name", Document, nullable=False),
        Column("ordinal", Integer, nullable=False),
        Column("minutes", Integer, nullable=False),
        Column("buffer_before", Integer, nullable=False),
        Column("buffer_after", Integer, nullable=False),
        Column("price_minor", BigInteger, nullable=False),
        Column("deposit_minor", BigInteger),
        Column("retired_at", Instant),
        UniqueConstraint("tenant_id", "slug"),
        ForeignKeyConstraint(
            ["tenant_id", "category_id"], ["categories.tenant_id", "categories.id"]
        ),
    )
    create_tenant_table(
        "calendars",
        Column("id", BigInteger, nullable=False),
        Column("slug", String(64), nullable=False),
        Column("name", Document, nullable=False),
        Column("ordinal", Integer, nullable=False),
        Column("own_hours", SmallInteger, nullable=False),
        Column("role", String(16), nullable=False),
        Column("telegram_id", BigInteger),
        Column("retired_at", Instant),
        UniqueConstraint("tenant_id", "slug"),
    )
    create_tenant_table(
        "offers",
        Column("calendar_id", BigInteger, nullable=False),
        Column("service_id", BigInteger, nullable=False),
        ForeignKeyConstraint(["tenant_id", "calendar_id"], ["calendars.tenant_id", "calendars.id"]),
        ForeignKeyConstraint(["tenant_id", "service_id"], ["services.tenant_id", "services.id"]),
        key=("calendar_id", "service_id"),
    )
    create_tenant_table(
        "opening_hours",
        Column("id", BigInteger, nullable=False),
        Column("calendar_id", BigInteger),
        Column("weekday", SmallInteger, nullable=False),
        Column("opens", SmallInteger, nullable=False),
        Column("closes", SmallInteger, nullable=False),
        ForeignKeyConstraint(["tenant_id", "calendar_id"], ["calendars.tenant_id", "calendars.id"]),
        Index("ix_opening_hours_calendar", "tenant_id", "calendar_id"),
    )


def _create_people() -> None:
    create_tenant_table(
        "customers",
        Column("id", BigInteger, nullable=False),
        Column("name", String(80)),
        Column("phone", String(20)),
        Column("language", String(8)),
        Column("created_at", Instant, nullable=False),
    )
    create_tenant_table(
        "addresses",
        Column("channel", String(16), nullable=False),
        Column("external_id", String(160), nullable=False),
        Column("customer_id", BigInteger, nullable=False),
        Column("heard_at", Instant, nullable=False),
        Column("unreachable_at", Instant),
        ForeignKeyConstraint(["tenant_id", "customer_id"], ["customers.tenant_id", "customers.id"]),
        Index("ix_addresses_customer", "tenant_id", "customer_id"),
        key=("channel", "external_id"),
    )
    create_tenant_table(
        "audit",
        Column("id", BigInteger, nullable=False),
        Column("at", Instant, nullable=False),
        Column("actor", String(16), nullable=False),
        Column("actor_id", String(160)),
        Column("action", String(32), nullable=False),
        Column("booking_id", BigInteger),
        Column("details", Document),
        Index("ix_audit_booking", "tenant_id", "booking_id"),
    )


def _create_bookings() -> None:
    create_tenant_table(
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
        Column("held_until", Instant),
        Column("currency", String(3), nullable=False),
        Column("price_minor", BigInteger, nullable=False),
        Column("deposit_minor", BigInteger, nullable=False),
        Column("terms", Document, nullable=False),
        Column("created_at", Instant, nullable=False),
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
    create_tenant_table(
        "booking_lines",
        Column("booking_id", BigInteger, nullable=False),
        Column("ordinal", Integer, nullable=False),
        Column("service_id", BigInteger, nullable=False),
        Column("calendar_id", BigInteger, nullable=False),
        Column("starts_at", Instant, nullable=False),
        Column("ends_at", Instant, nullable=False),
        Column("price_minor", BigInteger, nullable=False),
        ForeignKeyConstraint(["tenant_id", "booking_id"], ["bookings.tenant_id", "bookings.id"]),
        ForeignKeyConstraint(["tenant_id", "service_id"], ["services.tenant_id", "services.id"]),
        ForeignKeyConstraint(["tenant_id", "calendar_id"], ["calendars.tenant_id", "calendars.id"]),
        Index("ix_booking_lines_calendar", "tenant_id", "calendar_id", "starts_at"),
        key=("booking_id", "ordinal"),
    )


def _create_claims() -> None:
    # The longest claim is a constant, so that looking for overlaps need not read the whole history.
    longest = "interval '36 hours'" if is_postgresql() else "129600000000"  # microseconds
    create_tenant_table(
        "claims",
        Column("id", BigInteger, nullable=False),
        Column("calendar_id", BigInteger, nullable=False),
        Column("booking_id", BigInteger, nullable=False),
        Column("starts_at", Instant, nullable=False),
        Column("ends_at", Instant, nullable=False),
        Column("active", Boolean(create_constraint=False), nullable=False),
        Column("held_until", Instant),
        Column("held_for", BigInteger),
        CheckConstraint("ends_at > starts_at", name="length"),
        CheckConstraint(f"ends_at <= starts_at + {longest}", name="longest"),
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


def _refuse_overlaps() -> None:
    if is_postgresql():
        op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        op.execute(
            "ALTER TABLE claims ADD CONSTRAINT no_overlap EXCLUDE USING gist (tenant_id WITH =,"
            " calendar_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (active)"
        )
        return
    overlapping = """
        SELECT RAISE(ABORT, 'no_overlap') WHERE EXISTS (
            SELECT 1 FROM claims
            WHERE tenant_id = NEW.tenant_id AND calendar_id = NEW.calendar_id AND active
            AND starts_at > NEW.starts_at - 129600000000 AND starts_at < NEW.ends_at
            AND ends_at > NEW.starts_at"""
    op.execute(
        "CREATE TRIGGER no_overlap_insert BEFORE INSERT ON claims WHEN NEW.active"
        f" BEGIN {overlapping}); END"
    )
    op.execute(
        "CREATE TRIGGER no_overlap_update BEFORE UPDATE ON claims WHEN NEW.active"
        f" BEGIN {overlapping} AND id <> OLD.id); END"
    )


def _create_queue() -> None:
    ready = text("state = 'ready'")
    create_tenant_table(
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
        Column("leased_until", Instant, nullable=False),
        Column("fence", Integer, nullable=False),
        Column("state", String(8), nullable=False),
        Column("last_error", Text),
        Column("ended_at", Instant),
        UniqueConstraint("tenant_id", "topic", "dedupe"),
        CheckConstraint("state IN ('ready','done','parked')", name="state"),
        Index("ix_queue_due", "due_at", "tenant_id", postgresql_where=ready, sqlite_where=ready),
        Index(
            "ix_queue_lane", "tenant_id", "lane", "id", postgresql_where=ready, sqlite_where=ready
        ),
        Index("ix_queue_ended", "ended_at"),
    )
