"""Everything that `check` looks at, put together."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain

from aiohttp import ClientSession

from booking.catalog_file import Catalogue
from booking.clock import Clock
from booking.errors import Invalid
from booking.store.database import Database
from bot.operations.account_checks import check_settings
from bot.operations.finding import Finding, any_wrong, note, wrong
from bot.operations.ground_checks import Schema, Stage, check_database, missing_file, read_file
from bot.operations.moyasar_checks import A_MOMENT, NO_WAIT
from bot.operations.public_checks import check_public_url
from bot.operations.reading import Readable
from bot.operations.salon_checks import look_at_salon
from bot.operations.salons import Account, every_salon
from bot.settings import Settings
from bot.tenants import Credentials
from bot.vendors import Vendors

Create = Callable[[Settings], Awaitable[Sequence[Finding]]]
_AT_ONCE = 8  # salons
_FIRST_SLUG = "main"  # unless the catalogue says otherwise


async def check(
    readable: Readable, clock: Clock, schema: Schema, create: Create | None = None
) -> Sequence[Finding]:
    """What is wrong and what to do; `create` first makes what is missing at the vendors.

    Nothing is made if what everything stands on is wrong.
    """
    findings = [wrong(problem.where, problem.what) for problem in readable.problems]
    settings = readable.settings
    if settings is None:
        return findings
    catalogue, in_file = await asyncio.to_thread(read_file, settings.salon_file)
    findings += in_file
    made: Sequence[Finding] = ()
    async with AsyncExitStack() as stack:
        ground = await _ground(stack, readable, settings, clock, schema)
        if create is not None and not any_wrong([*findings, *ground.findings]):
            made = await _made(create, settings)
            ground = await _ground(stack, readable, settings, clock, schema)
        patience = A_MOMENT if made else NO_WAIT
        looked = await _look(settings, ground, catalogue, clock, patience)
    told = [*ground.findings, *check_settings(settings), *looked]
    news = [one for one in told if one.where not in readable.wrong_names]
    return [*findings, *made, *news]


async def _made(create: Create, settings: Settings) -> Sequence[Finding]:
    try:
        return await create(settings)
    except Invalid as error:
        return [wrong(problem.where, problem.what) for problem in error.problems]


@dataclass(frozen=True, slots=True)
class _Ground:
    """The database, if it can be asked."""

    findings: Sequence[Finding] = ()
    database: Database | None = None
    is_empty: bool = False


async def _ground(
    stack: AsyncExitStack, readable: Readable, settings: Settings, clock: Clock, schema: Schema
) -> _Ground:
    if "DATABASE_URL" in readable.wrong_names:
        return _Ground()
    if file := missing_file(settings):
        told = note("DATABASE_URL", f"{file} is not there yet: `run` makes it")
        return _Ground([told], is_empty=True)
    database = Database(settings.database_url, clock)
    stack.push_async_callback(database.close)
    stage, told = await check_database(database, schema)
    usable = database if stage is Stage.USABLE else None
    return _Ground([told], usable, is_empty=stage is Stage.EMPTY)


async def _look(
    settings: Settings,
    ground: _Ground,
    catalogue: Catalogue | None,
    clock: Clock,
    patience: timedelta,
) -> list[Finding]:
    """All salons, several at once; the findings are in the order of the salons."""
    database = ground.database
    salons = await every_salon(database, settings) if database else []
    is_none = not salons and (ground.is_empty or database is not None)
    findings = _no_salon(settings, catalogue) if is_none else []
    if not salons:
        slug = catalogue.salon.slug if catalogue else _FIRST_SLUG
        salons = [Account(0, slug, Credentials.from_settings(settings), is_first=True)]
    places = asyncio.Semaphore(_AT_ONCE)

    async def look_at(salon: Account) -> Sequence[Finding]:
        async with places:
            known = database if salon.tenant_id else None
            return await look_at_salon(vendors, salon, known, catalogue, clock.now(), patience)

    async with ClientSession() as session:
        vendors = Vendors(settings, session)
        found = await asyncio.gather(check_public_url(settings, session), *map(look_at, salons))
    return [*findings, *chain.from_iterable(found)]


def _no_salon(settings: Settings, catalogue: Catalogue | None) -> list[Finding]:
    if catalogue is not None:
        return [note("SALON_FILE", f"{catalogue.salon.slug} is imported by `run`")]
    if settings.salon_file is not None:
        return []  # what is wrong with it was told
    return [wrong("SALON_FILE", "no salon is known yet: name a catalogue, for example salon.toml")]
