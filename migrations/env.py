"""Where Alembic enters; `migrations.upgrade` hands in the connection, in its transaction."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes["metadata"],  # its naming convention is used
)
context.run_migrations()
