"""An index by which the money of a day is found."""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_index("ix_payment_entries_at", "payment_entries", ["tenant_id", "at"])
