"""The composition root: the only file that knows everything, and the commands."""

import asyncio
import secrets
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import click
import structlog
import uvloop

import migrations
from booking.catalog_file import import_catalogue, known_photos, read_catalogue
from booking.clock import Clock, MovableClock, SystemClock
from booking.errors import Invalid, Problem
from booking.store.database import Database
from booking.store.statistics import analyse
from booking.store.tenancy import metadata
from bot import logs
from bot import tables as bot_tables
from bot.operations import reporting
from bot.operations.checking import check
from bot.operations.creating import create_missing
from bot.operations.exporting import FORMATS, export
from bot.operations.finding import Finding
from bot.operations.ground_checks import Schema
from bot.operations.parts import Operation
from bot.operations.reading import read_settings
from bot.operations.reconciling import reconcile
from bot.operations.telling import explained, tell
from bot.product import Product, assembled
from bot.running import running
from bot.secrets import Keyring, keyring
from bot.settings import Settings
from bot.web.app import create_app, create_probes
from bot.web.server import serving
from payments import tables as payment_tables

SAMPLE_SALON = Path(__file__).parent / "sandbox" / "salon.toml"
TABLES = (bot_tables, payment_tables)  # imported, so that the metadata knows them
_log = structlog.get_logger()


@asynccontextmanager
async def opened(settings: Settings, clock: Clock, **options: Any) -> AsyncIterator[Product]:
    """The product on its database, which is brought up to date, with SALON_FILE imported."""
    keys = keyring(settings)
    async with _database(settings, clock) as database:
        await migrate(database)
        if settings.salon_file is not None:
            await import_file(database, keys, settings.salon_file)
        async with assembled(settings, database, keys, migrations.is_current, **options) as product:
            yield product


@asynccontextmanager
async def _database(settings: Settings, clock: Clock) -> AsyncIterator[Database]:
    database = Database(settings.database_url, clock)
    try:
        yield database
    finally:
        await database.close()


async def migrate(database: Database) -> None:
    """Bring the schema up to date; one process at a time does it."""
    async with database.engine.begin() as connection:
        await connection.run_sync(migrations.upgrade, metadata)
    await analyse(database)


async def import_file(database: Database, keys: Keyring, path: Path) -> bool:
    """Import a salon's catalogue; whether it changed anything."""
    try:
        text = await asyncio.to_thread(path.read_text, encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Invalid([Problem(str(path), f"cannot be read: {error}")]) from error
    known = await known_photos(database, text)
    catalogue = await asyncio.to_thread(read_catalogue, text, str(path), known)
    return (await import_catalogue(database, catalogue, seal=keys.seal)).changed


async def run(settings: Settings, *, works: bool = True) -> None:
    """The product until SIGTERM or SIGINT."""
    async with AsyncExitStack() as stack:
        product = await stack.enter_async_context(opened(settings, SystemClock(), works=works))
        own_port = settings.metrics_port
        await stack.enter_async_context(running(product, works=works))
        app = create_app(product.context, with_metrics=own_port is None)
        await stack.enter_async_context(serving(app, settings.host, settings.port))
        if own_port is not None:
            probes = create_probes(product.context)
            await stack.enter_async_context(serving(probes, settings.host, own_port))
        _log.info("ready", port=settings.port, channels=list(product.tenants.first.channels))
        await _told_to_stop()


async def work(settings: Settings) -> None:
    """Only the worker, beside `run --no-worker`; probes on METRICS_PORT."""
    async with AsyncExitStack() as stack:
        product = await stack.enter_async_context(opened(settings, SystemClock()))
        await stack.enter_async_context(running(product, polls=False))
        if settings.metrics_port is not None:
            probes = create_probes(product.context)
            serves = serving(probes, settings.host, settings.metrics_port)
            await stack.enter_async_context(serves)
        await _told_to_stop()


async def demo(port: int, database_url: str | None) -> None:
    """The product beside its vendors' stand-ins, all on one clock that can be moved."""
    from sandbox import scene
    from sandbox.app import Sandbox

    clock = MovableClock()
    address, public = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{port + 1}"

    async def move(by: timedelta) -> None:
        clock.move(by)

    sandbox = Sandbox(clock.now, move)
    variables = scene.furnish(sandbox, address, public)
    settings = Settings.read(
        _env_file=None,
        database_url=database_url or f"sqlite:///{tempfile.mkdtemp()}/demo.db",
        public_url=public,
        port=port + 1,
        salon_file=SAMPLE_SALON,
        secret_key=secrets.token_urlsafe(32),
        **{name.lower(): value for name, value in variables.items()},
    )
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(serving(sandbox.application(), "127.0.0.1", port))
        product = await stack.enter_async_context(opened(settings, clock))
        app = create_app(product.context, with_metrics=True)
        await stack.enter_async_context(serving(app, "127.0.0.1", port + 1))
        cast = scene.cast_of(sandbox)  # with the staff's group, which the product looks for
        await stack.enter_async_context(running(product))
        tell(await create_missing(product))
        sandbox.cast = cast
        click.echo(f"Open {address}/demo")
        if sys.stdout.isatty():
            click.launch(f"{address}/demo")
        await _told_to_stop()


async def _told_to_stop() -> None:
    told = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, told.set)
    await told.wait()


@click.group()
def main() -> None:
    """A booking bot for salons, on WhatsApp and Telegram."""


@main.command("run")
@click.option("--no-worker", is_flag=True, help="Only the web server; run `work` beside it.")
def run_command(*, no_worker: bool) -> None:
    """Web server, worker and timers in one process."""
    _go(lambda settings: run(settings, works=not no_worker))


@main.command("demo")
@click.option(
    "--port", default=8080, show_default=True, help="Page and stand-ins; the product on the next."
)
@click.option("--database", help="Another database than a new SQLite file.")
def demo_command(port: int, database: str | None) -> None:
    """Try a sample salon on a page, with stand-ins for every vendor."""
    logs.set_up(None)
    with explained():
        uvloop.run(demo(port, database))


@main.command("work")
def work_command() -> None:
    """Only the worker, for several processes on one PostgreSQL."""
    _go(work)


@main.command("migrate")
def migrate_command() -> None:
    """Bring the database's schema up to date."""

    async def migrated(settings: Settings) -> None:
        async with _database(settings, SystemClock()) as database:
            await migrate(database)

    _go(migrated)


@main.command("import")
@click.argument("file", type=click.Path(path_type=Path))
def import_command(file: Path) -> None:
    """Import a salon's catalogue."""

    async def imported(settings: Settings) -> None:
        async with _database(settings, SystemClock()) as database:
            await migrate(database)
            changed = await import_file(database, keyring(settings), file)
            click.echo("imported" if changed else "nothing has changed")

    _go(imported)


@main.command("check")
@click.option("--create", is_flag=True, help="First make what is missing at the vendors.")
def check_command(*, create: bool) -> None:
    """Say what is wrong and what to do. Exit status 1 if anything is."""
    logs.set_up(None)
    schema = Schema(migrations.newest_version, migrations.database_version)
    make = _opened_for(create_missing) if create else None
    tell(uvloop.run(check(read_settings(), SystemClock(), schema, make)))


@main.command("reconcile")
def reconcile_command() -> None:
    """Compare the payments with their provider. Exit status 1 if a person must look."""

    async def reconciled(settings: Settings) -> None:
        tell(await _opened_for(reconcile)(settings))

    _go(reconciled)


@main.command("export")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), required=True)
def export_command(form: str) -> None:
    """Write all data to standard output.

    Bookings with their customers, services, staff and payments.
    """

    async def exported(settings: Settings) -> None:
        async with _database(settings, SystemClock()) as database:
            sys.stdout.buffer.write(await export(database, migrations.is_current, form))

    _go(exported)


@main.command("report")
@click.option("--from", "first", type=click.DateTime(["%Y-%m-%d"]), required=True)
@click.option("--to", "last", type=click.DateTime(["%Y-%m-%d"]), required=True)
@click.option("--format", "form", type=click.Choice(reporting.FORMATS), required=True)
@click.option("--salon", "slug", help="Another salon than the first, by its slug.")
def report_command(first: datetime, last: datetime, form: str, slug: str | None) -> None:
    """Write what came in, by day and staff member.

    Takings, refunds, deposits kept and what is outstanding.
    """
    days = (first.date(), last.date())

    async def reported(settings: Settings) -> None:
        async with _database(settings, SystemClock()) as database:
            data = await reporting.report(database, migrations.is_current, slug, days, form)
            sys.stdout.buffer.write(data)

    _go(reported)


def _opened_for(operation: Operation) -> Callable[[Settings], Awaitable[Sequence[Finding]]]:
    async def carried_out(settings: Settings) -> Sequence[Finding]:
        async with opened(settings, SystemClock(), works=False) as product:
            return await operation(product)

    return carried_out


def _go(command: Callable[[Settings], Coroutine[None, None, None]]) -> None:
    """Run a command with the settings of the environment."""
    with explained():
        settings = Settings.read()
        logs.set_up(settings.log_format)
        uvloop.run(command(settings))


if __name__ == "__main__":
    main()
