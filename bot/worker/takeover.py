"""What a customer says to a person: passed on to the staff's group, whose replies come back."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, delete, select

from booking import customers
from booking.catalog import Catalog
from booking.store import queue
from booking.store.columns import Instant
from booking.store.database import Database, Work
from booking.store.queue import NewTask, Task
from booking.store.tenancy import scoped
from bot.channels.channel import Saying
from bot.conversation.draft import Draft
from bot.conversation.screen import Text, msg
from bot.tables import relays
from bot.tenants import Lines, Tenants
from bot.wording.form import Button, Form, Layout
from bot.wording.localization import Wording
from bot.wording.relayed import about_lines, relayed_lines
from bot.worker.staff_messages import RELAY as RELAY
from bot.worker.staff_messages import StaffMessages, current_chat, staff_lane

HAND_BACK = "handback"
_KEPT = timedelta(days=30)  # so long a message of the group can be replied to
_HAND_BACK = msg("Hand back to the bot")


def relayed(staff_chat: str, kind: str, channel: str, chat: str, **more: Any) -> NewTask:
    """The row of one message to the group: `called`, `taken`, `said`, or why something failed."""
    payload = {"kind": kind, "channel": channel, "chat": chat, **more}
    return NewTask(RELAY, staff_lane(staff_chat), payload)


def knowing(draft: Draft, heard: Sequence[str]) -> Mapping[str, Any]:
    """What the staff should know of a conversation that they take over."""
    return {"draft": asdict(draft), "heard": list(heard)}


class Relay:
    """Says it in the group, and keeps whose chat each of its messages speaks of."""

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
        lines, payload = await self._tenants.by_id(task.tenant_id), task.payload
        if lines.staff_chat:
            async with self._database.unit_of_work(task.tenant_id) as work:
                saying = await self._saying(work, lines, payload)
            sent, chat = await self._staff.send(lines, saying)
        async with self._database.unit_of_work(task.tenant_id) as work:
            if lines.staff_chat:
                await work.put(
                    relays,
                    {
                        "chat": chat,
                        "message": sent.message,
                        "channel": payload["channel"],
                        "customer_chat": payload["chat"],
                        "at": work.now,
                    },
                )
            await queue.done(work, task)

    async def _saying(self, work: Work, lines: Lines, payload: Mapping[str, Any]) -> Saying:
        salon = await self._catalog.salon(work)
        words = self._wording.of_salon(salon)
        reach = await customers.reach(work, payload["channel"], payload["chat"])
        person = reach.person if reach else None
        name: str | None = payload.get("name") or (person.name if person else None)
        told: tuple[Text, ...] = relayed_lines(
            payload["kind"], name, person, payload.get("text", "")
        )
        if "draft" in payload:
            draft = Draft(**{**payload["draft"], "more": tuple(payload["draft"]["more"])})
            told = (*told, *about_lines(salon, person, draft, payload["heard"]))
        text = "\n".join(words.say(line) for line in told)
        back = Button(words.say(_HAND_BACK), f"s.{HAND_BACK}.{person.id if person else 0}.0")
        return Saying(
            chat=await current_chat(work, lines.staff_chat or ""),
            form=Form(words.language, text, text, Layout.BUTTONS, (back,)),
            thread=lines.credentials.staff_thread_id or "",
        )


async def whose(work: Work, chat: str, message: str) -> tuple[str, str] | None:
    """Channel and chat of the customer of whom a message of the group speaks."""
    row = await work.row(_WHOSE, {"in_chat": chat, "of_message": message})
    return row and (row.channel, row.customer_chat)


async def forget_old(work: Work) -> None:
    await work.execute(_FORGET, {"before": work.now - _KEPT})


_WHOSE = select(relays.c.channel, relays.c.customer_chat).where(
    scoped(relays),
    relays.c.chat == bindparam("in_chat"),
    relays.c.message == bindparam("of_message"),
)
_FORGET = delete(relays).where(scoped(relays), relays.c.at < bindparam("before", type_=Instant))
