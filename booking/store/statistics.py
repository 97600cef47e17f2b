"""What a database knows of its own rows when it chooses an index."""

from booking.store.database import Database

_SAMPLE = 1_000  # entries of each index: milliseconds, however long it is


async def analyse(database: Database) -> None:
    """Let SQLite count what its indexes find; PostgreSQL does so by itself.

    Uncounted, it takes every salon for one with ten bookings, and answers some questions by reading
    all that there are.
    """
    if not database.is_sqlite:
        return
    async with database.across_tenants() as connection:
        await connection.exec_driver_sql(f"PRAGMA analysis_limit = {_SAMPLE}")
        # Made anew, since other connections read what was counted only when a table is.
        await connection.exec_driver_sql("DROP TABLE IF EXISTS sqlite_stat1")
        await connection.exec_driver_sql("ANALYZE")
