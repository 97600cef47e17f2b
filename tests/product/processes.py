"""The product as real processes, which can be killed, beside the stand-ins of the test."""

import asyncio
import os
import socket
from contextlib import asynccontextmanager

import aiohttp
from sqlalchemy import func, select, update

import main
from booking.clock import SystemClock
from booking.store.database import Database
from booking.store.tables.bookings import bookings
from booking.store.tables.work import queue
from bot.web.server import serving
from sandbox import scene
from sandbox.app import Sandbox
from tests.forked import forked
from tests.product.phones import WhatsAppPhone
from tests.product.world import SECRET_KEY

_PATIENCE = 30  # seconds
_LONG_AGO = SystemClock().now().replace(year=2000)


class Premises:
    """Stand-ins, a database, and what was started on it."""

    def __init__(self, sandbox, variables, database_url, folder):
        self.sandbox, self._folder = sandbox, folder
        self._port, self._probes = _free_port(), _free_port()
        self.address = f"http://127.0.0.1:{self._port}"
        sandbox.twilio.webhook(f"{self.address}/whatsapp", f"{self.address}/whatsapp/status")
        self.database = Database(database_url, SystemClock())
        self.environment = {
            **{key: value for key, value in os.environ.items() if key in ("PATH", "LANG", "TZ")},
            **variables,
            "DATABASE_URL": database_url,
            "PUBLIC_URL": self.address,
            "PORT": str(self._port),
            "SALON_FILE": str(main.SAMPLE_SALON),
            "SECRET_KEY": SECRET_KEY,
            "LOG_FORMAT": "json",
        }
        self.running = []

    def phone(self, number=1):
        return WhatsAppPhone(self, number, "Noura", "en")

    async def start(self, *arguments):
        """Start a process and return when it is ready."""
        probes = {"METRICS_PORT": str(self._probes)} if arguments == ("work",) else {}
        log = self._folder / "product.log"
        process = forked(arguments, self.environment | probes, self._folder, log, log)
        await asyncio.to_thread(process.start)
        self.running.append(process)
        address = f"http://127.0.0.1:{self._probes}" if probes else self.address
        await until(lambda: _is_ready(f"{address}/readyz"))
        return process

    async def kill(self, process):
        process.kill()
        await asyncio.to_thread(process.join)

    async def ask_to_stop(self, process):
        process.terminate()
        await asyncio.to_thread(process.join, _PATIENCE)
        return process.exitcode

    async def expire_leases(self):
        """As if a minute had passed since the process died."""
        await self._execute(update(queue).values(leased_until=_LONG_AGO))

    async def make_due(self):
        """As if the time had come for what is to be tried again."""
        tried = update(queue).where(queue.c.attempts > 0, queue.c.state == "ready")
        await self._execute(tried.values(due_at=SystemClock().now()))

    async def tasks(self, topic, state):
        return await self._count(queue, queue.c.topic == topic, queue.c.state == state)

    async def booked(self):
        return await self._count(bookings, bookings.c.status.in_(("held", "confirmed")))

    async def _count(self, table, *where):
        async with self.database.engine.connect() as connection:
            counted = select(func.count()).select_from(table).where(*where)
            return (await connection.execute(counted)).scalar()

    async def _execute(self, statement):
        async with self.database.engine.begin() as connection:
            await connection.execute(statement)


@asynccontextmanager
async def premises(database_url, folder):
    sandbox = Sandbox(SystemClock().now)
    sandbox.telegram.limits.enabled = False
    async with serving(sandbox.application(), "127.0.0.1", 0) as port:
        variables = scene.furnish(sandbox, f"http://127.0.0.1:{port}", None)
        sandbox.telegram.group(scene.STAFF_GROUP, "Noor Salon")
        place = Premises(sandbox, variables, database_url, folder)
        try:
            yield place
        finally:
            for process in place.running:
                await place.kill(process)
            await place.database.close()


async def until(condition):
    """Wait for another process: there is nothing here that could be notified."""
    async with asyncio.timeout(_PATIENCE):
        while True:
            found = condition()
            if asyncio.iscoroutine(found):
                found = await found
            if found:
                return found
            await asyncio.sleep(0.02)


async def answered(phone, number=1):
    """So many further messages have come."""
    heard = []

    def came():
        heard.extend(phone.news())
        return len(heard) >= number

    await until(came)
    return heard


async def _is_ready(address):
    try:
        async with aiohttp.ClientSession() as session, session.get(address) as answer:
            return answer.status == 200
    except aiohttp.ClientError:
        return False


def _free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]
