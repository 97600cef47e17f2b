"""An operator's machine: variables, a database, and the stand-ins of all vendors."""

import asyncio
import socket
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from aiohttp import web

import main
import migrations
from booking.catalog import Catalog
from booking.clock import MovableClock
from booking.errors import Problem
from booking.reservations.hold import hold
from booking.store.ids import new_id
from booking.store.tables.people import customers
from booking.visit import Request
from bot.operations.checking import check
from bot.operations.creating import create_missing
from bot.operations.ground_checks import Schema
from bot.operations.reading import Readable
from bot.operations.reconciling import reconcile
from bot.settings import Settings
from bot.web.app import create_app
from payments import billing
from sandbox import scene
from sandbox.app import Sandbox
from tests.plain_salon import plain_salon

SCHEMA = Schema(migrations.newest_version, migrations.database_version)
SALON = plain_salon()
SECRET_KEY = "a key of tests, longer than thirty-two characters"
# Twilio's answer where the Senders API is not there, as at the stand-in.
NOT_TOLD = "TWILIO_WHATSAPP_NUMBER: Twilio does not tell about senders here"


@dataclass
class Machine:
    """`variables` are what a product uses the stand-ins by; tests change some of them."""

    sandbox: Sandbox
    clock: MovableClock
    database_url: str
    variables: dict[str, str]
    public_url: str
    listener: socket.socket

    def settings(self, **changes):
        values = {name.lower(): value for name, value in self.variables.items()}
        return Settings.read(
            **{
                "_env_file": None,
                "database_url": self.database_url,
                "public_url": self.public_url,
                "salon_file": SALON,
                "secret_key": SECRET_KEY,
                **values,
                **changes,
            }
        )

    async def check(self, *wrong: Problem, **changes):
        """The lines that `check` prints."""
        return await self._lines(Readable(self.settings(**changes), wrong), None)

    async def check_create(self, **changes):
        async def create(settings):
            async with main.opened(settings, self.clock, works=False) as product:
                return await create_missing(product)

        return await self._lines(Readable(self.settings(**changes)), create)

    async def reconcile(self, **changes):
        async with main.opened(self.settings(**changes), self.clock, works=False) as product:
            return [str(finding) for finding in await reconcile(product)]

    async def _lines(self, readable, create):
        return [str(finding) for finding in await check(readable, self.clock, SCHEMA, create)]

    @asynccontextmanager
    async def running(self, *, works=True, **changes):
        """The product as `run` has it, but that nothing goes on by itself except the worker."""
        async with main.opened(self.settings(**changes), self.clock) as product:
            runner = web.AppRunner(create_app(product.context, with_metrics=True), access_log=None)
            await runner.setup()
            await web.SockSite(runner, self.listener).start()
            working = asyncio.create_task(product.worker.run()) if works else None
            first = product.tenants.first
            url = f"{self.public_url}/telegram/{first.slug}"
            await first.telegram.set_webhook(url, first.telegram_secret)
            try:
                yield product
            finally:
                product.worker.stop()
                if working:
                    await working
                await runner.cleanup()

    def group(self, **options):
        return self.sandbox.telegram.group(scene.STAFF_GROUP, "Noor Salon · Team", **options)


def levels(lines, level):
    """The lines of one level, without it."""
    return [line.removeprefix(level).strip() for line in lines if line.startswith(level)]


def salon_file(folder: Path, *changes: tuple[str, str], more: str = "") -> Path:
    """The sample salon's file, changed."""
    text = SALON.read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file = folder / "salon.toml"
    file.write_text(text + more)
    return file


async def book(product, name="Hair color", customer=None):
    """Hold a visit tomorrow at noon, as a customer's choice does."""
    async with product.database.unit_of_work(product.tenants.first.tenant_id) as work:
        salon = await Catalog().salon(work)
        service = next(each for each in salon.services if each.name.in_("en") == name)
        row = {"id": new_id(), "created_at": work.now, **(customer or {})}
        await work.insert(customers, row)
        at = work.now.replace(hour=9, minute=0) + timedelta(days=1)
        wanted = Request(
            str(row["id"]), row["id"], "telegram", "42", service.id, None, at, service.price
        )
        booking = await hold(work, salon, wanted)
        if booking.deposit:
            await billing.request(work, booking, name)
        return booking


async def work_off(product, sandbox):
    """Do all that is due; return when every webhook was heard too."""
    for _ in range(3):
        await product.worker.drain()
        await sandbox.deliveries.settled()
