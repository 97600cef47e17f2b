"""Taps of the staff on a booking's message: done if their role allows it, and answered."""

from booking import bookings
from booking.catalog import Catalog
from booking.errors import Refusal
from booking.reservations import attending, change
from booking.salon import Salon
from booking.store import queue
from booking.store.database import Database, Work
from booking.store.queue import NewTask, Task
from booking.visit import Actor, Booking
from bot.channels.channel import Heard
from bot.conversation import staff_desk
from bot.conversation.screen import Text
from bot.conversation.tokens import StandingChoice, read_token
from bot.tenants import Lines, Tenants
from bot.wording.localization import Wording
from bot.worker.acknowledging import acknowledge
from bot.worker.inbox import hear_task, heard_of
from bot.worker.staff_messages import is_theirs, show_staff
from payments.billing import at_salon

DESK = "desk"


def desk_task(heard: Heard) -> NewTask | None:
    """The row of a tap on a booking's message; None for anything else that a group may say."""
    if not isinstance(read_token(heard.inbound.data), StandingChoice):
        return None
    row = hear_task("telegram", heard)
    return NewTask(DESK, row.lane, row.payload, dedupe=row.dedupe, priority=row.priority)


class StaffDesk:
    """Every change is made in the name of the staff member, and so in the audit log."""

    def __init__(
        self, database: Database, catalog: Catalog, wording: Wording, tenants: Tenants
    ) -> None:
        self._database = database
        self._catalog = catalog
        self._wording = wording
        self._tenants = tenants

    async def act(self, task: Task) -> None:
        """Do what the tap asks for, then show whoever tapped what came of it."""
        heard, lines = heard_of(task.payload), await self._tenants.by_id(task.tenant_id)
        async with self._database.unit_of_work(task.tenant_id) as work:
            said = None
            salon = await self._catalog.salon(work)
            if await is_theirs(work, lines, heard.chat):
                said = await _answer(work, salon, lines, heard, task)
            words = self._wording.in_(salon.languages[0], salon.zone)
            await queue.done(work, task)
        await acknowledge(lines, heard, words.say(said) if said else "")


async def _answer(work: Work, salon: Salon, lines: Lines, heard: Heard, task: Task) -> Text | None:
    token = read_token(heard.inbound.data)
    if not isinstance(token, StandingChoice):
        return None
    booking = await bookings.find(work, token.booking)
    if booking is None:
        return None
    member = staff_desk.member(salon, heard.person)
    if member is None:
        return staff_desk.stranger(heard.person)
    if not staff_desk.may(member, booking):
        return staff_desk.not_theirs(salon, booking)
    done = staff_desk.DONE.get(token.action)
    if done is None or booking.revision != token.revision:
        await queue.add(work, show_staff(booking, task.id, lines.staff_chat or ""))
        return staff_desk.STALE
    try:
        async with work.savepoint():
            await _do(token.action, work, salon, booking, Actor("staff", str(member.id)))
    except Refusal as no:
        return staff_desk.refused(no)
    return done


async def _do(action: str, work: Work, salon: Salon, booking: Booking, by: Actor) -> None:
    match action:
        case "approve":
            await change.approve(work, salon, booking.id, by)
        case "decline":
            await change.decline(work, booking.id, by)
        case "arrived":
            await attending.arrive(work, booking.id, by)
        case "completed":
            await attending.complete(work, booking.id, by)
        case "noshow":
            await attending.mark_no_show(work, booking.id, by)
        case "cash" | "terminal":
            await at_salon.take(work, booking, at_salon.Method(action), by)
        case "unpaid":
            await at_salon.give_back(work, booking, by)
