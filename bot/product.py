"""The product joined together: what `main.py` runs, on a database that is up to date."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass

import structlog
from aiohttp import ClientSession
from sqlalchemy import Connection

from booking.catalog import Catalog, first_tenant
from booking.errors import Invalid, Problem, Unavailable
from booking.events import TOPIC as EVENT
from booking.reservations.lapse import TOPIC as LAPSE
from booking.reservations.locking import Lock, lock_calendars
from booking.store.database import Database
from bot.channels.channel import Malformed
from bot.channels.pace import PUBLISHED, Pace
from bot.channels.telegram.poll import updates
from bot.channels.telegram.send import TelegramChannel
from bot.channels.whatsapp.client import twilio_client
from bot.channels.whatsapp.contents import StoredContents
from bot.channels.whatsapp.send import WhatsAppChannel
from bot.links import Links
from bot.metrics import Metrics
from bot.secrets import Keyring
from bot.settings import Settings
from bot.tenants import Credentials, Lines, Tenants
from bot.version import version
from bot.web.context import Context
from bot.wording.localization import Wording
from bot.worker.dispatch import Worker
from bot.worker.events import Events
from bot.worker.inbox import HEAR, Inbox
from bot.worker.intake import Intake
from bot.worker.news import NEWS
from bot.worker.payments import LOOK, RECONCILE, PaymentTasks
from bot.worker.speaking import SAY, Speaker
from bot.worker.staff_messages import STAFF, StaffMessages
from bot.worker.timers import SWEEP, Timers
from bot.worker.turns import Turns
from payments import billing, moyasar

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Product:
    """Everything, joined together."""

    settings: Settings
    database: Database
    keyring: Keyring
    wording: Wording
    tenants: Tenants
    worker: Worker
    timers: Timers
    intake: Intake
    context: Context


@asynccontextmanager
async def assembled(
    settings: Settings,
    database: Database,
    keys: Keyring,
    schema_is_current: Callable[[Connection], bool],
    *,
    pace: Pace = PUBLISHED,
    lock: Lock = lock_calendars,
    works: bool = True,
) -> AsyncIterator[Product]:
    """The product for one process; nothing runs yet.

    `works` is false where another process has the worker. Raises Invalid if no salon is known.
    """
    async with ClientSession() as session:
        outside = _Outside(settings, keys, database, session, pace)
        first = outside.connect(*await _first_tenant(settings, database))
        tenants = Tenants(database, keys, outside.connect, first)
        yield _product(settings, database, keys, tenants, schema_is_current, lock, works=works)


async def _first_tenant(settings: Settings, database: Database) -> tuple[int, str, Credentials]:
    """The first tenant of the database; its accounts are the settings'."""
    async with database.across_tenants() as connection:
        tenant_id = await first_tenant(connection)
    if tenant_id is None:
        no_salon = "no salon is known yet: name a catalogue, for example salon.toml"
        raise Invalid([Problem("SALON_FILE", no_salon)])
    async with database.unit_of_work(tenant_id) as work:
        salon = await Catalog().salon(work)
    return tenant_id, salon.slug, Credentials.from_settings(settings)


def _product(
    settings: Settings,
    database: Database,
    keys: Keyring,
    tenants: Tenants,
    schema_is_current: Callable[[Connection], bool],
    lock: Lock,
    *,
    works: bool,
) -> Product:
    catalog, wording = Catalog(), Wording.load()
    links = Links(settings.public_address, keys)
    turns = Turns(database, catalog, wording, tenants, links, lock=lock)
    staff = StaffMessages(database, catalog, wording, tenants)
    payments = PaymentTasks(database, tenants)
    timers = Timers(database)
    metrics = Metrics()
    handlers = {
        HEAR: turns.take,
        NEWS: turns.tell,
        SAY: Speaker(database, tenants).say,
        EVENT: Events(database, tenants).hand_over,
        STAFF: staff.show,
        LAPSE: timers.lapse,
        SWEEP: timers.sweep,
        LOOK: payments.look,
        RECONCILE: payments.reconcile,
        **dict.fromkeys(billing.TOPICS, payments.carry_out),
    }
    worker = Worker(database, handlers, turns.apologise, metrics)
    inbox = Inbox(database, worker.nudge)
    intake = Intake(database, inbox, staff)
    context = Context(
        database=database,
        tenants=tenants,
        inbox=inbox,
        intake=intake,
        links=links,
        wording=wording,
        metrics=metrics,
        public_address=settings.public_address,
        schema_is_current=schema_is_current,
        worker=worker if works else None,
    )
    return Product(settings, database, keys, wording, tenants, worker, timers, intake, context)


@dataclass(frozen=True, slots=True)
class _Outside:
    """What a tenant's lines are made of, whoever the tenant is."""

    settings: Settings
    keys: Keyring
    database: Database
    session: ClientSession
    pace: Pace

    def connect(self, tenant_id: int, slug: str, accounts: Credentials) -> Lines:
        """The channels and the provider that the tenant has accounts for."""
        return Lines(
            tenant_id=tenant_id,
            slug=slug,
            credentials=accounts,
            telegram=self._telegram(accounts),
            whatsapp=self._whatsapp(tenant_id, accounts),
            provider=self._moyasar(slug, accounts),
            telegram_secret=self.keys.telegram_secret(slug),
        )

    def _telegram(self, accounts: Credentials) -> TelegramChannel | None:
        if accounts.telegram_bot_token is None:
            return None
        api_url = str(self.settings.telegram_api_url)
        return TelegramChannel(accounts.telegram_bot_token, api_url, self.session, self.pace)

    def _whatsapp(self, tenant_id: int, accounts: Credentials) -> WhatsAppChannel | None:
        sid, token = accounts.twilio_account_sid, accounts.twilio_auth_token
        if not (sid and token and accounts.twilio_whatsapp_number):
            return None
        api_url = self.settings.twilio_api_url
        return WhatsAppChannel(
            twilio_client(sid, token, self.session, str(api_url) if api_url else None),
            accounts.twilio_whatsapp_number,
            StoredContents(self.database, tenant_id).sid,
            public_url=self.settings.public_address,
        )

    def _moyasar(self, slug: str, accounts: Credentials) -> moyasar.Moyasar | None:
        if accounts.moyasar_secret_key is None:
            return None
        public = self.settings.public_address
        client = moyasar.Client(
            self.session,
            accounts.moyasar_secret_key,
            version=version(),
            url=str(self.settings.moyasar_api_url),
        )
        return moyasar.Moyasar(
            client,
            webhook_secret=accounts.moyasar_webhook_secret,
            callback_url=f"{public}/payments/moyasar/{slug}/invoice" if public else None,
        )


@asynccontextmanager
async def running(
    product: Product, *, works: bool = True, polls: bool = True
) -> AsyncIterator[None]:
    """Worker, timers and what listens to Telegram run while the block does.

    At its end what is claimed is finished.
    """
    async with AsyncExitStack() as stack:
        stack.push_async_callback(product.intake.close)
        if works:
            working = asyncio.create_task(product.worker.run())
            product.timers.start()
            stack.push_async_callback(_finished, product, working)
        if (telegram := product.tenants.first.telegram) is not None:
            listening = asyncio.create_task(_listen(product, telegram, polls=polls))
            stack.push_async_callback(_cancelled, listening)
        yield


async def _finished(product: Product, working: "asyncio.Task[None]") -> None:
    product.timers.stop()
    product.worker.stop()
    await working


async def _cancelled(task: "asyncio.Task[None]") -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def _listen(product: Product, telegram: TelegramChannel, *, polls: bool) -> None:
    """Tell Telegram where we hear it, or ask it for news where it cannot reach us."""
    first, public = product.tenants.first, product.settings.public_address
    if public is None and not polls:
        return
    words = [product.wording.in_(language) for language in ("en", "ar")]
    await _until_reached(lambda: telegram.set_commands(words))
    if public:
        url = f"{public}/telegram/{first.slug}"
        await _until_reached(lambda: telegram.set_webhook(url, first.telegram_secret))
        return
    await _until_reached(telegram.delete_webhook)
    async for update in updates(telegram):
        with suppress(Malformed):  # asked for again, it would be the same
            await product.intake.telegram(first, update)


async def _until_reached(call: Callable[[], Awaitable[None]]) -> None:
    pause = 1.0
    while True:
        try:
            return await call()
        except Unavailable as error:
            _log.warning("Telegram cannot be reached", reason=str(error))
            await asyncio.sleep(pause)
            pause = min(pause * 2, 60)
