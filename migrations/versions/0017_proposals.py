"""Another time that the staff propose for a request."""

from alembic import op
from sqlalchemy import Column

from booking.store.columns import Instant

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.add_column("bookings", Column("proposed_at", Instant))
