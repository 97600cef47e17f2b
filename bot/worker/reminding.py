"""Reminders that are due: many in one transaction, each checked again."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from booking import bookings, customers, reminders
from booking.catalog import Catalog
from booking.customers import Reach
from booking.salon import Salon
from booking.store import queue
from booking.store.database import Database, Work
from booking.store.queue import NewTask, Task
from booking.visit import Booking
from bot.channels.channel import Channel
from bot.conversation.memory import Conversation
from bot.conversation.reminder import reminder_screen
from bot.conversation.turn import Turn, with_offer
from bot.tenants import Tenants
from bot.wording.localization import Localization, Wording
from bot.wording.rendering import render
from bot.worker import talks
from bot.worker.speaking import later_task
from bot.worker.talks import At

_WORDED = 10  # without a pause


@dataclass(frozen=True, slots=True)
class _Due:
    """One reminder that is still true, whom it is for, and how they are reached."""

    task: Task
    booking: Booking
    reach: Reach
    channel: Channel

    @property
    def at(self) -> At:
        address = self.reach.person.address
        return self.channel.name, address, address


class Reminders:
    """Ends reminders and queues what they say; it is checked once more when it is sent."""

    def __init__(
        self, database: Database, catalog: Catalog, wording: Wording, tenants: Tenants
    ) -> None:
        self._database = database
        self._catalog = catalog
        self._wording = wording
        self._tenants = tenants

    async def remind(self, tasks: Sequence[Task]) -> None:
        """All of one tenant's; a statement for each table, however many they are."""
        lines = await self._tenants.by_id(tasks[0].tenant_id)
        async with self._database.unit_of_work(lines.tenant_id) as work:
            ended = await queue.done_together(work, tasks)
            ours = [task for task in tasks if task.id in ended and not _is_late(task, work.now)]
            salon = await self._catalog.salon(work)
            morning = reminders.after_quiet(work.now, salon.quiet, salon.zone)
            if morning > work.now:
                await queue.add(work, *(_later(task, morning) for task in ours))
                return
            due = await _still_true(work, ours, lines.channels)
            known = await talks.of_many(work, [one.at for one in due])
            rows, offered = [], {}
            for number, one in enumerate(due, 1):
                turn = self._turn(one, salon, known)
                rows.append(self._row(one, turn, salon))
                if one.at in known:
                    offered[one.at] = with_offer(turn, self._words(one, salon).say).talk
                if number % _WORDED == 0:
                    await asyncio.sleep(0)  # who waits for a reply need not wait for all of them
            await queue.add(work, *rows)
            await talks.offered(work, offered)

    def _turn(self, one: _Due, salon: Salon, known: Mapping[At, Conversation]) -> Turn:
        talk = known.get(one.at, Conversation())
        return Turn(talk, reminder_screen(one.booking, salon), is_notice=True)

    def _row(self, one: _Due, turn: Turn, salon: Salon) -> NewTask:
        form = render(turn, self._words(one, salon), one.channel.capabilities)
        if form is None:
            raise TypeError("a reminder is never left out")
        about = {
            "event": reminders.REMINDER,
            "booking": one.booking.id,
            "start": one.task.payload["start"],
        }
        row = later_task(one.channel.name, one.reach.person.address, form, about)
        return replace(row, useless_after=one.task.useless_after)

    def _words(self, one: _Due, salon: Salon) -> Localization:
        return self._wording.of_salon(salon, one.reach.person.language)


def _is_late(task: Task, now: datetime) -> bool:
    return task.useless_after is not None and task.useless_after <= now


async def _still_true(
    work: Work, tasks: Sequence[Task], channels: Mapping[str, Channel]
) -> Sequence[_Due]:
    wanted = {task.payload["booking"]: task for task in tasks}
    found = await bookings.find_many(work, wanted)
    reached = await customers.reach_of_bookings(work, found)
    return [
        _Due(task, booking, reach, channel)
        for booking_id, task in wanted.items()
        if (booking := found.get(booking_id)) is not None
        and reminders.is_true(booking, task.payload["start"], work.now)
        and (reach := reached.get(booking_id)) is not None
        and not reach.is_silent
        and (channel := channels.get(booking.channel)) is not None
    ]


def _later(task: Task, morning: datetime) -> NewTask:
    return NewTask(
        topic=task.topic,
        lane=task.lane,
        payload=task.payload,
        due_at=morning,
        useless_after=task.useless_after,
        priority=queue.BULK,
    )
