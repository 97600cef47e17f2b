"""The tables of payments."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    UniqueConstraint,
)

from booking.store.columns import Instant
from migrations.tables import create_tenant_table

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    create_tenant_table(
        "payments",
        Column("id", BigInteger, nullable=False),
        Column("booking_id", BigInteger, nullable=False),
        Column("key", String(80), nullable=False),
        Column("state", String(16), nullable=False),
        Column("amount_minor", BigInteger, nullable=False),
        Column("currency", String(3), nullable=False),
        Column("description", String(255), nullable=False),
        Column("return_url", String(500)),
        Column("provider", String(16), nullable=False),
        Column("provider_id", String(80)),
        Column("provider_payment_id", String(80)),
        Column("url", String(500)),
        Column("expires_at", Instant, nullable=False),
        Column("owed_minor", BigInteger, nullable=False),
        Column("refunded_minor", BigInteger, nullable=False),
        Column("refunding_until", Instant),
        Column("revision", Integer, nullable=False),
        Column("created_at", Instant, nullable=False),
        Column("updated_at", Instant, nullable=False),
        UniqueConstraint("tenant_id", "key"),
        UniqueConstraint("tenant_id", "provider", "provider_id"),
        CheckConstraint(
            "state IN ('requested','open','paid','to_refund','refunded',"
            "'cancelled','expired','mismatch','failed')",
            name="state",
        ),
        CheckConstraint(
            "amount_minor > 0 AND owed_minor BETWEEN 0 AND amount_minor AND refunded_minor >= 0",
            name="money",
        ),
        ForeignKeyConstraint(["tenant_id", "booking_id"], ["bookings.tenant_id", "bookings.id"]),
        Index("ix_payments_booking", "tenant_id", "booking_id"),
        Index("ix_payments_state", "tenant_id", "state", "updated_at"),
    )
    create_tenant_table(
        "payment_entries",
        Column("id", BigInteger, nullable=False),
        Column("payment_id", BigInteger, nullable=False),
        Column("kind", String(16), nullable=False),
        Column("provider_id", String(160), nullable=False),
        Column("amount_minor", BigInteger, nullable=False),
        Column("currency", String(3), nullable=False),
        Column("fee_minor", BigInteger),
        Column("note", String(80)),
        Column("at", Instant, nullable=False),
        UniqueConstraint("tenant_id", "payment_id", "kind", "provider_id"),
        CheckConstraint(
            "kind IN ('requested','opened','paid','refund_requested','refunded',"
            "'cancelled','expired','mismatch','failed')",
            name="kind",
        ),
        ForeignKeyConstraint(["tenant_id", "payment_id"], ["payments.tenant_id", "payments.id"]),
    )
