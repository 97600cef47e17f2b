"""Asking for free times and free days as a turn does: the catalogue's version is read each time."""

import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from bench.history import write_history
from bench.recording import Hold, Recorder
from bench.salon import HORIZON_DAYS, write_catalogue
from bench.writers import opened
from booking.catalog import Catalog
from booking.clock import SystemClock
from booking.instants import local_day
from booking.salon import Salon
from booking.slots import free_days, free_times
from booking.store.database import Database
from booking.store.statistics import analyse
from booking.wish import Wish
from tests.databases import migrate

STAFF, ASKED = 40, 10  # all who work there, and those who do the service that is asked for
_CUSTOMER = 7  # one of the history's
_LIMITS = """limits = [
  { per = "customer", day = 2, week = 4, month = 12, year = 100 },
  { per = "staff", day = 8 },
]
"""

Ask = Callable[[], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Asker:
    """One customer of a salon with years of bookings."""

    database: Database
    salon: Salon
    catalog: Catalog = field(default_factory=Catalog)
    random: Random = field(default_factory=lambda: Random(1))  # noqa: S311  # no secret is made of it

    async def day(self) -> None:
        """The free times of one day, of one member of staff."""
        day = self._today() + timedelta(days=self.random.randrange(1, HORIZON_DAYS))
        async with self.database.unit_of_work(self.salon.tenant_id) as work:
            salon = await self.catalog.salon(work)
            service = salon.services[0]
            member = self.random.choice(salon.staff_for(service.id))
            assert await free_times(work, salon, Wish((service,), member.id, _CUSTOMER), (day, day))

    async def month(self) -> None:
        """The free days of a month, of all who do the service."""
        days = (self._today(), self._today() + timedelta(days=HORIZON_DAYS - 1))
        async with self.database.unit_of_work(self.salon.tenant_id) as work:
            salon = await self.catalog.salon(work)
            wish = Wish((salon.services[0],), None, _CUSTOMER)
            assert len(await free_days(work, salon, wish, days)) == HORIZON_DAYS

    def _today(self) -> date:
        return local_day(self.database.clock.now(), self.salon.zone)


@asynccontextmanager
async def asker(url: str, bookings: int) -> AsyncIterator[Asker]:
    """Of this new database, once so many bookings are in it."""
    if url.startswith("sqlite"):
        migrate(url)
    database = Database(url, SystemClock())
    try:
        with tempfile.TemporaryDirectory() as folder:
            catalogue = write_catalogue(Path(folder), STAFF, ASKED, _LIMITS)
            salon = await opened(database, catalogue)
        write_history(url, salon, bookings, database.clock.now())
        await analyse(database)
        one = Asker(database, salon)
        assert len(salon.staff_for(salon.services[0].id)) == ASKED
        for ask in (one.day, one.month):
            await timed(ask, 20)
        yield one
    finally:
        await database.close()


async def timed(ask: Ask, times: int) -> list[float]:
    """How long each took, in milliseconds."""
    found = []
    for _ in range(times):
        began = time.perf_counter()
        await ask()
        found.append(1000 * (time.perf_counter() - began))
    return found


async def statements(database: Database, ask: Ask) -> Hold:
    """What is sent to the database for one answer."""
    with Recorder(database) as recorder:
        await ask()
        recorder.hold_ended()
    (sent,) = recorder.taken()
    return sent
