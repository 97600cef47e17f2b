"""A Telegram on loopback, two clients that did not grow up with it, and a bot's own address."""

import asyncio
import os
import ssl
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import aiogram
import pytest
import telegram as ptb
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiohttp import ClientSession, web
from telegram.request import HTTPXRequest

from sandbox.deliveries import Deliveries
from sandbox.faults import Faults
from sandbox.news import News
from sandbox.telegram import TelegramStandIn

# python-telegram-bot warns about seconds as numbers unless this is set.
os.environ["PTB_TIMEDELTA"] = "true"

TOKEN = "123456:AAtheTokenOfTheSalonsBot"


@dataclass
class Time:
    """A clock that stands still until it is moved."""

    at: datetime = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def move(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass
class Inbox:
    """A bot's webhook: answers with the planned statuses, then 200."""

    url: str = ""
    updates: list[dict] = field(default_factory=list)
    headers: list[dict] = field(default_factory=list)
    statuses: deque[int] = field(default_factory=deque)
    busy: int = 0
    most_at_once: int = 0
    gates: dict[str, asyncio.Event] = field(default_factory=dict)
    news: News = field(default_factory=News)

    async def take(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.updates.append(update)
        self.news.changed()
        self.headers.append(dict(request.headers))
        self.busy += 1
        self.most_at_once = max(self.most_at_once, self.busy)
        for kind, gate in self.gates.items():
            if kind in update:
                await gate.wait()
        self.busy -= 1
        return web.Response(status=self.statuses.popleft() if self.statuses else 200)

    async def heard(self) -> None:
        """Wait for the next update, which must come soon."""
        async with asyncio.timeout(10):
            await self.news.wait(self.news.version)

    def kinds(self) -> list[str]:
        return [kind for update in self.updates for kind in update if kind != "update_id"]


async def serve(application: web.Application) -> tuple[web.AppRunner, str]:
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    return runner, f"http://{host}:{port}"


@pytest.fixture
def time():
    return Time()


@pytest.fixture
def faults():
    return Faults()


@pytest.fixture
async def deliveries(time):
    deliveries = Deliveries(time.now)
    yield deliveries
    await deliveries.close()


@pytest.fixture
def news():
    return News()


@pytest.fixture
def standin(time, faults, deliveries, news):
    return TelegramStandIn(time.now, faults, deliveries, news)


@pytest.fixture
def called(standin, news):
    """Wait until the bots have made so many calls."""

    async def wait(count):
        while len(standin.calls) < count:
            await news.wait(news.version)

    return wait


@pytest.fixture
async def api(standin):
    application = web.Application(client_max_size=60 * 1024 * 1024)
    application.add_routes(standin.routes())
    runner, url = await serve(application)
    yield url
    standin.close()
    await runner.cleanup()


@pytest.fixture
async def inbox():
    inbox = Inbox()
    application = web.Application()
    application.add_routes([web.post("/telegram/main", inbox.take)])
    runner, url = await serve(application)
    inbox.url = f"{url}/telegram/main"
    yield inbox
    await runner.cleanup()


@pytest.fixture
def salon(standin):
    """The salon's bot, as Telegram knows it."""
    return standin.add_bot(TOKEN)


@pytest.fixture
def noura(standin, salon):
    """A customer who has pressed Start."""
    noura = standin.person(1001, "Noura", language_code="ar", phone="+966501234567")
    noura.send("/start")
    return noura


@pytest.fixture
async def bot(api, salon):
    """The salon's bot as python-telegram-bot sees it."""
    async with ptb.Bot(TOKEN, base_url=f"{api}/bot", **without_tls()) as bot:
        yield bot


def without_tls():
    """What spares a client the reading of certificates, which takes longer than most tests here."""
    unread = {"verify": ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)}
    return {
        "request": HTTPXRequest(httpx_kwargs=unread),
        "get_updates_request": HTTPXRequest(httpx_kwargs=unread),
    }


@pytest.fixture(scope="session")
def aiogram_session():
    """One for all tests, since it reads certificates when it is made; closed, it opens again."""
    return AiohttpSession()


@pytest.fixture
async def peer(api, salon, aiogram_session):
    """The same bot as aiogram sees it."""
    aiogram_session.api = TelegramAPIServer.from_base(api)
    yield aiogram.Bot(TOKEN, session=aiogram_session)
    # Its own `close` would wait a quarter of a second for TLS, of which there is none.
    await (await aiogram_session.create_session()).close()


@pytest.fixture
async def http(api, salon):
    """A client that sends what no library would."""
    async with ClientSession(base_url=f"{api}/bot{TOKEN}/") as session:
        yield session
