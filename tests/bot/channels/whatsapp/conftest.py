"""The product's WhatsApp channel against a strict stand-in of Twilio on loopback."""

from dataclasses import dataclass, field

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from bot.channels.whatsapp.client import twilio_client
from bot.channels.whatsapp.contents import definitions
from bot.channels.whatsapp.creating import create
from bot.channels.whatsapp.send import WhatsAppChannel
from sandbox.deliveries import Deliveries
from sandbox.faults import Faults
from sandbox.news import News
from sandbox.twilio import TwilioStandIn

SID = "AC" + "0" * 31 + "1"
AUTH_TOKEN = "12345678901234567890123456789012"
NUMBER = "+966500000000"
CUSTOMER = "+966511111111"


@dataclass
class Webhooks:
    """What the stand-in posts to the product, as it came."""

    base: str = ""
    received: list = field(default_factory=list)

    async def take(self, request):
        self.received.append((request.raw_path, await request.post(), request.headers))
        return web.Response()

    def forms(self, path="/whatsapp"):
        return [form for asked, form, _ in self.received if asked == path]


@pytest.fixture
def faults():
    return Faults()


@pytest.fixture
async def deliveries(clock):
    deliveries = Deliveries(clock.now)
    yield deliveries
    await deliveries.close()


@pytest.fixture
async def webhooks():
    webhooks, application = Webhooks(), web.Application()
    application.router.add_post("/{path:.*}", webhooks.take)
    async with TestServer(application) as server:
        webhooks.base = str(server.make_url("")).rstrip("/")
        yield webhooks


@pytest.fixture
def twilio(clock, faults, deliveries, webhooks):
    twilio = TwilioStandIn(clock.now, faults, deliveries, News())
    twilio.account(SID, AUTH_TOKEN, NUMBER)
    twilio.webhook(f"{webhooks.base}/whatsapp")
    return twilio


@pytest.fixture
async def server(twilio):
    application = web.Application()
    application.add_routes(twilio.routes())
    async with TestServer(application) as server:
        yield str(server.make_url("")).rstrip("/")


@pytest.fixture
async def session():
    async with ClientSession() as session:
        yield session


@pytest.fixture
def client(server, session):
    return twilio_client(SID, AUTH_TOKEN, session, server)


@pytest.fixture
async def phone(twilio):
    """A customer who has just written, so that the window is open."""
    phone = twilio.phone(CUSTOMER, "نورة")
    phone.send("مرحبا")
    return phone


@pytest.fixture
def made():
    """Content resources by name and language."""
    return {}


@pytest.fixture
async def resources(client, made):
    """Some of them, in both languages."""
    for definition in definitions({"en": "Choose", "ar": "اختاري"}):
        if definition.name in ("buttons_2", "buttons_3", "list_2", "list_10"):
            made[definition.name, definition.language] = await create(client, definition)


@pytest.fixture
def find_content(made):
    async def find(name, language):
        return made.get((name, language))

    return find


@pytest.fixture
def channel(client, find_content, webhooks):
    return WhatsAppChannel(client, NUMBER, find_content, public_url=webhooks.base)
