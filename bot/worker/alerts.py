"""Single messages to the staff's group, each about one booking."""

from typing import Any

from booking import bookings, customers
from booking.catalog import Catalog
from booking.store import queue
from booking.store.database import Database
from booking.store.queue import NewTask, Task
from bot.channels.channel import Saying
from bot.tenants import Tenants
from bot.wording.form import Form
from bot.wording.localization import Wording
from bot.wording.staff import money_lines, unheard_lines
from bot.worker.staff_messages import ALERT as ALERT
from bot.worker.staff_messages import StaffMessages, current_chat, staff_lane
from payments import billing

MONEY = "money"  # a kind: somebody has to see to the booking's payment


def alert(chat: str, kind: str, booking_id: int, **more: Any) -> NewTask:
    """The row of one such message."""
    return NewTask(ALERT, staff_lane(chat), {"kind": kind, "booking": booking_id, **more})


class Alerts:
    """Says them in the group's language, as the booking stands then."""

    def __init__(
        self,
        database: Database,
        catalog: Catalog,
        wording: Wording,
        tenants: Tenants,
        staff: StaffMessages,
    ) -> None:
        self._database = database
        self._catalog = catalog
        self._wording = wording
        self._tenants = tenants
        self._staff = staff

    async def tell(self, task: Task) -> None:
        lines = await self._tenants.by_id(task.tenant_id)
        async with self._database.unit_of_work(task.tenant_id) as work:
            booking = await bookings.get(work, task.payload["booking"])
            salon = await self._catalog.salon(work)
            customer = await customers.find(work, booking.customer_id)
            payment = await billing.view(work, booking.id)
            chat = await current_chat(work, lines.staff_chat or "")
        if lines.staff_chat:
            words = self._wording.of_salon(salon)
            if task.payload["kind"] == MONEY:
                told = money_lines(salon, booking, customer, payment)
            else:
                told = unheard_lines(salon, booking, customer, task.payload["event"])
            text = "\n".join(words.say(line) for line in told)
            form = Form(language=words.language, text=text, plain=text)
            thread = lines.credentials.staff_thread_id or ""
            await self._staff.send(lines, Saying(chat, form, thread=thread))
        async with self._database.unit_of_work(task.tenant_id) as work:
            await queue.done(work, task)
