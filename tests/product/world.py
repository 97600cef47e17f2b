"""The product beside its vendors' stand-ins: one process, real HTTP between them, one clock."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from aiohttp import web

import main
from booking.catalog_file import import_catalogue, read_catalogue
from booking.clock import MovableClock
from booking.store import upkeep
from bot.channels.pace import Pace
from bot.product import Product
from bot.settings import Settings
from bot.web.app import create_app
from bot.web.server import serving
from sandbox import scene
from sandbox.app import Sandbox
from tests.plain_salon import plain_salon
from tests.product import tappable
from tests.product.phones import on_telegram

STAFF_GROUP = scene.STAFF_GROUP
SECRET_KEY = "a key of tests, longer than thirty-two characters"
SALONS = {
    "sample": plain_salon(),
    "photos": main.SAMPLE_SALON,
    "large": Path(__file__).parent / "salons" / "large.toml",
    "careful": Path(__file__).parent / "salons" / "careful.toml",
    "tiny": Path(__file__).parent / "salons" / "tiny.toml",
}
_AT_ONCE = Pace(10**6, 10**6, 10**6, 10**6, timedelta(seconds=10))


class World:
    """Everything between a customer's phone and the database; nothing moves but by the tests."""

    def __init__(self, sandbox: Sandbox, product: Product, clock: MovableClock, address: str):
        self.sandbox, self.product, self.clock = sandbox, product, clock
        self.address = address  # of the product
        self.staff = sandbox.telegram.person(1001, "Huda", language_code="ar")
        self.group = sandbox.telegram.group(STAFF_GROUP, "Noor Salon", members=[self.staff])
        self.may_park = False

    @property
    def database(self):
        return self.product.database

    @property
    def tenant_id(self):
        return self.product.tenants.first.tenant_id

    def work(self):
        return self.database.unit_of_work(self.tenant_id)

    def telegram(self, user_id=5001, first_name="Noura", language="en", phone="+966501234567"):
        """A person with a Telegram account."""
        return self.sandbox.telegram.person(
            user_id, first_name, language_code=language, phone=phone
        )

    async def make_contents(self):
        """Have buttons and lists on WhatsApp, which shows numbered text without them."""
        await tappable.make_contents(self)

    async def settle(self):
        """Return when every webhook has been heard and everything that is due is done."""
        while True:
            heard = len(self.sandbox.deliveries.log)
            await self.sandbox.deliveries.settled()
            await self.product.worker.drain()
            await self.product.intake.close()
            await self.sandbox.deliveries.settled()
            if len(self.sandbox.deliveries.log) == heard:
                return

    async def pass_time(self, by: timedelta):
        """Move the clock, and do what became due."""
        self.clock.move(by)
        await self.sandbox.deliveries.tick()
        await self.settle()

    async def change_salon(self, *changes):
        """Import the catalogue with some of its text replaced."""
        file = self.product.settings.salon_file
        text = file.read_text()
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        changed = read_catalogue(text, str(file))
        done = await import_catalogue(self.database, changed, seal=str)
        assert done.tenant_id == self.tenant_id

    async def parked(self):
        return await upkeep.parked(self.database)

    def staff_shown(self):
        """The messages of the staff's group, with their buttons."""
        return [on_telegram(one) for one in self.group.messages if one.from_bot]

    def reply(self, text, **options):
        """Somebody of the staff replies to the newest message of the group's."""
        newest = max(one.message_id for one in self.group.messages if one.from_bot)
        self.staff.send(text, self.group, reply_to=newest, **options)

    def staff_texts(self):
        """What the staff's group shows, oldest first."""
        return [one.text for one in self.group.messages if one.from_bot]


@asynccontextmanager
async def opened_world(
    database_url: str,
    clock: MovableClock,
    *,
    public_url: str | None = None,
    salon: str = "sample",
    provider_token: str | None = None,
    **options,
) -> AsyncIterator[World]:
    """The salon of that name or file, open on every channel; `options` are those of the product."""
    sandbox = Sandbox(clock.now)
    sandbox.telegram.limits.enabled = False
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        async with serving(sandbox.application(), "127.0.0.1", 0) as port:
            variables = scene.furnish(sandbox, f"http://127.0.0.1:{port}", address)
            if provider_token:
                sandbox.telegram.connect_payments(provider_token)
                variables["TELEGRAM_PROVIDER_TOKEN"] = provider_token
            settings = settings_of(
                variables, database_url, public_url or address, SALONS.get(salon, salon)
            )
            async with (
                main.opened(settings, clock, pace=_AT_ONCE, **options) as product,
                _listening(product, listener),
            ):
                world = World(sandbox, product, clock, address)
                await _be_heard(world)
                yield world
                await world.settle()
                if not world.may_park:
                    assert await world.parked() == {}


def settings_of(variables, database_url, public_url, salon_file):
    return Settings.read(
        _env_file=None,
        database_url=database_url,
        public_url=public_url,
        salon_file=salon_file,
        secret_key=SECRET_KEY,
        **{name.lower(): value for name, value in variables.items()},
    )


@asynccontextmanager
async def _listening(product: Product, listener: socket.socket):
    app = create_app(product.context, with_metrics=True)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        await web.SockSite(runner, listener).start()
        yield
    finally:
        await runner.cleanup()


async def _be_heard(world: World):
    """Have every vendor call us."""
    lines = world.product.tenants.first
    await lines.telegram.set_webhook(f"{world.address}/telegram/main", lines.telegram_secret)
    await lines.provider.register_webhook(f"{world.address}/payments/moyasar/main")
    await world.settle()
