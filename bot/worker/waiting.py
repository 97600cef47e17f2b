"""What becomes free is offered to who waits for it, one after the other."""

from collections.abc import Sequence
from datetime import date, datetime

from booking import waitlist
from booking.catalog import Catalog
from booking.errors import Refusal
from booking.events import Event
from booking.instants import local_day
from booking.reminders import after_quiet
from booking.reservations import offering
from booking.reservations.locking import Lock, lock_calendars
from booking.salon import Salon
from booking.store import queue
from booking.store.database import Database, Work
from booking.store.queue import BULK, NewTask, Task
from booking.visit import Booking, Slot
from booking.waiting import Entry
from bot.tenants import Lines, Tenants
from bot.worker.chat import without_deposits
from bot.worker.news import news_of

WAITLIST = "waitlist"
OFFER = "offer"
"""What the news of it are called."""

_FREES = (Event.CANCELLED, Event.LAPSED, Event.DECLINED, Event.MOVED, Event.REASSIGNED)
_BOOKS = (Event.CONFIRMED, Event.REQUESTED)
CONCERNS = (*_FREES, *_BOOKS)


async def on_event(work: Work, event: str, booking: Booking, salon: Salon) -> Sequence[NewTask]:
    """What a booking's event means for the list, and the rows that offer what became free."""
    if event in _BOOKS:
        await waitlist.satisfied(work, booking, salon.zone)
        return ()
    if event not in _FREES:
        return ()
    if booking.waiting_id is not None and not booking.is_alive:
        await waitlist.passed(work, booking.waiting_id, booking.starts_at)
    starts = {booking.starts_at, booking.moved_from or booking.starts_at}
    days = sorted({local_day(at, salon.zone) for at in starts if at > work.now})
    return [_task(day) for day in days if await waitlist.is_wanted(work, day)]


class Waitlist:
    """At most one offer a transaction; what is left is seen to by the next row."""

    def __init__(
        self,
        database: Database,
        catalog: Catalog,
        tenants: Tenants,
        *,
        lock: Lock = lock_calendars,
    ) -> None:
        self._database = database
        self._catalog = catalog
        self._tenants = tenants
        self._lock = lock

    async def offer(self, task: Task) -> None:
        lines = await self._tenants.by_id(task.tenant_id)
        day = date.fromisoformat(task.payload["day"])
        async with self._database.unit_of_work(task.tenant_id) as work:
            salon = await self._catalog.salon(work)
            morning = after_quiet(work.now, salon.quiet, salon.zone)
            if morning > work.now:
                await queue.add(work, _task(day, morning))
            elif found := await self._next(work, lines, salon, day):
                await self._offer(work, _sold(lines, salon, found[0].channel), *found)
                await queue.add(work, _task(day))
            await queue.done(work, task)

    async def _next(
        self, work: Work, lines: Lines, salon: Salon, day: date
    ) -> tuple[Entry, Slot] | None:
        """Who came first of those for whom something is free."""
        for entry in await waitlist.in_order(work, day):
            if entry.channel not in lines.channels:
                continue
            if slot := await offering.fitting(work, salon, entry, day):
                return entry, slot
        return None

    async def _offer(self, work: Work, salon: Salon, entry: Entry, slot: Slot) -> None:
        try:
            async with work.savepoint():
                booking = await offering.offer(work, salon, entry, slot, self._lock)
        except Refusal:  # a limit of theirs, or somebody else was faster: not this one
            await waitlist.passed(work, entry.id, slot.starts_at)
            return
        if booking is not None:
            await queue.add(work, news_of(OFFER, booking))


def _sold(lines: Lines, salon: Salon, channel: str) -> Salon:
    return salon if lines.provider_on(channel) else without_deposits(salon)


def _task(day: date, due_at: datetime | None = None) -> NewTask:
    """In order, unless it is dated."""
    lane = f"{WAITLIST}:{day}" if due_at else WAITLIST
    payload = {"day": day.isoformat()}
    return NewTask(topic=WAITLIST, lane=lane, payload=payload, due_at=due_at, priority=BULK)
