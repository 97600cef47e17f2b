"""What customers thought of their visits."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Integer,
    SmallInteger,
    String,
)

from booking.store.columns import Instant
from migrations.tables import create_tenant_table

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    create_tenant_table(
        "reviews",
        Column("booking_id", BigInteger, nullable=False),
        Column("stars", SmallInteger, nullable=False),
        Column("comment", String(1000)),
        Column("at", Instant, nullable=False),
        CheckConstraint("stars BETWEEN 1 AND 5", name="stars"),
        ForeignKeyConstraint(["tenant_id", "booking_id"], ["bookings.tenant_id", "bookings.id"]),
        key=("booking_id",),
    )
    create_tenant_table(
        "scores",
        Column("object_id", BigInteger, nullable=False),
        Column("ratings", Integer, nullable=False),
        Column("stars", Integer, nullable=False),
        key=("object_id",),
    )
