"""Tables of photos: pictures by the name of their content, and the files that they were made of."""

from sqlalchemy import Column, LargeBinary, String

from booking.store.tenancy import tenant_table

pictures = tenant_table(
    "pictures",
    Column("name", String(64), nullable=False),  # SHA-256 of the content
    Column("content", LargeBinary, nullable=False),  # a JPEG without metadata
    key=("name",),
)

# Which of them a file became; an unchanged stamp spares it from being read again.
photo_files = tenant_table(
    "photo_files",
    Column("address", String(500), nullable=False),
    Column("stamp", String(300)),
    Column("picture", String(64), nullable=False),
    key=("address",),
)
