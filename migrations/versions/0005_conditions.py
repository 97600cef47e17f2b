"""Room for prices and lengths of single staff members, for VAT, requests and arrivals."""

from alembic import op
from sqlalchemy import BigInteger, Column, Integer

from booking.store.columns import Instant

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("offers", Column("minutes", Integer))
    op.add_column("offers", Column("price_minor", BigInteger))
    op.add_column("booking_lines", Column("vat_basis_points", Integer))
    op.add_column("bookings", Column("answer_until", Instant))
    op.add_column("bookings", Column("arrived_at", Instant))
