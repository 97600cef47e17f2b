"""The tables of receipts and credit notes."""

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

from booking.store.columns import Document, Instant
from migrations.tables import create_tenant_table

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    create_tenant_table(
        "receipts",
        Column("id", BigInteger, nullable=False),
        Column("series", String(16), nullable=False),
        Column("number", Integer, nullable=False),
        Column("booking_id", BigInteger, nullable=False),
        Column("payment_id", BigInteger, nullable=False),
        Column("entry_id", BigInteger, nullable=False),
        Column("content", Document, nullable=False),
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
    create_tenant_table(
        "receipt_numbers",
        Column("series", String(16), nullable=False),
        Column("last", Integer, nullable=False),
        key=("series",),
    )
