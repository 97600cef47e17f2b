"""Room for the rules of services and calendars, and for what befalls a booking by them."""

from alembic import op
from sqlalchemy import BigInteger, Boolean, Column, Integer, String, false, text

from booking.store.columns import Document

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("services", Column("rules", Document))
    op.add_column("calendars", Column("rules", Document))
    op.add_column(
        "calendars", Column("kind", String(8), nullable=False, server_default=text("'staff'"))
    )
    op.add_column("bookings", Column("moves", Integer, nullable=False, server_default=text("0")))
    op.add_column(
        "bookings",
        Column(
            "needs_approval",
            Boolean(create_constraint=False),
            nullable=False,
            server_default=false(),
        ),
    )
    op.add_column("bookings", Column("series_id", BigInteger))
