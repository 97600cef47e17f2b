"""More kinds of entries, and what a payment brought in: its state follows from its entries."""

from alembic import op
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
from sqlalchemy.sql.schema import SchemaItem

from booking.store.columns import Instant
from migrations.tables import create_tenant_table, is_postgresql

revision = "0006"
down_revision = "0005"

_STATE = (
    "state IN ('requested','open','authorized','voided','paid','to_refund','refunded',"
    "'cancelled','expired','mismatch','failed')"
)
_MONEY = (
    "amount_minor > 0 AND received_minor >= 0 AND refunded_minor >= 0"
    " AND owed_minor BETWEEN 0 AND received_minor"
)
_KIND = (
    "kind IN ('requested','opened','authorized','captured','voided','paid',"
    "'refund_requested','refunded','cancelled','expired','mismatch','failed')"
)
# What came so far was one payment of the sum that was asked for, or waits for a person.
_FILL = """
UPDATE payments SET received_minor = amount_minor
WHERE state IN ('paid', 'to_refund', 'refunded') OR owed_minor > 0
"""
_KEPT = """
UPDATE payments SET state = 'paid' WHERE state = 'refunded' AND refunded_minor < received_minor
"""


def upgrade() -> None:
    if is_postgresql():
        _change_in_place()
    else:
        _write_anew()
    op.execute(_KEPT)


def _change_in_place() -> None:
    op.add_column("payments", _received())
    op.execute(_FILL)
    op.drop_constraint("ck_payments_state", "payments")
    op.create_check_constraint("state", "payments", _STATE)
    op.drop_constraint("ck_payments_money", "payments")
    op.create_check_constraint("money", "payments", _MONEY)
    op.drop_constraint("ck_payment_entries_kind", "payment_entries")
    op.create_check_constraint("kind", "payment_entries", _KIND)


def _write_anew() -> None:
    """SQLite changes no constraint: the tables are made again, and their rows taken over."""
    for index in ("ix_payments_booking", "ix_payments_state"):
        op.drop_index(index, "payments")
    op.add_column("payments", _received())
    op.execute(_FILL)
    op.rename_table("payments", "old_payments")
    op.rename_table("payment_entries", "old_payment_entries")
    _take_over("payments", _PAYMENTS)
    _take_over("payment_entries", _ENTRIES)
    op.drop_table("old_payment_entries")
    op.drop_table("old_payments")


def _take_over(table: str, parts: tuple[SchemaItem, ...]) -> None:
    create_tenant_table(table, *parts)
    names = ", ".join(["tenant_id", *(part.name for part in parts if isinstance(part, Column))])
    op.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM old_{table}")  # noqa: S608


def _received() -> Column[int]:
    return Column("received_minor", BigInteger, nullable=False, server_default=text("0"))


_PAYMENTS: tuple[SchemaItem, ...] = (
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
    _received(),
    Column("owed_minor", BigInteger, nullable=False),
    Column("refunded_minor", BigInteger, nullable=False),
    Column("refunding_until", Instant),
    Column("revision", Integer, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
    UniqueConstraint("tenant_id", "key"),
    UniqueConstraint("tenant_id", "provider", "provider_id"),
    CheckConstraint(_STATE, name="state"),
    CheckConstraint(_MONEY, name="money"),
    ForeignKeyConstraint(["tenant_id", "booking_id"], ["bookings.tenant_id", "bookings.id"]),
    Index("ix_payments_booking", "tenant_id", "booking_id"),
    Index("ix_payments_state", "tenant_id", "state", "updated_at"),
)
_ENTRIES: tuple[SchemaItem, ...] = (
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
    CheckConstraint(_KIND, name="kind"),
    ForeignKeyConstraint(["tenant_id", "payment_id"], ["payments.tenant_id", "payments.id"]),
)
