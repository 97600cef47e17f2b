"""The database's schema, forward only; Alembic is imported when it is needed, not at start."""

from pathlib import Path

from sqlalchemy import Connection, MetaData, inspect, text

_FOLDER = Path(__file__).parent
_LOCK = 7_283_946_115  # any number, the same in every process


def upgrade(connection: Connection, metadata: MetaData) -> None:
    """Bring the schema up to date in the caller's transaction; safe to repeat, one at a time.

    The connection comes from `Database.engine`: on SQLite its BEGIN IMMEDIATE lets one process in.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    if not is_current(connection):
        _run_alembic(connection, metadata)


def is_current(connection: Connection) -> bool:
    """Has the database every migration of this release? A newer database counts as current."""
    version = database_version(connection)
    return version is not None and version >= newest_version()


def database_version(connection: Connection) -> str | None:
    """The newest migration that the database has; None: it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def newest_version() -> str:
    """The newest migration of this release."""
    return max(file.name[:4] for file in (_FOLDER / "versions").glob("[0-9]*.py"))


def _run_alembic(connection: Connection, metadata: MetaData) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection, "metadata": metadata})
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    command.upgrade(config, "head")
