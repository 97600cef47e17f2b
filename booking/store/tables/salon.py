"""Tables of salons: who they are, what they offer, who does it and when."""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
    text,
)

from booking.store.columns import Document, Instant
from booking.store.tenancy import metadata, tenant_table

# What must be unique across salons: (kind, external id) -> tenant. It belongs to nobody.
directory = Table(
    "directory",
    metadata,
    Column("kind", String(32), primary_key=True),  # slug, whatsapp
    Column("external_id", String(160), primary_key=True),
    Column("tenant_id", BigInteger, nullable=False),
)

tenants = tenant_table(
    "tenants",
    Column("slug", String(64), nullable=False),
    Column("settings", Document, nullable=False),
    Column("credentials", String),  # encrypted JSON; never set for the first tenant
    Column("catalog_version", Integer, nullable=False),
    Column("created_at", Instant, nullable=False),
    key=(),
)

categories = tenant_table(
    "categories",
    Column("id", BigInteger, nullable=False),
    Column("slug", String(64), nullable=False),
    Column("name", Document, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("retired_at", Instant),
    UniqueConstraint("tenant_id", "slug"),
)

services = tenant_table(
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
    Column("rules", Document),  # null: those of the salon
    Column("photos", Document),  # a list; null: none
    UniqueConstraint("tenant_id", "slug"),
    ForeignKeyConstraint(["tenant_id", "category_id"], ["categories.tenant_id", "categories.id"]),
)

# A calendar is what can be occupied: a person, or a chair. Its row is what a booking locks.
calendars = tenant_table(
    "calendars",
    Column("id", BigInteger, nullable=False),
    Column("slug", String(64), nullable=False),
    Column("name", Document, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("own_hours", SmallInteger, nullable=False),  # 0: the salon's hours
    Column("role", String(16), nullable=False),
    Column("telegram_id", BigInteger),
    Column("retired_at", Instant),
    Column("rules", Document),  # null: nothing changes its hours
    Column("kind", String(8), nullable=False, server_default=text("'staff'")),  # or unit
    Column("photos", Document),  # a list; null: none
    UniqueConstraint("tenant_id", "slug"),
)

offers = tenant_table(
    "offers",
    Column("calendar_id", BigInteger, nullable=False),
    Column("service_id", BigInteger, nullable=False),
    Column("minutes", Integer),  # of this person; null, like the price: the service's own
    Column("price_minor", BigInteger),
    ForeignKeyConstraint(["tenant_id", "calendar_id"], ["calendars.tenant_id", "calendars.id"]),
    ForeignKeyConstraint(["tenant_id", "service_id"], ["services.tenant_id", "services.id"]),
    key=("calendar_id", "service_id"),
)

# Minutes of the local day on which the span starts; an end beyond 1440 is on the next day.
opening_hours = tenant_table(
    "opening_hours",
    Column("id", BigInteger, nullable=False),
    Column("calendar_id", BigInteger),  # null: the salon itself
    Column("weekday", SmallInteger, nullable=False),  # 0 is Monday
    Column("opens", SmallInteger, nullable=False),
    Column("closes", SmallInteger, nullable=False),
    ForeignKeyConstraint(["tenant_id", "calendar_id"], ["calendars.tenant_id", "calendars.id"]),
    Index("ix_opening_hours_calendar", "tenant_id", "calendar_id"),
)
