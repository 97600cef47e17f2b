"""Single messages to the staff, or the owner, each about one booking."""

from collections.abc import Mapping
from typing import Any

from booking import bookings, customers
from booking.catalog import Catalog
from booking.salon import Salon
from booking.store import queue
from booking.store.database import Database
from booking.store.queue import NewTask, Task
from booking.visit import Booking, Person
from bot.channels.channel import Saying, Unreachable
from bot.conversation.screen import Text
from bot.tenants import Lines, Tenants
from bot.wording.form import Form
from bot.wording.localization import Wording
from bot.wording.staff import low_rating_lines, money_lines, unheard_lines
from bot.worker.staff_messages import ALERT as ALERT
from bot.worker.staff_messages import StaffMessages, current_chat
from payments import billing
from payments.payment import PaymentView

MONEY = "money"  # a kind: somebody has to see to the booking's payment


def alert(kind: str, booking_id: int, **more: Any) -> NewTask:
    """The row of one such message."""
    return NewTask(ALERT, f"{ALERT}:{booking_id}", {"kind": kind, "booking": booking_id, **more})


class Alerts:
    """Says them in the salon's language, as the booking stands then."""

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
        words = self._wording.of_salon(salon)
        told = _lines(salon, booking, customer, payment, task.payload)
        text = "\n".join(words.say(line) for line in told)
        form = Form(language=words.language, text=text, plain=text)
        for_owner = task.payload["kind"] == "low_rating" or not lines.staff_chat
        if not (for_owner and await _told_owner(salon, lines, form)) and lines.staff_chat:
            thread = lines.credentials.staff_thread_id or ""
            await self._staff.send(lines, Saying(chat, form, thread=thread))
        async with self._database.unit_of_work(task.tenant_id) as work:
            await queue.done(work, task)


def _lines(
    salon: Salon,
    booking: Booking,
    customer: Person | None,
    payment: PaymentView | None,
    payload: Mapping[str, Any],
) -> tuple[Text, ...]:
    if payload["kind"] == "low_rating":
        return low_rating_lines(salon, booking, customer, payload["stars"], payload.get("text"))
    if payload["kind"] == MONEY:
        differ = payload.get("books_differ", False)
        return money_lines(salon, booking, customer, payment, books_differ=differ)
    return unheard_lines(salon, booking, customer, payload["event"])


async def _told_owner(salon: Salon, lines: Lines, form: Form) -> bool:
    """In their own chat with the bot, which they must have begun."""
    owner = next((one for one in salon.staff if one.role == "owner" and one.telegram_id), None)
    if owner is None or lines.telegram is None:
        return False
    try:
        await lines.telegram.say(Saying(str(owner.telegram_id), form))
    except Unreachable:
        return False
    return True
