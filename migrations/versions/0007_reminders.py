"""What customers answer to reminders and want to hear at all; the queue finds what can wait."""

from alembic import op
from sqlalchemy import Boolean, Column, text

from booking.store.columns import Instant

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("bookings", Column("coming_for", Instant))
    op.add_column("customers", Column("marketing", Boolean(create_constraint=False)))
    op.add_column("customers", Column("silent_since", Instant))
    urgent, waiting = (text(f"state = 'ready' AND priority {side} 2") for side in ("<", ">="))
    op.create_index(
        "ix_queue_urgent",
        "queue",
        ["due_at", "tenant_id"],
        postgresql_where=urgent,
        sqlite_where=urgent,
    )
    op.create_index(
        "ix_queue_waiting",
        "queue",
        ["due_at", "tenant_id", "topic"],
        postgresql_where=waiting,
        sqlite_where=waiting,
    )
    op.drop_index("ix_queue_due", "queue")
