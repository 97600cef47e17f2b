"""Reports in the chat: for managers and owners, in the staff's group or in private."""

import structlog

from booking import audit
from booking.catalog import Catalog
from booking.instants import local_day
from booking.salon import Salon
from booking.store import queue
from booking.store.database import Database, Work
from booking.store.queue import NewTask, Task
from booking.visit import Actor
from bot.channels.channel import Attachment, Heard, Moved, Saying, Unreachable
from bot.conversation import remarks, report_request, staff_desk
from bot.conversation.inbound import Kind
from bot.conversation.report_request import Sums
from bot.conversation.screen import Text
from bot.files import File, Files
from bot.reports.making import report_key
from bot.tenants import Lines, Tenants
from bot.wording.form import Form
from bot.wording.localization import Wording
from bot.worker.inbox import hear_task, heard_of
from bot.worker.staff_messages import is_theirs
from payments.report import Report
from payments.reporting import report

REPORTS = "reports"
_log = structlog.get_logger()


def report_task(heard: Heard) -> NewTask | None:
    """The row of the command; None for anything else."""
    if heard.inbound.kind is not Kind.TEXT or not report_request.is_asked_for(heard.inbound.text):
        return None
    row = hear_task("telegram", heard)
    return NewTask(REPORTS, row.lane, row.payload, dedupe=row.dedupe, priority=row.priority)


class StaffReports:
    """Who asks is known by the number that the catalogue gives; each report is in the audit log."""

    def __init__(
        self,
        database: Database,
        catalog: Catalog,
        wording: Wording,
        tenants: Tenants,
        files: Files,
    ) -> None:
        self._database = database
        self._catalog = catalog
        self._wording = wording
        self._tenants = tenants
        self._files = files

    async def tell(self, task: Task) -> None:
        """Answer where it was asked; another group than the staff's gets no answer."""
        heard, lines = heard_of(task.payload), await self._tenants.by_id(task.tenant_id)
        async with self._database.unit_of_work(task.tenant_id) as work:
            salon = await self._catalog.salon(work)
            told: tuple[Text, ...] = ()
            key = ""
            if not heard.is_group or await is_theirs(work, lines, heard.chat):
                told, key = await _answer(work, salon, heard)
        if told:
            words = self._wording.of_salon(salon)
            text = "\n".join(words.say(line) for line in told)
            file = await self._files.make(task.tenant_id, key) if key else None
            form = Form(words.language, text, text)
            thread = (lines.credentials.staff_thread_id or "") if heard.is_group else ""
            await _send(lines, Saying(heard.chat, form, thread=thread, attachment=_with(file)))
        async with self._database.unit_of_work(task.tenant_id) as work:
            await queue.done(work, task)


async def _answer(work: Work, salon: Salon, heard: Heard) -> tuple[tuple[Text, ...], str]:
    """What to say, and the key of what to show with it."""
    member = staff_desk.member(salon, heard.person)
    if member is None:
        unknown = staff_desk.stranger(heard.person)
        return ((unknown if heard.is_group else remarks.UNKNOWN_COMMAND),), ""
    if not staff_desk.may_all(member):
        return (report_request.ONLY_MANAGERS,), ""
    days = report_request.days_asked_for(heard.inbound.text, local_day(work.now, salon.zone))
    if days is None:
        return (report_request.USAGE,), ""
    first, last = days
    found = await report(work, salon, first, last)
    actor = Actor("staff", str(member.id))
    await audit.note(work, actor, "report", first=first.isoformat(), last=last.isoformat())
    return report_request.sums_lines(first, last, _sums(found)), report_key(first, last)


def _sums(found: Report) -> Sums:
    total = found.total
    minors = (total.takings, total.refunds, total.kept, total.outstanding)
    return Sums(*(found.money(minor) for minor in minors))


def _with(file: File | None) -> Attachment | None:
    return Attachment(file) if file else None


async def _send(lines: Lines, saying: Saying) -> None:
    if lines.telegram is None:
        return
    try:
        await lines.telegram.say(saying)
    except (Moved, Unreachable) as error:
        _log.info("a report found nobody", reason=type(error).__name__)
