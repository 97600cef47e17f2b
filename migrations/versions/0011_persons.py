"""Chats that a person has taken over, and the group's messages that speak of them."""

from alembic import op
from sqlalchemy import Column, String

from booking.store.columns import Instant
from migrations.tables import create_tenant_table

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("conversations", Column("with_person_until", Instant))
    create_tenant_table(
        "relays",
        Column("chat", String(80), nullable=False),
        Column("message", String(80), nullable=False),
        Column("channel", String(16), nullable=False),
        Column("customer_chat", String(160), nullable=False),
        Column("at", Instant, nullable=False),
        key=("chat", "message"),
    )
