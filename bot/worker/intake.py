"""What a platform's request means for us: parsed, stored, acknowledged; shared by web and poll."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import structlog

from booking import customers
from booking.store.database import Database
from bot.channels.channel import Heard
from bot.channels.telegram.parse import Blocked, BotAdded, BotRemoved, GroupMoved, Unblocked, parse
from bot.channels.telegram.payments import Checkout, Paid
from bot.tenants import Lines
from bot.worker.checkouts import Checkouts, paid_task
from bot.worker.group import group_task
from bot.worker.inbox import Inbox, hear_task
from bot.worker.staff_desk import desk_task
from bot.worker.staff_messages import StaffMessages
from bot.worker.staff_reports import report_task

_log = structlog.get_logger()


class Intake:
    """Returns when what came in is committed."""

    def __init__(
        self,
        database: Database,
        inbox: Inbox,
        staff_messages: StaffMessages,
        checkouts: Checkouts,
    ) -> None:
        self._database = database
        self._inbox = inbox
        self._staff_messages = staff_messages
        self._checkouts = checkouts
        self._background: set[asyncio.Task[None]] = set()

    async def telegram(self, lines: Lines, update: dict[str, Any]) -> None:
        """One update of Telegram's; Malformed if it is none."""
        match parse(update):
            case Checkout() as checkout:
                self._later(self._checkouts.answer(lines, checkout))
            case Paid() as paid:
                await self._inbox.store(lines.tenant_id, paid_task(paid))
            case Heard(is_group=True) as heard:
                await self._in_group(lines, heard)
            case Heard() as heard if row := report_task(heard):
                await self._inbox.store(lines.tenant_id, row)
            case Heard() as heard:
                await self.heard("telegram", lines, heard)
                if heard.tap_id and lines.telegram:
                    self._later(lines.telegram.answer_tap(heard.tap_id))
            case GroupMoved(old, new):
                await self._staff_messages.moved(lines, old, new)
            case BotRemoved(chat):
                await self._staff_messages.lost(lines, chat)
            case BotAdded(chat):
                await self._staff_messages.found_again(lines, chat)
            case Blocked(chat):
                async with self._database.unit_of_work(lines.tenant_id) as work:
                    await customers.mark_unreachable(work, "telegram", chat)
            case Unblocked() | None:
                pass

    async def _in_group(self, lines: Lines, heard: Heard) -> None:
        """Groups are the staff's: what they tap on a booking is answered when it is done."""
        if row := group_task(heard) or desk_task(heard) or report_task(heard):
            await self._inbox.store(lines.tenant_id, row)
        elif heard.tap_id and lines.telegram:
            self._later(lines.telegram.answer_tap(heard.tap_id))

    async def heard(self, channel: str, lines: Lines, heard: Heard) -> None:
        await self._inbox.store(lines.tenant_id, hear_task(channel, heard))

    async def close(self) -> None:
        if self._background:
            await asyncio.wait(self._background, timeout=5)

    def _later(self, call: Coroutine[Any, Any, None]) -> None:
        """Do it after the commit and beside the answer; lost at a crash, which is harmless."""
        task = asyncio.create_task(_harmless(call))
        self._background.add(task)
        task.add_done_callback(self._background.discard)


async def _harmless(call: Coroutine[Any, Any, None]) -> None:
    try:
        await call
    except Exception as error:
        _log.info("a tap was not acknowledged", reason=str(error))
