"""How long the provider waits for our 200, and how long a payer for the word that it is booked."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from uuid import uuid4

from aiohttp import ClientSession, web

from bench.customer import Customer
from bench.product import UNPACED, Running, product
from bench.surroundings import Surroundings
from bench.table import Measured, percentile
from booking.clock import SystemClock
from bot.web.server import serving
from payments.moyasar import Client, Moyasar
from sandbox.deliveries import Deliveries
from sandbox.faults import Faults
from sandbox.moyasar import MoyasarStandIn
from sandbox.news import News

_KEY, _SECRET = "sk_test_bench", "the webhook secret of the bench"
_RUNS, _PAYERS, _WARMING = 3, 30, 3
_PATIENCE = 30.0  # seconds


async def measured(around: Surroundings) -> AsyncIterator[Measured]:
    """Two lines, on PostgreSQL."""
    accepted, told = [], []
    with around.postgresql() as url:
        async with _moyasar() as moyasar, _paid_salon(around, url, moyasar) as it:
            numbers = count(500_000)
            for run in range(_RUNS + 1):
                payers = _PAYERS if run else _WARMING
                times = [await _pay(around, it, moyasar, next(numbers)) for _ in range(payers)]
                if run:
                    accepted.append(percentile([1000 * one for one, _ in times], 0.95))
                    told.append(percentile([1000 * one for _, one in times], 0.95))
    yield Measured("payment webhook accepted, p95", accepted, 15, " ms")
    yield Measured("paid to chat told, p95", told, 500, " ms")


@dataclass(frozen=True, slots=True)
class _Moyasar:
    standin: MoyasarStandIn
    session: ClientSession
    url: str


@asynccontextmanager
async def _moyasar() -> AsyncIterator[_Moyasar]:
    now = SystemClock().now
    deliveries = Deliveries(now)
    standin = MoyasarStandIn(now, Faults(), deliveries, News())
    standin.account(_KEY)
    standin.require_verification = False
    app = web.Application()
    app.add_routes(standin.routes())
    async with serving(app, "127.0.0.1", 0) as port, ClientSession() as session:
        yield _Moyasar(standin, session, f"http://127.0.0.1:{port}/v1")
        await deliveries.close()


@asynccontextmanager
async def _paid_salon(around: Surroundings, url: str, moyasar: _Moyasar) -> AsyncIterator[Running]:
    """The product of a salon whose services all ask for a deposit."""
    salon = Path(around.salon).with_name("deposits.toml")
    asks = around.salon.read_text().replace("minutes = 30\n", 'minutes = 30\ndeposit = "20.00"\n')
    salon.write_text(asks)
    more = {
        "MOYASAR_SECRET_KEY": _KEY,
        "MOYASAR_WEBHOOK_SECRET": _SECRET,
        "MOYASAR_API_URL": moyasar.url,
    }
    async with product(UNPACED, url, salon, around.telegram, around.api_url, more) as it:
        client = Client(moyasar.session, _KEY, version="bench", url=moyasar.url)
        await Moyasar(client, webhook_secret=_SECRET).register_webhook(_webhook(it))
        yield it


async def _pay(
    around: Surroundings, it: Running, moyasar: _Moyasar, number: int
) -> tuple[float, float]:
    """Hold a visit and pay it: until a webhook was accepted, until the chat was told; seconds."""
    payer = Customer(number, it.line)
    before = set(moyasar.standin.invoices)
    async for _turn in payer.book():
        pass
    invoice_id = await _invoice(moyasar, before)
    await asyncio.sleep(0.2)  # until its link was shown
    accepted = await _tell(it, moyasar, invoice_id)
    awaited = around.telegram.expect(payer.chat)
    began = time.perf_counter()
    await moyasar.standin.pay(invoice_id)
    async with asyncio.timeout(_PATIENCE):
        reply = await awaited
    return accepted, reply.at - began


async def _invoice(moyasar: _Moyasar, before: set[str]) -> str:
    async with asyncio.timeout(_PATIENCE):
        while not (made := set(moyasar.standin.invoices) - before):  # noqa: ASYNC110 - bench
            await asyncio.sleep(0.01)
    return made.pop()


async def _tell(it: Running, moyasar: _Moyasar, invoice_id: str) -> float:
    """Tell of a card that was declined, as Moyasar does; how long its 200 took."""
    event = {
        "id": str(uuid4()),
        "type": "payment_failed",
        "secret_token": _SECRET,
        "live": False,
        "data": {"id": str(uuid4()), "invoice_id": invoice_id},
    }
    began = time.perf_counter()
    async with moyasar.session.post(_webhook(it), json=event) as answer:
        assert answer.status == 200, answer.status
    return time.perf_counter() - began


def _webhook(it: Running) -> str:
    return f"{it.address}/payments/moyasar/main"
