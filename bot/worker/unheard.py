"""What did not arrive: news goes another way, a photo's words go alone."""

from collections.abc import Mapping
from typing import Any

from booking import bookings, customers, reminders
from booking.store import queue
from booking.store.database import Database, Work
from booking.store.queue import NewTask, Task
from booking.visit import Booking
from bot.tenants import Lines, Tenants
from bot.worker.alerts import alert
from bot.worker.inbox import inbound_lane, later_lane
from bot.worker.news import NEWS, UNANSWERED
from bot.worker.speaking import SAY, has_photo, without_photo
from bot.worker.takeover import relayed


class Unheard:
    """Finds another way for what a customer should know."""

    def __init__(self, database: Database, tenants: Tenants) -> None:
        self._database = database
        self._tenants = tenants

    async def carry_on(self, task: Task) -> None:
        lines = await self._tenants.by_id(task.tenant_id)
        async with self._database.unit_of_work(task.tenant_id) as work:
            await queue.done(work, task)
            said = await _said(work, task)
            if about := said.get("about"):
                await queue.add(work, *await _elsewhere(work, lines, task.payload, about))
            elif "form" in said and has_photo(said["form"]):
                await queue.add(work, *await _in_words(work, task.payload, said))


async def _said(work: Work, task: Task) -> Mapping[str, Any]:
    """What the message said, and what it was about; nothing if that is not known (yet)."""
    payload = task.payload
    if "message" not in payload:
        return payload
    said = await queue.known_as(work, SAY, payload["message"])
    if said is not None:
        return said
    later = later_lane(payload["channel"], payload["chat"])
    if task.lane != later:
        again = NewTask(task.topic, later, payload, dedupe=f"{payload['message']}:again")
        await queue.add(work, again)
    return {}


async def _in_words(work: Work, at: Mapping[str, Any], said: Mapping[str, Any]) -> list[NewTask]:
    """An answer whose photo the platform could not fetch or does not take, without it."""
    reach = await customers.reach(work, at["channel"], at["chat"])
    if reach is None or not reach.is_reachable:
        return []
    return [without_photo(said, at["channel"], at["chat"])]


async def _elsewhere(
    work: Work, lines: Lines, at: Mapping[str, Any], about: Mapping[str, Any]
) -> list[NewTask]:
    if about["event"] == "answer":
        told = relayed(lines.staff_chat or "", "unreachable", at["channel"], at["chat"])
        return [told] if lines.staff_chat else []
    booking = await bookings.find(work, about["booking"])
    if booking is None or not _still_matters(booking, about, work):
        return []
    tried = [*about.get("tried", ()), at["channel"]]
    open_channels = [name for name in lines.channels if name not in tried]
    other = await customers.other_address(work, booking.customer_id, open_channels)
    if other is not None:
        channel, chat = other
        payload = {**about, "channel": channel, "chat": chat, "tried": tried}
        return [NewTask(NEWS, inbound_lane(channel, chat), payload)]
    return [alert("unheard", booking.id, event=about["event"])]


def _still_matters(booking: Booking, about: Mapping[str, Any], work: Work) -> bool:
    if about["event"] == reminders.REMINDER:
        return reminders.is_true(booking, about["start"], work.now)
    return about["event"] in _WORTH_IT


_WORTH_IT = (
    *("confirmed", "lapsed", "cancelled", "moved", "declined", UNANSWERED),
    *("to_refund", "paid_late", "refunded", "refund_failed"),
)
