"""Taps and commands of the staff in their group: done if their role allows it, and answered."""

from booking import bookings
from booking.catalog import Catalog
from booking.errors import Refusal
from booking.reservations import attending, change
from booking.salon import Salon, Staff
from booking.store import queue
from booking.store.database import Database, Work
from booking.store.queue import NewTask, Task
from booking.visit import Actor, Booking
from bot.channels.channel import Heard
from bot.conversation import staff_desk, staff_money
from bot.conversation.screen import Text
from bot.conversation.staff_money import Reply
from bot.conversation.tokens import StandingChoice, read_token
from bot.tenants import Lines, Tenants
from bot.wording.form import Button, Form, Layout
from bot.wording.localization import Localization, Wording
from bot.worker import proposing
from bot.worker import staff_money as staff_money_desk
from bot.worker.acknowledging import acknowledge
from bot.worker.checkouts import given_back
from bot.worker.inbox import hear_task, heard_of
from bot.worker.staff_messages import is_theirs, show_staff, staff_lane
from payments.billing import at_salon

DESK, ANSWER = "desk", "desk_answer"


def desk_task(heard: Heard) -> NewTask | None:
    """The row of a tap on a booking's message, or of a command; None for all else in a group."""
    is_tap = isinstance(read_token(heard.inbound.data), StandingChoice)
    if not is_tap and not _is_command(heard):
        return None
    row = hear_task("telegram", heard)
    return NewTask(DESK, row.lane, row.payload, dedupe=row.dedupe, priority=row.priority)


def _is_command(heard: Heard) -> bool:
    first = heard.inbound.text.split(maxsplit=1)[:1]
    return bool(first) and first[0].partition("@")[0].casefold() == staff_money.COMMAND


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
        """Do what is asked for, then show whoever asked what came of it."""
        heard, lines = heard_of(task.payload), await self._tenants.by_id(task.tenant_id)
        async with self._database.unit_of_work(task.tenant_id) as work:
            reply = Reply()
            salon = await self._catalog.salon(work)
            words = self._wording.of_salon(salon)
            if await is_theirs(work, lines, heard.chat):
                reply = await _reply(work, salon, lines, heard, task)
                if reply.lines:
                    await queue.add(work, answer(heard, reply, words))
            await queue.done(work, task)
        await acknowledge(lines, heard, words.say(reply.toast) if reply.toast else "")


async def _reply(work: Work, salon: Salon, lines: Lines, heard: Heard, task: Task) -> Reply:
    token, key = read_token(heard.inbound.data), f"desk:{task.id}"
    member = staff_desk.member(salon, heard.person)
    if not isinstance(token, StandingChoice):
        if member is None:
            return Reply(lines=(staff_desk.stranger(heard.person),))
        return await staff_money_desk.ordered(work, salon, member, heard.inbound.text, key)
    booking = await bookings.find(work, token.booking)
    if booking is None:
        return Reply()
    if member is None:
        return Reply(staff_desk.stranger(heard.person))
    if not staff_desk.may(member, booking):
        return Reply(staff_desk.not_theirs(salon, booking))
    if token.action in proposing.ACTIONS:
        return await proposing.tapped(work, salon, booking, member, token)
    if token.action in staff_money_desk.ACTIONS:
        return await staff_money_desk.tapped(
            work, salon, booking, member, token, key, f"{heard.chat}:{heard.message}"
        )
    return Reply(await _answer(work, salon, lines, booking, member, token, task))


async def _answer(
    work: Work,
    salon: Salon,
    lines: Lines,
    booking: Booking,
    member: Staff,
    token: StandingChoice,
    task: Task,
) -> Text:
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
            await change.approve(work, salon, booking.id, by, seen=booking.revision)
        case "decline":
            await change.decline(work, booking.id, by, seen=booking.revision)
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
        case "returned":
            await given_back(work, booking, by)


def answer(heard: Heard, reply: Reply, words: Localization) -> NewTask:
    """The row of what the group reads, which says what was true when it was asked."""
    text = "\n".join(map(words.say, reply.lines))
    choices = tuple(Button(words.label(one.label), one.id) for one in reply.choices)
    form = Form(words.language, text, text, Layout.BUTTONS, choices, columns=2)
    edits = heard.message if reply.replaces else ""
    return NewTask(ANSWER, staff_lane(heard.chat), {"form": form.dump(), "edit": edits})
