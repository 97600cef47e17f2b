"""Tables of people: customers and the addresses they write from."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKeyConstraint, Index, String

from booking.store.columns import Document, Instant
from booking.store.tenancy import tenant_table

customers = tenant_table(
    "customers",
    Column("id", BigInteger, nullable=False),
    Column("name", String(80)),
    Column("phone", String(20)),  # E.164; a WhatsApp user may hide it
    Column("language", String(8)),
    Column("created_at", Instant, nullable=False),
    Column("marketing", Boolean(create_constraint=False)),  # null: never asked
    Column("silent_since", Instant),  # "stop all": only what is owed is said
)

addresses = tenant_table(
    "addresses",
    Column("channel", String(16), nullable=False),
    Column("external_id", String(160), nullable=False),
    Column("customer_id", BigInteger, nullable=False),
    Column("heard_at", Instant, nullable=False),  # WhatsApp's 24 hours run from here
    Column("unreachable_at", Instant),
    ForeignKeyConstraint(["tenant_id", "customer_id"], ["customers.tenant_id", "customers.id"]),
    Index("ix_addresses_customer", "tenant_id", "customer_id"),
    key=("channel", "external_id"),
)

# Whom a customer books for besides themselves: a name, or what they are to the customer.
persons = tenant_table(
    "persons",
    Column("id", BigInteger, nullable=False),
    Column("customer_id", BigInteger, nullable=False),
    Column("name", String(80), nullable=False),
    Column("created_at", Instant, nullable=False),
    ForeignKeyConstraint(["tenant_id", "customer_id"], ["customers.tenant_id", "customers.id"]),
    Index("ix_persons_customer", "tenant_id", "customer_id"),
)

# Append-only: who changed what, from which channel.
audit = tenant_table(
    "audit",
    Column("id", BigInteger, nullable=False),
    Column("at", Instant, nullable=False),
    Column("actor", String(16), nullable=False),  # customer, staff, timer, provider, operator
    Column("actor_id", String(160)),
    Column("action", String(32), nullable=False),
    Column("booking_id", BigInteger),
    Column("details", Document),
    Index("ix_audit_booking", "tenant_id", "booking_id"),
)
