"""Tables of payments: where each stands, and everything that ever happened to it."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    UniqueConstraint,
    text,
)

from booking.store.columns import Document, Instant
from booking.store.tenancy import tenant_table

payments = tenant_table(
    "payments",
    Column("id", BigInteger, nullable=False),
    Column("booking_id", BigInteger, nullable=False),
    Column("key", String(80), nullable=False),  # ours, in the invoice's metadata
    Column("state", String(16), nullable=False),  # the projection of the entries
    Column("amount_minor", BigInteger, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("description", String(255), nullable=False),  # shown to the payer
    Column("return_url", String(500)),
    Column("provider", String(16), nullable=False),
    Column("provider_id", String(80)),  # the invoice
    Column("provider_payment_id", String(80)),  # the payment that settled it
    Column("url", String(500)),
    Column("expires_at", Instant, nullable=False),
    Column("received_minor", BigInteger, nullable=False, server_default=text("0")),
    Column("owed_minor", BigInteger, nullable=False),  # what is to be given back in all
    Column("refunded_minor", BigInteger, nullable=False),
    Column("refunding_until", Instant),  # somebody is giving money back right now
    Column("revision", Integer, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
    UniqueConstraint("tenant_id", "key"),
    UniqueConstraint("tenant_id", "provider", "provider_id"),
    CheckConstraint(
        "state IN ('requested','open','authorized','voided','paid','to_refund','refunded',"
        "'cancelled','expired','mismatch','failed')",
        name="state",
    ),
    CheckConstraint(
        "amount_minor > 0 AND received_minor >= 0 AND refunded_minor >= 0"
        " AND owed_minor BETWEEN 0 AND received_minor",
        name="money",
    ),
    ForeignKeyConstraint(["tenant_id", "booking_id"], ["bookings.tenant_id", "bookings.id"]),
    Index("ix_payments_booking", "tenant_id", "booking_id"),
    Index("ix_payments_state", "tenant_id", "state", "updated_at"),
)

# Append-only; what the provider tells twice is written once.
payment_entries = tenant_table(
    "payment_entries",
    Column("id", BigInteger, nullable=False),
    Column("payment_id", BigInteger, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("provider_id", String(160), nullable=False),  # empty: the provider has no part in it
    Column("amount_minor", BigInteger, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("fee_minor", BigInteger),  # the provider's
    Column("note", String(80)),
    Column("at", Instant, nullable=False),
    UniqueConstraint("tenant_id", "payment_id", "kind", "provider_id"),
    CheckConstraint(
        "kind IN ('requested','opened','authorized','captured','voided','paid',"
        "'refund_requested','refunded','cancelled','expired','mismatch','failed')",
        name="kind",
    ),
    ForeignKeyConstraint(["tenant_id", "payment_id"], ["payments.tenant_id", "payments.id"]),
    Index("ix_payment_entries_at", "tenant_id", "at"),
)

# What customers were given for their money, in sequences without gaps; never changed.
receipts = tenant_table(
    "receipts",
    Column("id", BigInteger, nullable=False),
    Column("series", String(16), nullable=False),
    Column("number", Integer, nullable=False),
    Column("booking_id", BigInteger, nullable=False),
    Column("payment_id", BigInteger, nullable=False),
    Column("entry_id", BigInteger, nullable=False),  # the money that it is for
    Column("content", Document, nullable=False),  # all that it says
    Column("issued_at", Instant, nullable=False),
    UniqueConstraint("tenant_id", "series", "number"),
    UniqueConstraint("tenant_id", "entry_id"),
    CheckConstraint("series IN ('invoice','credit_note')", name="series"),
    ForeignKeyConstraint(["tenant_id", "booking_id"], ["bookings.tenant_id", "bookings.id"]),
    ForeignKeyConstraint(["tenant_id", "payment_id"], ["payments.tenant_id", "payments.id"]),
    ForeignKeyConstraint(
        ["tenant_id", "entry_id"], ["payment_entries.tenant_id", "payment_entries.id"]
    ),
    Index("ix_receipts_booking", "tenant_id", "booking_id"),
)

# The last number given in each series; its row is locked by who gives the next.
receipt_numbers = tenant_table(
    "receipt_numbers",
    Column("series", String(16), nullable=False),
    Column("last", Integer, nullable=False),
    key=("series",),
)
