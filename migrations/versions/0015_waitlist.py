"""The waiting list, and which bookings are its offers."""

from alembic import op
from sqlalchemy import BigInteger, CheckConstraint, Column, Date, ForeignKeyConstraint, String

from booking.store.columns import Document, Instant
from migrations.tables import create_tenant_table

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    create_tenant_table(
        "waitlist",
        Column("id", BigInteger, nullable=False),
        Column("customer_id", BigInteger, nullable=False),
        Column("channel", String(16), nullable=False),
        Column("chat", String(160), nullable=False),
        Column("services", Document, nullable=False),
        Column("staff_id", BigInteger),
        Column("for_whom", String(80)),
        Column("first_day", Date, nullable=False),
        Column("last_day", Date, nullable=False),
        Column("part", String(16), nullable=False),
        Column("status", String(16), nullable=False),
        Column("passed", Document, nullable=False),
        Column("created_at", Instant, nullable=False),
        CheckConstraint("status IN ('waiting','offered','booked','left')", name="status"),
        CheckConstraint("last_day >= first_day", name="days"),
        ForeignKeyConstraint(["tenant_id", "customer_id"], ["customers.tenant_id", "customers.id"]),
    )
    op.create_index("ix_waitlist_customer", "waitlist", ["tenant_id", "customer_id"])
    op.create_index("ix_waitlist_waiting", "waitlist", ["tenant_id", "status", "last_day"])
    op.add_column("bookings", Column("waiting_id", BigInteger))
    op.add_column("bookings", Column("offered_until", Instant))
