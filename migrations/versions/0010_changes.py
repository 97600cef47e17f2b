"""Where a booking was before it was moved, and the calendars that customers subscribe to."""

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKeyConstraint

from booking.store.columns import Instant
from migrations.tables import create_tenant_table

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("bookings", Column("moved_from", Instant))
    create_tenant_table(
        "calendar_feeds",
        Column("id", BigInteger, nullable=False),
        Column("customer_id", BigInteger, nullable=False),
        Column("created_at", Instant, nullable=False),
        Column("closed_at", Instant),
        ForeignKeyConstraint(["tenant_id", "customer_id"], ["customers.tenant_id", "customers.id"]),
    )
    op.create_index("ix_calendar_feeds_customer", "calendar_feeds", ["tenant_id", "customer_id"])
