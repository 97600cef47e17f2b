"""What happened becomes one row per listener, each tried again alone."""

from typing import Any

from booking import audit, bookings
from booking.catalog import Catalog
from booking.events import Event
from booking.store import queue
from booking.store.database import Database, Work
from booking.store.queue import Task
from booking.visit import Booking, Status
from bot.tenants import Tenants
from bot.worker import waiting
from bot.worker.alerts import MONEY, alert
from bot.worker.news import UNANSWERED, news_of
from bot.worker.planning import MAKES_CERTAIN, planned
from bot.worker.staff_messages import show_staff, when_it_begins
from payments import billing, receipts

# The customer hears of these in any case, of the others unless they did it themselves.
_ALWAYS_TOLD = (
    *(Event.LINK_READY, Event.LINK_FAILED, Event.PAID_LATE),
    *(Event.REFUNDED, Event.REFUND_FAILED, Event.CAPTURED, Event.RELEASED),
    Event.PAYMENT_MISMATCH,
)
_TOLD_IF_DONE_BY_OTHERS = (
    *(Event.CONFIRMED, Event.LAPSED, Event.CANCELLED, Event.TO_REFUND),
    *(Event.REQUESTED, Event.PROPOSED, Event.DECLINED, Event.MOVED, Event.REASSIGNED),
)
_CHANGES_PLANS = (Event.COMPLETED, *MAKES_CERTAIN, *waiting.CONCERNS)

_PAID = (Event.CONFIRMED, Event.REQUESTED)  # where a deposit is asked for
_MONEY_MOVED = (
    *(Event.PAID_LATE, Event.TO_REFUND, Event.REFUNDED),
    *(Event.PAID_AT_SALON, Event.CAPTURED),
)

_FOR_A_PERSON = (Event.REFUND_FAILED, Event.PAYMENT_MISMATCH, Event.CAPTURE_FAILED)


class Events:
    """Hands events over to payments, to the customer and to the staff; reminders are planned."""

    def __init__(self, database: Database, catalog: Catalog, tenants: Tenants) -> None:
        self._database = database
        self._catalog = catalog
        self._tenants = tenants

    async def hand_over(self, task: Task) -> None:
        lines = await self._tenants.by_id(task.tenant_id)
        async with self._database.unit_of_work(task.tenant_id) as work:
            await billing.on_event(work, task.payload)
            booking = await bookings.get(work, task.payload["booking"])
            if _money_moved(task.payload["event"], booking):
                await receipts.issue(work, booking.id)
            rows = []
            told = _concerns_customer(task.payload) and not await _is_known(work, task.payload)
            if told and booking.channel in lines.channels:
                rows.append(news_of(_told_as(task.payload), booking))
            if task.payload["event"] in _CHANGES_PLANS:
                salon = await self._catalog.salon(work)
                rows += await waiting.on_event(work, task.payload["event"], booking, salon)
                rows += planned(task.payload["event"], salon, booking, work.now)
            if lines.staff_chat:
                rows.append(show_staff(booking, task.id, lines.staff_chat))
                if booking.status is Status.CONFIRMED and booking.starts_at > work.now:
                    rows.append(when_it_begins(booking))
            if _needs_person(task.payload["event"], booking):
                rows.append(alert(MONEY, booking.id))
            await queue.add(work, *rows)
            await queue.done(work, task)


def _needs_person(event: str, booking: Booking) -> bool:
    """Also if a card is free again, by the dashboard or the bank, although the visit stands."""
    return event in _FOR_A_PERSON or (event == Event.RELEASED and booking.is_alive)


async def _is_known(work: Work, payload: dict[str, Any]) -> bool:
    """Who cancels is told in the answer what comes back, but not what the staff grant later."""
    if payload["event"] != Event.REFUNDED or not payload.get("promised"):
        return False
    cancelled = await audit.done(work, Event.CANCELLED, payload["booking"])
    granted = await audit.done(work, "refund", payload["booking"])
    by_customer = bool(cancelled) and cancelled[0].actor == "customer"
    return by_customer and not (granted and granted[0].at >= cancelled[0].at)


def _money_moved(event: str, booking: Booking) -> bool:
    return event in _MONEY_MOVED or (event in _PAID and bool(booking.deposit))


def _told_as(payload: dict[str, Any]) -> str:
    """A request that nobody answered is declined by the timer."""
    unanswered = payload["event"] == Event.DECLINED and payload["actor"] == "timer"
    return UNANSWERED if unanswered else str(payload["event"])


def _came_late(reason: str) -> bool:
    return reason != "cancelled" and not reason.startswith(billing.BY_STAFF)


def _concerns_customer(payload: dict[str, Any]) -> bool:
    if payload["event"] in _ALWAYS_TOLD:
        return True
    if payload["event"] == Event.TO_REFUND and not _came_late(payload["reason"]):
        return False  # what a cancellation or the staff give back is told when it is given
    return payload["event"] in _TOLD_IF_DONE_BY_OTHERS and payload["actor"] != "customer"
