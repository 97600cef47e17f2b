"""The product's Telegram channel against a strict stand-in on loopback."""

from datetime import timedelta

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from bot.channels.pace import Pace
from bot.channels.telegram.send import TelegramChannel
from sandbox.deliveries import Deliveries
from sandbox.faults import Faults
from sandbox.news import News
from sandbox.telegram import TelegramStandIn

TOKEN = "123456:AAtheTokenOfTheSalonsBot"
FAST = Pace(10_000, 1000, 1000, 10_000, timedelta(seconds=10))


@pytest.fixture
def faults():
    return Faults()


@pytest.fixture
async def deliveries(clock):
    deliveries = Deliveries(clock.now)
    yield deliveries
    await deliveries.close()


@pytest.fixture
def telegram(clock, faults, deliveries):
    telegram = TelegramStandIn(clock.now, faults, deliveries, News())
    telegram.limits.enabled = False
    return telegram


@pytest.fixture
def salon(telegram):
    return telegram.add_bot(TOKEN)


@pytest.fixture
def noura(telegram, salon):
    """A customer who has pressed Start."""
    noura = telegram.person(1001, "Noura", language_code="ar", phone="+966501234567")
    noura.send("/start")
    return noura


@pytest.fixture
def staff(telegram, salon, noura):
    return telegram.group(-5001, "Noor's staff", kind="group", members=[noura])


@pytest.fixture
async def server(telegram):
    """Below a path, as some operators run their own Bot API server."""
    below, application = web.Application(), web.Application()
    below.add_routes(telegram.routes())
    application.add_subapp("/telegram", below)
    async with TestServer(application) as server:
        yield str(server.make_url("/telegram"))
        telegram.close()


@pytest.fixture
async def session():
    async with ClientSession() as session:
        yield session


@pytest.fixture
def channel(server, session, salon):
    return TelegramChannel(TOKEN, server, session, FAST)


@pytest.fixture
def hasty(server, session, salon):
    """A channel that does not wait long for an answer."""
    return TelegramChannel(TOKEN, server, session, FAST, answers_within=0.2)
