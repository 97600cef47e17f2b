"""The tables of Telegram's own invoices."""

from sqlalchemy import BigInteger, Column, Index, String

from booking.store.columns import Instant
from migrations.tables import create_tenant_table

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    create_tenant_table(
        "telegram_invoices",
        Column("key", String(128), nullable=False),
        Column("amount_minor", BigInteger, nullable=False),
        Column("currency", String(3), nullable=False),
        Column("url", String(500), nullable=False),
        Column("expires_at", Instant, nullable=False),
        Column("opened_at", Instant, nullable=False),
        Column("cancelled_at", Instant),
        key=("key",),
    )
    create_tenant_table(
        "telegram_payments",
        Column("charge_id", String(160), nullable=False),
        Column("provider_charge_id", String(160), nullable=False),
        Column("key", String(128), nullable=False),
        Column("amount_minor", BigInteger, nullable=False),
        Column("currency", String(3), nullable=False),
        Column("refunded_minor", BigInteger, nullable=False),
        Column("paid_at", Instant, nullable=False),
        Index("ix_telegram_payments_key", "tenant_id", "key"),
        Index("ix_telegram_payments_paid", "tenant_id", "paid_at"),
        key=("charge_id",),
    )
