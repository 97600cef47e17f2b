"""Creating tables in the form that all of ours have."""

from alembic import op
from sqlalchemy import BigInteger, Column, PrimaryKeyConstraint
from sqlalchemy.sql.schema import SchemaItem


def create_tenant_table(name: str, *parts: SchemaItem, key: tuple[str, ...] = ("id",)) -> None:
    """Create a table of one tenant's rows: `tenant_id` first, also in the primary key."""
    op.create_table(
        name,
        Column("tenant_id", BigInteger, nullable=False),
        *parts,
        PrimaryKeyConstraint("tenant_id", *key),
    )


def is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"
