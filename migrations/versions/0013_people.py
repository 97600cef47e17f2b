"""For whom customers book besides themselves."""

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKeyConstraint, String

from booking.store.columns import Instant
from migrations.tables import create_tenant_table

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    create_tenant_table(
        "persons",
        Column("id", BigInteger, nullable=False),
        Column("customer_id", BigInteger, nullable=False),
        Column("name", String(80), nullable=False),
        Column("created_at", Instant, nullable=False),
        ForeignKeyConstraint(["tenant_id", "customer_id"], ["customers.tenant_id", "customers.id"]),
    )
    op.create_index("ix_persons_customer", "persons", ["tenant_id", "customer_id"])
    op.add_column("bookings", Column("person_id", BigInteger))
