"""Photos of services, staff and past work; by which ids Telegram knows them."""

from alembic import op
from sqlalchemy import Column, LargeBinary, String

from booking.store.columns import Document
from migrations.tables import create_tenant_table

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    create_tenant_table(
        "pictures",
        Column("name", String(64), nullable=False),
        Column("content", LargeBinary, nullable=False),
        key=("name",),
    )
    create_tenant_table(
        "photo_files",
        Column("address", String(500), nullable=False),
        Column("stamp", String(300)),
        Column("picture", String(64), nullable=False),
        key=("address",),
    )
    create_tenant_table(
        "telegram_uploads",
        Column("bot", String(32), nullable=False),
        Column("name", String(64), nullable=False),
        Column("file_id", String(300), nullable=False),
        key=("bot", "name"),
    )
    op.add_column("services", Column("photos", Document))
    op.add_column("calendars", Column("photos", Document))
