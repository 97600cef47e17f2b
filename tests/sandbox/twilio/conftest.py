"""A served Twilio stand-in, the official client in a thread, and a product that notes webhooks."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from twilio.rest import Client
from twilio.rest.content.v1.content import ContentList
from twilio.rest.content.v1.content.approval_create import ApprovalCreateList

from sandbox.deliveries import Deliveries
from sandbox.faults import Faults
from sandbox.news import News
from sandbox.twilio import Phone, TwilioStandIn

SID = "AC" + "0" * 31 + "1"
TOKEN = "12345678901234567890123456789012"
NUMBER = "+966500000000"
CUSTOMER = "+966511111111"


class Clock:
    def __init__(self) -> None:
        self.at = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def pass_by(self, **duration: float) -> None:
        self.at += timedelta(**duration)


@dataclass
class Received:
    url: str
    form: dict[str, str]
    headers: dict[str, str]


@dataclass
class Product:
    """The salon's bot: notes what arrives and answers with the statuses planned, then with 200."""

    base: str = ""
    received: list[Received] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    hang_ups: int = 0

    async def hook(self, request: web.Request) -> web.Response:
        form = {str(name): str(value) for name, value in (await request.post()).items()}
        url = f"{self.base}{request.raw_path}"
        self.received.append(Received(url, form, dict(request.headers)))
        if self.hang_ups:
            self.hang_ups -= 1
            assert request.transport is not None
            request.transport.abort()
        return web.Response(status=self.answers.pop(0) if self.answers else 200)

    def forms(self, path: str) -> list[dict[str, str]]:
        return [each.form for each in self.received if each.url == f"{self.base}{path}"]

    @property
    def statuses(self) -> list[str]:
        return [form["MessageStatus"] for form in self.forms("/whatsapp/status")]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def faults() -> Faults:
    return Faults()


@pytest.fixture
async def deliveries(clock: Clock) -> AsyncIterator[Deliveries]:
    deliveries = Deliveries(clock)
    yield deliveries
    await deliveries.close()


@pytest.fixture
async def product() -> AsyncIterator[Product]:
    product = Product()
    application = web.Application()
    application.router.add_post("/{path:.*}", product.hook)
    async with TestServer(application) as server:
        product.base = str(server.make_url("")).rstrip("/")
        yield product


@pytest.fixture
def news() -> News:
    return News()


@pytest.fixture
async def twilio(
    clock: Clock, faults: Faults, deliveries: Deliveries, news: News, product: Product
) -> TwilioStandIn:
    twilio = TwilioStandIn(clock, faults, deliveries, news)
    twilio.account(SID, TOKEN, NUMBER)
    twilio.webhook(f"{product.base}/whatsapp", f"{product.base}/whatsapp/status")
    return twilio


@pytest.fixture
async def base(twilio: TwilioStandIn) -> AsyncIterator[str]:
    application = web.Application()
    application.add_routes(twilio.routes())
    async with TestServer(application) as server:
        yield str(server.make_url("")).rstrip("/")


@dataclass
class Api:
    """The official client, each call in a thread of its own."""

    base: str
    sid: str = SID
    token: str = TOKEN

    async def __call__(self, operation: Callable[[Client], Any]) -> Any:
        return await asyncio.to_thread(self._run, operation)

    async def send(self, to: str = CUSTOMER, sender: str = NUMBER, **fields: Any) -> Any:
        return await self(
            lambda client: client.messages.create(
                to=f"whatsapp:{to}", from_=f"whatsapp:{sender}", **fields
            )
        )

    async def content(self, types: Any, variables: Any = None, **more: Any) -> Any:
        """Create a Content resource; `types` are JSON with the slash names."""
        wanted = {"language": "en", "types": types, "variables": variables, **more}
        return await self(
            lambda client: client.content.v1.contents.create(
                ContentList.ContentCreateRequest(wanted)
            )
        )

    def _run(self, operation: Callable[[Client], Any]) -> Any:
        client = Client(self.sid, self.token)
        client.api.base_url = self.base
        client.content.base_url = self.base
        try:
            return operation(client)
        finally:
            client.http_client.session.close()


@pytest.fixture
def api(base: str) -> Api:
    return Api(base)


@pytest.fixture
def approve(api: Api, clock: Clock) -> Callable[[str], Awaitable[None]]:
    async def approve(sid: str) -> None:
        wanted = {"name": "reminder", "category": "UTILITY"}
        request = ApprovalCreateList.ContentApprovalRequest(wanted)
        await api(lambda client: client.content.v1.contents(sid).approval_create.create(request))
        clock.pass_by(minutes=5)

    return approve


@pytest.fixture
async def text_content(api: Api) -> str:
    types = {"twilio/text": {"body": "Hello {{1}}, see you at {{2}}."}}
    content = await api.content(types, {"1": "Noura", "2": "10:00"})
    return str(content.sid)


@pytest.fixture
async def phone(twilio: TwilioStandIn) -> Phone:
    return twilio.phone(CUSTOMER, "نورة")


@pytest.fixture
async def guest(phone: Phone, deliveries: Deliveries, product: Product) -> Phone:
    """A phone that has just written, so that its window is open."""
    phone.send("مرحبا")
    await deliveries.settled()
    product.received.clear()
    return phone
