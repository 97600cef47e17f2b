"""What is said is queued first, and sent in the order of its chat."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from booking import bookings, customers, reminders
from booking.customers import Reach
from booking.store import queue
from booking.store.database import Database, Work
from booking.store.queue import LeaseLost, NewTask, Task
from bot.channels.channel import (
    Attachment,
    Channel,
    NotTaken,
    Saying,
    Sent,
    Unreachable,
    WindowClosed,
)
from bot.conversation.album import KIND as PHOTO
from bot.conversation.turn import Delivery, Turn
from bot.files import Files
from bot.links import Links
from bot.tenants import Tenants
from bot.wording.form import Form
from bot.worker import talks
from bot.worker.inbox import later_lane, outbound_lane
from bot.worker.together import Together
from bot.worker.undelivered import unheard

SAY = "say"
_NOT_OWED = ("reminder", "unpaid", "lapsed", "rating")  # to who wants to hear of nothing but duties


About = Mapping[str, Any]
"""Of which booking news is: its event, id and start, and the channels that did not take it."""


def say_task(
    channel: str, chat: str, turn: Turn, form: Form, tapped: str, about: About | None = None
) -> NewTask:
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
            "about": about,
        },
        priority=queue.NOTICE if turn.is_notice else queue.REPLY,
    )


def later_task(channel: str, chat: str, form: Form, about: About) -> NewTask:
    """The row of news that may wait for everything else."""
    return NewTask(
        topic=SAY,
        lane=later_lane(channel, chat),
        payload={
            "v": 1,
            "channel": channel,
            "chat": chat,
            "form": form.dump(),
            "edit": "",
            "edit_last": False,
            "is_notice": True,
            "about": about,
        },
        priority=queue.LAST,
    )


def knowing_shown(task: Task, shown: str) -> Task:
    """The row as its adder leased it, who knows what the chat shows, since nobody speaks before."""
    return replace(task, payload={**task.payload, "shown": shown})


@dataclass(frozen=True, slots=True)
class _Said:
    task: Task
    shows: str | None  # the message that now carries the turn's buttons; null: as before
    sent_as: str | None = None  # if the platform may yet say that it did not arrive


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
        is_missed = payload.get("about") or has_photo(payload["form"])
        is_reported = sent and is_missed and channel and channel.window
        said = _Said(
            task,
            None if shows == payload.get("shown") else shows,
            sent.message if sent and is_reported else None,
        )
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
                if said.sent_as and said.task.id in ended:
                    await queue.name(work, said.task, said.sent_as)
        return [said.task.id in ended for said in batch]

    async def _send(self, task: Task, channel: Channel) -> Sent | None:
        try:
            saying = await self._saying(task, channel)
            if saying is None:
                return None
            attachment = await self._attachment(task.tenant_id, saying.form)
            return await channel.say(replace(saying, attachment=attachment))
        except (Unreachable, WindowClosed, NotTaken) as refused:
            await self._unsaid(task, channel.name, is_gone=isinstance(refused, Unreachable))
        return None

    async def _unsaid(self, task: Task, channel: str, *, is_gone: bool) -> None:
        """News looks for another way; an answer is lost, and they may write again."""
        chat, about = task.payload["chat"], task.payload.get("about")
        async with self._database.unit_of_work(task.tenant_id) as work:
            if is_gone:
                await customers.mark_unreachable(work, channel, chat)
            if about:
                await queue.add(work, unheard(channel, chat, about))

    async def _saying(self, task: Task, channel: Channel) -> Saying | None:
        """Buttons of the screen before this one must go: it is edited, or they are cleared.

        Null if there is nothing to be said any more.
        """
        payload = task.payload
        chat, form = payload["chat"], Form.load(payload["form"])
        is_open = True
        if payload["is_notice"] or channel.window is not None:
            async with self._database.unit_of_work(task.tenant_id) as work:
                reach = await customers.reach(work, channel.name, chat)
                if not await _is_true(work, payload, reach):
                    return None
            is_open = window_is_open(reach, work.now, channel.window)
        if payload["is_notice"] or payload["edit"] or not channel.capabilities.edits:
            return Saying(chat, form, edit=payload["edit"], window_open=is_open)
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
        now = self._database.clock.now()
        url = self._links.file(tenant_id, form.document, now, is_kept=bool(file.known_as))
        return Attachment(file, url)

    async def _shown(self, task: Task, channel: str) -> str:
        known: str | None = task.payload.get("shown")
        if known is not None:
            return known
        async with self._database.unit_of_work(task.tenant_id) as work:
            return await talks.shown(work, channel, task.payload["chat"])


async def _is_true(work: Work, payload: Mapping[str, Any], reach: Reach | None) -> bool:
    """Is it still so, and do they want to hear it? Raises Unreachable if they cannot."""
    about = payload.get("about") or {}
    if not payload["is_notice"]:
        return True
    if reach is not None and not reach.is_reachable:
        raise Unreachable("they have not written since they blocked us")
    if reach is not None and reach.is_silent and about.get("event") in _NOT_OWED:
        return False
    if about.get("event") != reminders.REMINDER:
        return True
    booking = await bookings.find(work, about["booking"])
    return booking is not None and reminders.is_true(booking, about["start"], work.now)


def window_is_open(reach: Reach | None, now: datetime, window: timedelta | None) -> bool:
    """May anything be said there, since they wrote not long ago?"""
    return window is None or (reach is not None and now - reach.heard_at < window)


def has_photo(form: Mapping[str, Any]) -> bool:
    """Does a photo of the catalogue go with it?"""
    return str(form["document"]).startswith(f"{PHOTO}-")


def without_photo(said: Mapping[str, Any], channel: str, chat: str) -> NewTask:
    """The row that says the same again in words alone."""
    form = {**said["form"], "document": ""}
    payload = {**said, "form": form, "edit": "", "edit_last": False}
    lane = outbound_lane(channel, chat)
    return NewTask(topic=SAY, lane=lane, payload=payload, priority=queue.REPLY)


def _has_turn_buttons(form: dict[str, Any]) -> bool:
    buttons = (*form["choices"], *form["navigation"])
    return any(button["data"].startswith("t") for button in buttons)
