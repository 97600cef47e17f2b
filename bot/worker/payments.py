"""Tasks that ask the payment provider."""

from dataclasses import replace

import structlog

from booking import bookings
from booking.errors import Misuse
from booking.store import queue
from booking.store.database import Database
from booking.store.queue import REPLY, NewTask, Task
from booking.visit import Booking
from bot.tenants import Tenants
from bot.worker.alerts import MONEY, alert
from bot.worker.news import news_of
from payments import billing, ledger
from payments.billing.reconciling import Problem
from payments.payment import HOLDS
from payments.provider import Provider

LOOK = "look"
RECONCILE = "reconcile"
_log = structlog.get_logger()
_VARIABLES = {
    "moyasar": "MOYASAR_SECRET_KEY",
    "telegram": "TELEGRAM_PROVIDER_TOKEN",
    HOLDS: "MOYASAR_SECRET_KEY",
}


def look_task(booking: Booking) -> NewTask:
    """The customer says that it is paid: the provider is asked, and the answer is told."""
    return NewTask(
        topic=LOOK,
        lane=f"look:{booking.id}",
        payload={"booking": booking.id},
        priority=REPLY,
    )


def _for_a_person(found: billing.Finding) -> NewTask | None:
    """What no event has told the staff of; told again after a week, since done rows are kept."""
    if found.booking_id is None or found.problem not in (Problem.DIFFERS, Problem.MISSING):
        return None
    row = alert(MONEY, found.booking_id, books_differ=True)
    return replace(row, dedupe=f"differs:{found.payment_id}:{found.problem}:{found.after}")


class PaymentTasks:
    """No network call is made inside a transaction: first it is asked, then written down."""

    def __init__(self, database: Database, tenants: Tenants) -> None:
        self._database = database
        self._tenants = tenants

    async def carry_out(self, task: Task) -> None:
        provider = await self._provider(task)
        moyasar = (await self._tenants.by_id(task.tenant_id)).provider
        instead = None if provider is moyasar else moyasar
        await billing.carry_out(self._database, provider, task, instead)
        async with self._database.unit_of_work(task.tenant_id) as work:
            await queue.done(work, task)

    async def look(self, task: Task) -> None:
        async with self._database.unit_of_work(task.tenant_id) as work:
            booking = await bookings.get(work, task.payload["booking"])
            payment = await ledger.of_booking(work, booking.id)
        if payment is not None:
            provider = await self._named(task, payment.provider)
            await billing.look_again(self._database, provider, task.tenant_id, payment.id)
        async with self._database.unit_of_work(task.tenant_id) as work:
            await queue.add(work, news_of("looked", booking))
            await queue.done(work, task)

    async def gave_up(self, task: Task) -> None:
        """A charge or a refund was tried too often: its customer, who waits for it, is told."""
        held = (billing.CAPTURE, billing.RELEASE)
        if task.topic not in (billing.CHARGE, billing.REFUND, *held):
            return
        async with self._database.unit_of_work(task.tenant_id) as work:
            if task.topic in held:
                await billing.give_up_hold(work, task.payload["payment"])
                return
            if task.topic == billing.REFUND:
                await billing.give_up(work, task.payload["payment"])
                return
            payment = await ledger.find(work, task.payload["payment"])
            if payment is not None:
                booking = await bookings.get(work, payment.booking_id)
                await queue.add(work, news_of("link_failed", booking))

    async def reconcile(self, task: Task) -> None:
        """What is not mended is told: to the staff by its booking, in any case to the operator."""
        lines = await self._tenants.by_id(task.tenant_id)
        found: list[billing.Finding] = []
        for provider in lines.providers:
            found += await billing.reconcile(self._database, provider, task.tenant_id)
        for one in found:
            if one.problem:
                _log.warning("books differ", problem=one.problem, invoice=one.provider_id)
        async with self._database.unit_of_work(task.tenant_id) as work:
            await queue.add(work, *filter(None, map(_for_a_person, found)))
            await queue.done(work, task)

    async def _provider(self, task: Task) -> Provider:
        """Whose payment it is; what names neither came by Moyasar's webhook."""
        if "payment" not in task.payload:
            return await self._named(task, task.payload.get("provider", "moyasar"))
        async with self._database.unit_of_work(task.tenant_id) as work:
            payment = await ledger.find(work, task.payload["payment"])
        return await self._named(task, payment.provider if payment else "moyasar")

    async def _named(self, task: Task, name: str) -> Provider:
        lines = await self._tenants.by_id(task.tenant_id)
        provider = lines.provider_named(name)
        if provider is None:
            variable = _VARIABLES.get(name, name)
            raise Misuse(f"{variable} is not set any more, but a payment is under way")
        return provider
