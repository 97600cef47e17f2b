"""Storing what came in before it is answered; what arrives together is committed together."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from booking.store import queue
from booking.store.database import Database
from bot.channels.channel import Heard
from bot.conversation.inbound import Inbound, Kind
from bot.worker.together import Together

HEAR = "hear"


class Inbox:
    """One per process. `store` returns when the rows are committed."""

    def __init__(self, database: Database, nudge: Callable[[int], None]) -> None:
        self._database = database
        self.nudge = nudge
        self._together = Together(self._store)

    async def store(self, tenant_id: int, task: queue.NewTask) -> None:
        """Add the row and wait for its commit; what the database says no to is raised here."""
        await self._together.ask(tenant_id, task)

    async def _store(self, tenant_id: int, tasks: Sequence[queue.NewTask]) -> Sequence[None]:
        async with self._database.unit_of_work(tenant_id) as work:
            await queue.add(work, *tasks)
        self.nudge(tenant_id)
        return [None] * len(tasks)


def hear_task(channel: str, heard: Heard) -> queue.NewTask:
    """The row of one thing that came in; its repeats have the same key."""
    return queue.NewTask(
        topic=HEAR,
        lane=inbound_lane(channel, heard.chat),
        payload={"v": 1, "channel": channel, **asdict(heard)},
        dedupe=f"{channel}:{heard.key}",
        priority=queue.REPLY,
    )


def heard_of(payload: dict[str, Any]) -> Heard:
    """What `hear_task` stored."""
    values = {key: value for key, value in payload.items() if key not in ("v", "channel")}
    inbound = values.pop("inbound")
    return Heard(**values, inbound=Inbound(**{**inbound, "kind": Kind(inbound["kind"])}))


def inbound_lane(channel: str, chat: str) -> str:
    return f"in:{channel}:{chat}"


def later_lane(channel: str, chat: str) -> str:
    """Of what may wait long: an answer must not wait behind it."""
    return f"later:{channel}:{chat}"


def outbound_lane(channel: str, chat: str) -> str:
    return f"out:{channel}:{chat}"
