"""Storing what came in before it is answered; what arrives together is committed together."""

import asyncio
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from booking.store import queue
from booking.store.database import Database
from bot.channels.channel import Heard
from bot.conversation.inbound import Inbound, Kind

HEAR = "hear"


class Inbox:
    """One per process. `store` returns when the rows are committed."""

    def __init__(self, database: Database, nudge: Callable[[int], None]) -> None:
        self._database = database
        self.nudge = nudge
        self._waiting: list[tuple[int, queue.NewTask, asyncio.Future[None]]] = []
        self._flushing: asyncio.Task[None] | None = None

    async def store(self, tenant_id: int, task: queue.NewTask) -> None:
        """Add the row and wait for its commit; what the database says no to is raised here."""
        stored: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((tenant_id, task, stored))
        if self._flushing is None:
            self._flushing = asyncio.create_task(self._flush())
        await stored

    async def _flush(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting, []
                for tenant_id in {tenant_id for tenant_id, _, _ in batch}:
                    mine = [(task, stored) for owner, task, stored in batch if owner == tenant_id]
                    await self._store(tenant_id, mine)
        finally:
            self._flushing = None  # whatever ended it, who comes next begins anew

    async def _store(
        self, tenant_id: int, mine: list[tuple[queue.NewTask, asyncio.Future[None]]]
    ) -> None:
        try:
            async with self._database.unit_of_work(tenant_id) as work:
                await queue.add(work, *(task for task, _ in mine))
        except Exception as error:
            for _, stored in mine:
                if not stored.done():  # who waited for it may have gone
                    stored.set_exception(error)
            return
        for _, stored in mine:
            if not stored.done():
                stored.set_result(None)
        self.nudge(tenant_id)


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


def outbound_lane(channel: str, chat: str) -> str:
    return f"out:{channel}:{chat}"
