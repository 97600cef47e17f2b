"""Visits that are over: their customers are asked how it was, once and at a decent hour."""

from booking import bookings, reminders, reviews
from booking.catalog import Catalog
from booking.store import queue
from booking.store.database import Database
from booking.store.queue import Task
from bot.tenants import Tenants
from bot.worker.news import news_of

RATING = "rating"


class Ratings:
    """Turns a row that is due into news for the customer, in order with what they write."""

    def __init__(self, database: Database, catalog: Catalog, tenants: Tenants) -> None:
        self._database = database
        self._catalog = catalog
        self._tenants = tenants

    async def ask(self, task: Task) -> None:
        lines = await self._tenants.by_id(task.tenant_id)
        async with self._database.unit_of_work(task.tenant_id) as work:
            await queue.done(work, task)
            salon = await self._catalog.salon(work)
            booking = await bookings.find(work, task.payload["booking"])
            morning = reminders.after_quiet(work.now, salon.quiet, salon.zone)
            if morning > work.now:
                await queue.add(work, reviews.postponed(task, morning))
                return
            if booking is None or booking.channel not in lines.channels:
                return
            if reviews.is_due(booking, task.payload["end"]):
                once = f"{RATING}:{booking.id}"
                await queue.add(work, news_of(RATING, booking, dedupe=once))
