"""The product in a process of its own, with the variables that an operator would set."""

import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import ClientSession

from bench.customer import Line
from bench.processes import free_port, process, seconds_until_ready
from bench.telegram import STAFF_GROUP, TOKEN, Telegram

AS_IS = ("main.py", "run")
UNPACED = ("-m", "bench.unpaced")


@dataclass(frozen=True, slots=True)
class Running:
    """A product that is ready, how long that took, and the way to it."""

    pid: int
    start: float  # seconds
    line: Line
    address: str


@asynccontextmanager
async def product(
    command: Sequence[str],
    database_url: str,
    salon: Path,
    telegram: Telegram,
    api_url: str,
    more: Mapping[str, str] | None = None,
) -> AsyncIterator[Running]:
    """Run it while the block does; the staff's group is told of every booking.

    `more` are further variables.
    """
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    variables = {
        "DATABASE_URL": database_url,
        "PORT": str(port),
        "PUBLIC_URL": address,
        "SALON_FILE": str(salon),
        "SECRET_KEY": "0123456789abcdef0123456789abcdef",
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": api_url,
        "STAFF_CHAT_ID": STAFF_GROUP,
        **(more or {}),
    }
    telegram.forget_webhook()
    began = time.perf_counter()
    async with process(command, variables) as pid, ClientSession() as session:
        start = await seconds_until_ready(session, f"{address}/readyz", began)
        url, secret = await telegram.webhook
        yield Running(pid, start, Line(telegram, session, url, secret), address)
