"""A served Moyasar stand-in, a client with the secret key, and a merchant that notes webhooks."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from sandbox.deliveries import Deliveries
from sandbox.faults import Faults
from sandbox.moyasar import MoyasarStandIn
from sandbox.news import News

KEY = "sk_test_salon"
SECRET = "shared secret of the webhook"


class Clock:
    def __init__(self) -> None:
        self.at = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def pass_by(self, **duration: float) -> None:
        self.at += timedelta(**duration)


@dataclass
class Merchant:
    """The salon's bot: notes what is posted to it and answers as planned, then with 200."""

    base: str = ""
    events: list[dict[str, Any]] = field(default_factory=list)
    callbacks: list[dict[str, Any]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)

    async def hook(self, request: web.Request) -> web.Response:
        self.events.append(await request.json())
        return web.Response(status=self.answers.pop(0) if self.answers else 200)

    async def callback(self, request: web.Request) -> web.Response:
        self.callbacks.append(await request.json())
        return web.Response()

    @property
    def heard(self) -> list[str]:
        return [event["type"] for event in self.events]


@dataclass
class Api:
    """A client that is a merchant of Moyasar's; answers are (status, JSON)."""

    base: str
    session: aiohttp.ClientSession

    async def __call__(
        self, method: str, path: str, body: Any = None, **more: Any
    ) -> tuple[int, Any]:
        sent = {} if body is None else {"json": body}
        async with self.session.request(method, f"{self.base}/v1{path}", **sent, **more) as answer:
            return answer.status, await answer.json()

    async def invoice(self, **more: Any) -> dict[str, Any]:
        status, invoice = await self("POST", "/invoices", wanted(**more))
        assert status == 201, invoice
        return dict(invoice)

    async def registered(self, merchant: Merchant, deliveries: Deliveries) -> dict[str, Any]:
        """Register the merchant's webhook and send its code back."""
        _, hook = await self("POST", "/webhooks", registration(merchant))
        await deliveries.settled()
        code = merchant.events.pop()["data"]["verification_code"]
        status, verified = await self("POST", f"/webhooks/{hook['id']}/verify", {"code": code})
        assert status == 200, verified
        return dict(verified)


def wanted(**more: Any) -> dict[str, Any]:
    return {"amount": 5000, "currency": "SAR", "description": "Deposit"} | more


def registration(merchant: Merchant, **more: Any) -> dict[str, Any]:
    url = f"{merchant.base}/payments/moyasar/main"
    return {"http_method": "post", "url": url, "shared_secret": SECRET} | more


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
async def merchant() -> AsyncIterator[Merchant]:
    merchant = Merchant()
    application = web.Application()
    application.router.add_post("/payments/moyasar/main", merchant.hook)
    application.router.add_post("/callback", merchant.callback)
    async with TestServer(application) as server:
        merchant.base = str(server.make_url("")).rstrip("/")
        yield merchant


@pytest.fixture
async def moyasar(clock: Clock, faults: Faults, deliveries: Deliveries) -> MoyasarStandIn:
    moyasar = MoyasarStandIn(clock, faults, deliveries, News())
    moyasar.account(KEY, name="Noor Salon")
    return moyasar


@pytest.fixture
async def base(moyasar: MoyasarStandIn) -> AsyncIterator[str]:
    application = web.Application()
    application.add_routes(moyasar.routes())
    async with TestServer(application) as server:
        yield str(server.make_url("")).rstrip("/")


@pytest.fixture
async def api(base: str) -> AsyncIterator[Api]:
    headers = {"Authorization": aiohttp.encode_basic_auth(KEY, ""), "User-Agent": "salon/1.0"}
    async with aiohttp.ClientSession(headers=headers) as session:
        yield Api(base, session)


@pytest.fixture
async def hook(api: Api, merchant: Merchant, deliveries: Deliveries) -> dict[str, Any]:
    return await api.registered(merchant, deliveries)
