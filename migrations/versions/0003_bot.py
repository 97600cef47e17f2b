"""The tables of conversations."""

from sqlalchemy import BigInteger, Column, ForeignKeyConstraint, Integer, String

from booking.store.columns import Document, Instant
from migrations.tables import create_tenant_table

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    create_tenant_table(
        "conversations",
        Column("channel", String(16), nullable=False),
        Column("chat", String(160), nullable=False),
        Column("person", String(160), nullable=False),
        Column("state", Document, nullable=False),
        Column("shown", String(80), nullable=False, server_default=""),
        Column("minute_at", Instant, nullable=False),
        Column("minute_count", Integer, nullable=False),
        key=("channel", "chat", "person"),
    )
    create_tenant_table(
        "staff_messages",
        Column("booking_id", BigInteger, nullable=False),
        Column("chat", String(80), nullable=False),
        Column("message", String(80), nullable=False),
        ForeignKeyConstraint(["tenant_id", "booking_id"], ["bookings.tenant_id", "bookings.id"]),
        key=("booking_id",),
    )
    create_tenant_table(
        "staff_chats",
        Column("chat", String(80), nullable=False),
        Column("moved_to", String(80)),
        Column("lost_at", Instant),
        key=("chat",),
    )
    create_tenant_table(
        "contents",
        Column("name", String(64), nullable=False),
        Column("language", String(8), nullable=False),
        Column("sid", String(64), nullable=False),
        key=("name", "language"),
    )
