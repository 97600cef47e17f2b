"""A salon's report for its operator."""

import asyncio
from collections.abc import Callable
from datetime import date

from sqlalchemy import Connection

from booking.catalog import Catalog, find_tenant, first_tenant
from booking.errors import Invalid, Problem
from booking.store.database import Database
from bot.operations.exporting import check_schema
from bot.reports.csv_table import as_csv
from bot.reports.making import drawn, read
from bot.wording.localization import Wording

FORMATS = ("csv", "png")


async def report(
    database: Database,
    schema_is_current: Callable[[Connection], bool],
    slug: str | None,
    days: tuple[date, date],
    form: str,
) -> bytes:
    """The report of this salon, else the first; its days are the salon's, both included.

    Raises Invalid if there is no such salon, the days are in disorder, or the database lacks tables
    of this release.
    """
    first, last = days
    if last < first:
        raise Invalid([Problem("--to", f"{last} is before {first}")])
    await check_schema(database, schema_is_current)
    material = await read(database, Catalog(), await _tenant(database, slug), first, last)
    if form == "csv":
        return as_csv(material)
    salon = material.salon
    words = Wording.load().in_(salon.languages[0], salon.zone)
    return await asyncio.to_thread(drawn, material, words, database.clock.now())


async def _tenant(database: Database, slug: str | None) -> int:
    async with database.across_tenants() as connection:
        found = (
            await find_tenant(connection, "slug", slug)
            if slug is not None
            else await first_tenant(connection)
        )
    if found is None:
        raise Invalid([Problem("--salon", f"there is no salon {slug or ''}".rstrip())])
    return found
