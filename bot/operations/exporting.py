"""All data out of the database, in a form that other programs read."""

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import Connection

from booking.errors import Invalid, Problem
from booking.store.database import Database
from bot.operations.export_csv import as_csv
from bot.operations.export_ics import as_ics
from bot.operations.export_json import as_json
from bot.operations.export_rows import Exported, exported
from bot.operations.salons import tenant_ids

FORMATS: Mapping[str, Callable[[Sequence[Exported]], bytes]] = {
    "json": as_json,
    "csv": as_csv,
    "ics": as_ics,
}


async def export(
    database: Database, schema_is_current: Callable[[Connection], bool], form: str
) -> bytes:
    """Every salon's bookings with customers, services, staff and payments.

    The same data give the same bytes: instants in UTC, sums as decimal text. Raises Invalid if the
    database lacks tables of this release.
    """
    await check_schema(database, schema_is_current)
    salons = [await exported(database, each) for each in await tenant_ids(database)]
    return FORMATS[form](salons)


async def check_schema(database: Database, schema_is_current: Callable[[Connection], bool]) -> None:
    """Raise Invalid if the database lacks tables of this release."""
    async with database.across_tenants() as connection:
        if not await connection.run_sync(schema_is_current):
            behind = "the database is not up to date: `python main.py migrate`"
            raise Invalid([Problem("DATABASE_URL", behind)])
