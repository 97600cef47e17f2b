"""One message per booking in the staff's group, edited as the booking changes."""

from dataclasses import replace

from sqlalchemy import BigInteger, bindparam, select, update

from booking import bookings, customers
from booking.catalog import Catalog
from booking.money import Money
from booking.store import queue, upkeep
from booking.store.database import Database, Work
from booking.store.queue import NewTask, Task
from booking.store.tenancy import scoped
from booking.visit import Booking, Status
from bot.channels.channel import Moved, Saying, Sent, Unreachable
from bot.channels.telegram.invoices import TelegramInvoices
from bot.conversation.staff_desk import Sums, deeds, talking
from bot.tables import staff_chats, staff_messages
from bot.tenants import Lines, Tenants
from bot.wording.form import Button, Form, Layout
from bot.wording.localization import Wording
from bot.wording.staff import alert_lines
from payments import billing
from payments.payment import PaymentView

STAFF, BEGUN, ALERT, RELAY = "staff", "begun", "alert", "relay"


class StaffGroupLost(Exception):
    """The bot is not in the staff's group: alerts are kept until it is again."""


def show_staff(booking: Booking, event_id: int, chat: str) -> NewTask:
    """The row that brings the group's message of this booking up to date.

    One lane per group: its few messages a minute are not competed for.
    """
    return NewTask(
        topic=STAFF,
        lane=staff_lane(chat),
        payload={"booking": booking.id},
        dedupe=str(event_id),
    )


def staff_lane(chat: str) -> str:
    return f"staff:{chat}"


def when_it_begins(booking: Booking) -> NewTask:
    """The row that lets the staff say, from the start on, what comes of the visit."""
    lane = f"begun:{booking.id}:{booking.starts_at:%Y%m%d%H%M}"
    return NewTask(BEGUN, lane, {"booking": booking.id}, due_at=booking.starts_at, dedupe=lane)


class StaffMessages:
    """Writes what the booking is now, whatever event led here: late events change nothing."""

    def __init__(
        self, database: Database, catalog: Catalog, wording: Wording, tenants: Tenants
    ) -> None:
        self._database = database
        self._catalog = catalog
        self._wording = wording
        self._tenants = tenants

    async def show(self, task: Task) -> None:
        lines = await self._tenants.by_id(task.tenant_id)
        if lines.staff_chat is None:
            async with self._database.unit_of_work(task.tenant_id) as work:
                await queue.done(work, task)
            return
        async with self._database.unit_of_work(task.tenant_id) as work:
            saying = await self._saying(work, lines, task.payload["booking"])
        sent, chat = await self.send(lines, saying)
        async with self._database.unit_of_work(task.tenant_id) as work:
            await work.put(
                staff_messages,
                {"booking_id": task.payload["booking"], "chat": chat, "message": sent.message},
            )
            await queue.done(work, task)

    async def answer(self, task: Task) -> None:
        """Say what one of the staff asked for, or ask them something."""
        lines = await self._tenants.by_id(task.tenant_id)
        async with self._database.unit_of_work(task.tenant_id) as work:
            chat = await current_chat(work, lines.staff_chat or "")
        if lines.staff_chat:
            form, thread = Form.load(task.payload["form"]), lines.credentials.staff_thread_id or ""
            await self.send(lines, Saying(chat, form, edit=task.payload["edit"], thread=thread))
        async with self._database.unit_of_work(task.tenant_id) as work:
            await queue.done(work, task)

    async def begun(self, task: Task) -> None:
        """The visit has begun, unless it was moved or cancelled: its message gets buttons."""
        lines = await self._tenants.by_id(task.tenant_id)
        async with self._database.unit_of_work(task.tenant_id) as work:
            booking = await bookings.get(work, task.payload["booking"])
            stands = booking.status is Status.CONFIRMED and booking.starts_at <= work.now
            if lines.staff_chat and stands:
                await queue.add(work, show_staff(booking, task.id, lines.staff_chat))
            await queue.done(work, task)

    async def moved(self, lines: Lines, old: str, new: str) -> None:
        """The group became a supergroup; its settings may keep the old id."""
        async with self._database.unit_of_work(lines.tenant_id) as work:
            if await is_theirs(work, lines, old):
                await work.put(staff_chats, {"chat": old, "moved_to": new, "lost_at": None})

    async def lost(self, lines: Lines, chat: str) -> None:
        """The bot was thrown out; what could not be said is kept, and `check` tells."""
        async with self._database.unit_of_work(lines.tenant_id) as work:
            if await is_theirs(work, lines, chat):
                await work.put(staff_chats, {"chat": chat, "moved_to": None, "lost_at": work.now})

    async def found_again(self, lines: Lines, chat: str) -> None:
        """The bot is back: what was kept is said."""
        async with self._database.unit_of_work(lines.tenant_id) as work:
            if not await is_theirs(work, lines, chat):
                return
            found = await work.count(
                update(staff_chats)
                .where(scoped(staff_chats), staff_chats.c.chat == bindparam("in_chat"))
                .values(lost_at=None),
                {"in_chat": chat},
            )
            if found:
                for topic in (STAFF, ALERT, RELAY):
                    await upkeep.unpark(work, topic)

    async def _saying(self, work: Work, lines: Lines, booking_id: int) -> Saying:
        booking = await bookings.get(work, booking_id)
        salon = await self._catalog.salon(work)
        customer = await customers.find(work, booking.customer_id)
        payment = await billing.view(work, booking_id)
        words = self._wording.of_salon(salon)
        till = await billing.at_salon.till(work, booking)
        told = alert_lines(salon, booking, customer, payment, till.taken)
        text = "\n".join(words.say(line) for line in told)
        chat = await current_chat(work, lines.staff_chat or "")
        shown = await work.row(_SHOWN, {"booking": booking_id})
        returnable = payment.returnable if payment else None
        sums = Sums(till.due, till.taken, returnable, _by_hand(payment, till.due))
        offered = (*deeds(booking, work.now, sums), *talking(booking))
        choices = tuple(Button(words.say(one.label), one.id) for one in offered)
        return Saying(
            chat=chat,
            form=Form(words.language, text, text, Layout.BUTTONS, choices, columns=2),
            edit=shown.message if shown and shown.chat == chat else "",
            thread=lines.credentials.staff_thread_id or "",
        )

    async def send(self, lines: Lines, saying: Saying) -> tuple[Sent, str]:
        """Say it in the group, wherever that is by now; the chat that it went to."""
        channel = lines.channels["telegram"]
        try:
            return await channel.say(saying), saying.chat
        except Moved as moved:
            await self.moved(lines, saying.chat, moved.new_address)
            anew = replace(saying, chat=moved.new_address, edit="")
            return await channel.say(anew), moved.new_address
        except Unreachable as gone:
            await self.lost(lines, saying.chat)
            raise StaffGroupLost from gone


async def booking_of(work: Work, chat: str, message: str) -> int | None:
    """The booking that a message of the group shows."""
    row = await work.row(_BOOKING_OF, {"in_chat": chat, "of_message": message})
    return row and row.booking_id


def _by_hand(payment: PaymentView | None, like: Money) -> Money:
    """What of a deposit the staff must give back themselves; Telegram gives nothing back."""
    if payment is None or payment.provider != TelegramInvoices.name or not payment.refund_failed:
        return Money.zero(like.currency)
    return payment.owed - payment.refunded


async def current_chat(work: Work, chat: str) -> str:
    """The id that the group has now."""
    row = await work.row(_MOVED, {"in_chat": chat})
    return row.moved_to if row and row.moved_to else chat


async def is_theirs(work: Work, lines: Lines, chat: str) -> bool:
    """Is this the staff's group? Anybody may add the bot to groups of their own."""
    return bool(lines.staff_chat) and chat == await current_chat(work, lines.staff_chat or "")


_SHOWN = select(staff_messages.c.chat, staff_messages.c.message).where(
    scoped(staff_messages), staff_messages.c.booking_id == bindparam("booking", type_=BigInteger)
)
_BOOKING_OF = select(staff_messages.c.booking_id).where(
    scoped(staff_messages),
    staff_messages.c.chat == bindparam("in_chat"),
    staff_messages.c.message == bindparam("of_message"),
)
_MOVED = select(staff_chats.c.moved_to).where(
    scoped(staff_chats), staff_chats.c.chat == bindparam("in_chat")
)
