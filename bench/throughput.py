"""How many turns one process takes in a second, beside a bot that does nothing else than answer."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import cycle

from aiohttp import ClientSession, TCPConnector

from bench.chatting import AT_ONCE, conversations, echoes_per_second, turns_per_second
from bench.customer import Line
from bench.processes import free_port, memory_of, process, seconds_until_ready
from bench.product import UNPACED, product
from bench.surroundings import Surroundings
from bench.table import Measured

_RUNS = 5
_SECONDS = 8.0
_CUSTOMERS = 1000  # each has a name and a number after the first conversation


async def measured(around: Surroundings) -> AsyncIterator[Measured]:
    """The rate, its share of the echo's, and the memory after all that."""
    turns, echoes = [], []
    numbers = cycle(range(_CUSTOMERS))
    with around.postgresql() as url:
        async with (
            _echo(around) as bare,
            product(UNPACED, url, around.salon, around.telegram, around.api_url) as it,
        ):
            await conversations(it.line, numbers, _CUSTOMERS)
            memory = memory_of(it.pid)
            for _ in range(_RUNS):
                echoes.append(await echoes_per_second(bare, _SECONDS / 2))
                turns.append(await turns_per_second(it.line, numbers, _SECONDS))
    shares = [one / other for one, other in zip(turns, echoes, strict=True)]
    yield Measured(f"turns per second, {AT_ONCE} at once, PostgreSQL", turns, 200, at_least=True)
    yield Measured("the same, as a share of a bare echo's", shares, 0.4, at_least=True)
    yield Measured(f"memory after {_CUSTOMERS} conversations", [memory], 150, " MiB")


@asynccontextmanager
async def _echo(around: Surroundings) -> AsyncIterator[Line]:
    address = f"http://127.0.0.1:{(port := free_port())}"
    async with (
        process(("-m", "bench.echo", around.api_url, str(port)), {}),
        ClientSession(connector=TCPConnector(limit=AT_ONCE)) as session,
    ):
        await seconds_until_ready(session, f"{address}/ready", 0)
        yield Line(around.telegram, session, f"{address}/", "")
