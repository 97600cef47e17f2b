"""What is planned for a visit that is certain: its reminders, its end, the question how it was."""

from collections.abc import Iterator
from datetime import datetime

from booking import bookings, reminders, reviews
from booking.catalog import Catalog
from booking.events import Event
from booking.reservations.unsaid import when_unsaid
from booking.salon import Salon
from booking.store import queue
from booking.store.database import Database
from booking.store.queue import NewTask, Task
from booking.visit import Booking, Status

PLAN = "plan"
MAKES_CERTAIN = (Event.CONFIRMED, Event.MOVED)  # a start of which to remind
_AT_ONCE = 500  # rows


def planned(event: str, salon: Salon, booking: Booking, now: datetime) -> Iterator[NewTask]:
    """The rows that an event of a booking plans."""
    is_certain = event in MAKES_CERTAIN and booking.status is Status.CONFIRMED
    if is_certain:
        yield from reminders.planned(salon, booking, now)
        yield when_unsaid(booking)
    if is_certain or event == Event.COMPLETED:
        yield reviews.planned(salon, booking, now)


class Planning:
    """Plans for visits that older releases confirmed; what is planned already is left out."""

    def __init__(self, database: Database, catalog: Catalog) -> None:
        self._database = database
        self._catalog = catalog

    async def plan(self, task: Task) -> None:
        async with self._database.unit_of_work(task.tenant_id) as work:
            salon = await self._catalog.salon(work)
            rows = [
                row
                for booking in await bookings.to_come(work)
                for row in planned(Event.CONFIRMED, salon, booking, work.now)
            ]
            for first in range(0, len(rows), _AT_ONCE):
                await queue.add(work, *rows[first : first + _AT_ONCE])
            await queue.done(work, task)
