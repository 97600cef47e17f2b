"""What everything else stands on: the catalogue file, the database and its schema."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from booking.catalog_file import Catalogue, read_catalogue
from booking.errors import Invalid, Unavailable
from booking.store.database import Database
from bot.operations.finding import Finding, note, ok, wrong
from bot.settings import Settings

_PATIENCE = 10.0  # seconds


@dataclass(frozen=True, slots=True)
class Schema:
    """What the migrations say; they belong to no package."""

    newest: Callable[[], str]
    version_of: Callable[[Connection], str | None]  # null: an empty database


def read_file(path: Path | None) -> tuple[Catalogue | None, Sequence[Finding]]:
    """The salon's file and its photos, and what is wrong, each problem with its line and field."""
    if path is None:
        return None, []
    try:
        catalogue = read_catalogue(path.read_text(encoding="utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        return None, [wrong("SALON_FILE", f"{path} cannot be read: {error}")]
    except Invalid as error:
        return None, [wrong(problem.where, problem.what) for problem in error.problems]
    counted = f"{len(catalogue.services)} services, {len(catalogue.staff)} staff"
    if catalogue.pictures:
        counted += f", {len(catalogue.pictures)} photos"
    return catalogue, [ok("SALON_FILE", f"{path} is valid: {counted}")]


def missing_file(settings: Settings) -> Path | None:
    """The file that SQLite's database would be, if it is not there yet."""
    name = make_url(settings.database_url).database
    if not settings.is_sqlite or not name or name == ":memory:" or Path(name).exists():
        return None
    return Path(name)


class Stage(StrEnum):
    """How far the database is."""

    UNKNOWN = "unknown"
    EMPTY = "empty"
    BEHIND = "behind"
    USABLE = "usable"


async def check_database(database: Database, schema: Schema) -> tuple[Stage, Finding]:
    """Has it the tables of this release, and what to do if it has not?"""
    where, newest = "DATABASE_URL", schema.newest()
    try:
        async with asyncio.timeout(_PATIENCE), database.across_tenants() as connection:
            version = await connection.run_sync(schema.version_of)
    except (SQLAlchemyError, OSError, Unavailable, TimeoutError) as error:
        return Stage.UNKNOWN, wrong(where, f"the database cannot be reached: {_reason(error)}")
    if version is None:
        return Stage.EMPTY, note(where, f"the database is empty: `run` makes the tables ({newest})")
    if version < newest:
        behind = f"the schema is {version}, this release needs {newest}: `python main.py migrate`"
        return Stage.BEHIND, wrong(where, behind)
    if version > newest:
        newer = f"the schema is {version}, newer than this release ({newest})"
        return Stage.USABLE, note(where, newer)
    return Stage.USABLE, ok(where, f"the database is reached, its schema is {version}")


def _reason(error: Exception) -> str:
    """The first line of what the driver says; it names no password."""
    said = str(getattr(error, "orig", None) or error).strip() or type(error).__name__
    return said.splitlines()[0]
