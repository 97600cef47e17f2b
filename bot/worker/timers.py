"""Timers add queue rows, one per minute of their name, so that no leader is needed."""

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import select

from booking.reservations.lapse import lapse
from booking.reservations.unanswered import decline_unanswered
from booking.reservations.unsaid import complete_unsaid
from booking.store import queue, upkeep
from booking.store.database import Database
from booking.store.queue import BULK, NewTask, Task
from booking.store.statistics import analyse
from booking.store.tables.salon import tenants
from bot.worker.payments import RECONCILE
from bot.worker.takeover import forget_old

SWEEP = "sweep"


class Timers:
    """Housekeeping by the hour."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._scheduler = AsyncIOScheduler(timezone="UTC")

    def start(self) -> None:
        for topic in (SWEEP, RECONCILE):
            self._scheduler.add_job(self.due, "interval", (topic,), hours=1)
        self._scheduler.add_job(analyse, "interval", (self._database,), hours=1)
        self._scheduler.start()

    def stop(self) -> None:
        self._scheduler.shutdown(wait=False)

    async def due(self, topic: str) -> None:
        """Add the row for every tenant, whichever process is first."""
        async with self._database.across_tenants() as connection:
            tenant_ids = (await connection.execute(select(tenants.c.tenant_id))).scalars().all()
        for tenant_id in tenant_ids:
            async with self._database.unit_of_work(tenant_id) as work:
                minute = f"{work.now:%Y-%m-%dT%H:%M}"
                row = NewTask(topic, f"timer:{topic}", {}, dedupe=minute, priority=BULK)
                await queue.add(work, row)

    async def sweep(self, task: Task) -> None:
        async with self._database.unit_of_work(task.tenant_id) as work:
            await upkeep.sweep(work)
            await forget_old(work)
            await queue.done(work, task)

    async def lapse(self, task: Task) -> None:
        """A hold has run out, unless it was paid."""
        async with self._database.unit_of_work(task.tenant_id) as work:
            await lapse(work, task.payload["booking"])
            await queue.done(work, task)

    async def unanswered(self, task: Task) -> None:
        """The time to answer a request is over."""
        async with self._database.unit_of_work(task.tenant_id) as work:
            await decline_unanswered(work, task.payload["booking"])
            await queue.done(work, task)

    async def unsaid(self, task: Task) -> None:
        """A visit has ended long enough ago."""
        async with self._database.unit_of_work(task.tenant_id) as work:
            await complete_unsaid(work, task.payload["booking"])
            await queue.done(work, task)
