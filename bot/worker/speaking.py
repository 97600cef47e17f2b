"""What is said is queued first, and sent in the order of its chat."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from booking import customers
from booking.store import queue
from booking.store.database import Database
from booking.store.queue import LeaseLost, NewTask, Task
from bot.channels.channel import Attachment, Channel, Saying, Sent, Unreachable, WindowClosed
from bot.conversation.turn import Delivery, Turn
from bot.files import Files
from bot.links import Links
from bot.tenants import Tenants
from bot.wording.form import Form
from bot.worker import talks
from bot.worker.inbox import outbound_lane
from bot.worker.together import Together

SAY = "say"


def say_task(channel: str, chat: str, turn: Turn, form: Form, tapped: str) -> NewTask:
    """The row of one message; `tapped` is the message whose button led to it."""
    edits = tapped if turn.delivery is Delivery.EDIT_TAPPED else ""
    return NewTask(
        topic=SAY,
        lane=outbound_lane(channel, chat),
        payload={
            "v": 1,
            "channel": channel,
            "chat": chat,
            "form": form.dump(),
            "edit": edits,
            "edit_last": turn.delivery is Delivery.EDIT_LAST,
            "is_notice": turn.is_notice,
        },
        priority=queue.NOTICE if turn.is_notice else queue.REPLY,
    )


def knowing_shown(task: Task, shown: str) -> Task:
    """The row as its adder leased it, who knows what the chat shows, since nobody speaks before."""
    return replace(task, payload={**task.payload, "shown": shown})


@dataclass(frozen=True, slots=True)
class _Said:
    task: Task
    shows: str | None  # the message that now carries the turn's buttons; null: as before


class Speaker:
    """Sends what is queued; at least once, since no platform knows a repeat after a lost answer."""

    def __init__(self, database: Database, tenants: Tenants, files: Files, links: Links) -> None:
        self._database = database
        self._tenants = tenants
        self._files = files
        self._links = links
        self._together = Together(self._end)

    async def say(self, task: Task) -> None:
        payload = task.payload
        lines = await self._tenants.by_id(task.tenant_id)
        channel = lines.channels.get(payload["channel"])
        sent = await self._send(task, channel) if channel else None
        shows = None
        if sent and not payload["is_notice"] and channel and channel.capabilities.edits:
            shows = sent.message if _has_turn_buttons(payload["form"]) else ""
        said = _Said(task, None if shows == payload.get("shown") else shows)
        if not await self._together.ask(task.tenant_id, said):
            raise LeaseLost

    async def _end(self, tenant_id: int, batch: Sequence[_Said]) -> Sequence[bool]:
        """End the rows; whether each was still ours."""
        async with self._database.unit_of_work(tenant_id) as work:
            ended = await queue.done_together(work, [said.task for said in batch])
            for said in batch:
                if said.shows is not None and said.task.id in ended:
                    at = (said.task.payload["channel"], said.task.payload["chat"])
                    await talks.now_shows(work, *at, said.shows)
        return [said.task.id in ended for said in batch]

    async def _send(self, task: Task, channel: Channel) -> Sent | None:
        if task.payload["is_notice"] and not await self._is_reachable(task, channel.name):
            return None
        saying = await self._saying(task, channel)
        saying = replace(saying, attachment=await self._attachment(task.tenant_id, saying.form))
        try:
            return await channel.say(saying)
        except Unreachable:
            async with self._database.unit_of_work(task.tenant_id) as work:
                await customers.mark_unreachable(work, channel.name, saying.chat)
        except WindowClosed:
            pass  # nothing may be said there before they write again
        return None

    async def _saying(self, task: Task, channel: Channel) -> Saying:
        """Buttons of the screen before this one must go: it is edited, or they are cleared."""
        payload = task.payload
        chat, form = payload["chat"], Form.load(payload["form"])
        if channel.window is not None:
            is_open = await self._window_is_open(task, channel.name, chat, channel.window)
            return Saying(chat, form, window_open=is_open)
        if payload["is_notice"] or payload["edit"] or not channel.capabilities.edits:
            return Saying(chat, form, edit=payload["edit"])
        last = await self._shown(task, channel.name)
        if payload["edit_last"]:
            return Saying(chat, form, edit=last)
        return Saying(chat, form, clear=last)

    async def _attachment(self, tenant_id: int, form: Form) -> Attachment | None:
        if not form.document:
            return None
        file = await self._files.make(tenant_id, form.document)
        if file is None:
            return None
        return Attachment(
            file, self._links.file(tenant_id, form.document, self._database.clock.now())
        )

    async def _shown(self, task: Task, channel: str) -> str:
        known: str | None = task.payload.get("shown")
        if known is not None:
            return known
        async with self._database.unit_of_work(task.tenant_id) as work:
            return await talks.shown(work, channel, task.payload["chat"])

    async def _is_reachable(self, task: Task, channel: str) -> bool:
        async with self._database.unit_of_work(task.tenant_id) as work:
            return await customers.is_reachable(work, channel, task.payload["chat"])

    async def _window_is_open(self, task: Task, channel: str, chat: str, window: timedelta) -> bool:
        async with self._database.unit_of_work(task.tenant_id) as work:
            heard_at = await customers.last_heard(work, channel, chat)
        return heard_at is not None and work.now - heard_at < window


def _has_turn_buttons(form: dict[str, Any]) -> bool:
    buttons = (*form["choices"], *form["navigation"])
    return any(button["data"].startswith("t") for button in buttons)
