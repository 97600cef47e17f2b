"""The salon of the story: its database, Moyasar's stand-in over HTTP, and a worker that may die."""

import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from random import Random

from aiohttp import ClientSession, web

from bench.simulation.chance import ChanceFaults, Letter, Post
from bench.simulation.mortal import Doom, Killed, MortalClient, MortalDatabase
from booking.catalog import Catalog
from booking.catalog_file import import_catalogue, read_catalogue
from booking.clock import MovableClock
from booking.reservations.lapse import TOPIC as LAPSE
from booking.reservations.lapse import lapse
from booking.salon import Salon
from booking.store import queue
from booking.store.database import Database
from booking.store.queue import Task
from bot.web.server import serving
from payments import billing
from payments.moyasar import Moyasar
from sandbox.moyasar import MoyasarStandIn
from sandbox.news import News
from tests.inline_sqlite import InlineDatabase

START = datetime(2027, 3, 1, 5, tzinfo=UTC)  # Monday, 08:00 in Riyadh
_KEY, _SECRET, _OURS = "sk_test_simulation", "the secret of the simulation", "https://salon.example"
_PEOPLE = 8
_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_CATALOGUE = """
[salon]
slug = "main"
name = { en = "Noor Salon" }
timezone = "Asia/Riyadh"
currency = "SAR"
languages = ["en"]
hold_minutes = 15
cancel_steps = [[2880, 100], [720, 50]]
minimum_notice = 60
horizon_days = 40

[hours]
"""


class Stage:
    """`doom` kills whatever the worker does; the customers' own transactions are safe."""

    def __init__(self, url: str, random: Random) -> None:
        self.clock = MovableClock(START, frozen=True)
        self.database = InlineDatabase(url, self.clock)
        self.faults, self.post = ChanceFaults(random), Post(self.clock.now, random)
        self.moyasar = MoyasarStandIn(self.clock.now, self.faults, self.post, News())
        self.account = self.moyasar.account(_KEY)
        self.doom, self.killed = Doom(), 0
        self.tenant_id = 0
        self._url = url
        self._rows = sqlite3.connect(self.database.path, isolation_level=None)
        self._workers: Database | None = None

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        theirs = web.Application()
        theirs.add_routes(self.moyasar.routes())
        async with serving(theirs, "127.0.0.1", 0) as port, ClientSession() as session:
            self._session, self._moyasar_url = session, f"http://127.0.0.1:{port}/v1"
            catalogue = read_catalogue(_catalogue(), "simulation.toml")
            imported = await import_catalogue(self.database, catalogue, seal=str)
            self.tenant_id = imported.tenant_id
            async with self.database.unit_of_work(self.tenant_id) as work:
                self.salon: Salon = await Catalog().salon(work)
            await self.begin_anew()
            self.moyasar.require_verification = False
            await self.provider.register_webhook(f"{_OURS}/payments/moyasar/main")
            yield
            await self.post.close()
            await self._close()

    async def begin_anew(self) -> None:
        """A new process: new connections, and leases of the last one that are over."""
        if self._workers is not None:
            await self._workers.close()
        database = MortalDatabase(self._url, self.clock)
        client = MortalClient(self._session, _KEY, version="1.0", url=self._moyasar_url)
        database.doom = client.doom = self.doom
        self._workers = database
        callback = f"{_OURS}/payments/moyasar/main/invoice"
        self.provider = Moyasar(client, webhook_secret=_SECRET, callback_url=callback)
        self._rows.execute("UPDATE queue SET leased_until = 0 WHERE state = 'ready'")

    async def deliver(self, letter: Letter) -> None:
        """What the web layer does: check, store, 200."""
        body = json.dumps(letter.body).encode()
        async with self.database.unit_of_work(self.tenant_id) as work:
            if letter.url.endswith("/invoice"):
                invoice_id = self.provider.read_callback(body)
                await billing.nudged(work, self.provider.name, invoice_id)
            elif task := billing.task_of(self.provider.read_webhook(body)):
                await queue.add(work, task)

    async def work_off(self) -> None:
        """Do all that is due, however often it takes a new process."""
        while True:
            try:
                while tasks := await self._claimed():
                    for task in tasks:
                        await self._do(task)
            except Killed:
                self.killed += 1
                self.clock.move(timedelta(minutes=1))  # until somebody starts it again
                await self.begin_anew()
            else:
                return

    async def reconcile(self) -> list[billing.Finding]:
        while True:
            try:
                return await billing.reconcile(self._worker, self.provider, self.tenant_id)
            except Killed:
                self.killed += 1
                await self.begin_anew()

    def next_due(self) -> datetime | None:
        """When the worker has something to do next; a lane waits for its oldest row."""
        (due,) = self.row(
            "SELECT min(due_at) FROM queue WHERE id IN"
            " (SELECT min(id) FROM queue WHERE state = 'ready' GROUP BY lane)"
        )
        return None if due is None else datetime.fromtimestamp(0, UTC) + timedelta(microseconds=due)

    def row(self, sql: str) -> tuple[int | None, ...]:
        found: tuple[int | None, ...] = self._rows.execute(sql).fetchone()
        return found

    @property
    def _worker(self) -> Database:
        assert self._workers is not None
        return self._workers

    async def _claimed(self) -> list[Task]:
        due = self.next_due()
        if due is None or due > self.clock.now():
            return []
        return list(await queue.claim(self._worker, self.tenant_id, 50))

    async def _do(self, task: Task) -> None:
        database = self._worker
        try:
            if task.topic in billing.TOPICS:
                await billing.carry_out(database, self.provider, task)
            async with database.unit_of_work(self.tenant_id) as work:
                await queue.done(work, task)
                if task.topic == LAPSE:
                    await lapse(work, task.payload["booking"])
                elif task.topic == "event":
                    await billing.on_event(work, task.payload)
        except Exception as error:
            async with database.unit_of_work(self.tenant_id) as work:
                await queue.fail(work, task, error)

    async def _close(self) -> None:
        self._rows.close()
        await self._worker.close()
        await self.database.close()


def _catalogue() -> str:
    days = "".join(f'{day} = ["10:00-22:00"]\n' for day in _DAYS)
    services = "".join(
        f'\n[[services]]\nid = "{name}"\nname = {{ en = "{name}" }}\nminutes = 60\n'
        f'price = "{price}"\ndeposit = "{deposit}"\n'
        for name, price, deposit in (
            ("color", "380.00", "100.00"),
            ("cut", "115.55", "33%"),
            ("facial", "249.99", "full"),
        )
    )
    people = "".join(
        f'\n[[staff]]\nid = "s{number}"\nname = {{ en = "S{number}" }}\n'
        'services = ["color", "cut", "facial"]\n'
        for number in range(_PEOPLE)
    )
    return _CATALOGUE + days + services + people
