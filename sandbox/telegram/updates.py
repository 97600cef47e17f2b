"""One bot's queue of updates: numbered, kept until taken or expired, polled or pushed."""

import asyncio
import copy
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sandbox.news import News
from sandbox.telegram.errors import Wire, conflict
from sandbox.telegram.webhook import Webhook

MESSAGES_KEPT = timedelta(hours=24)
QUERIES_KEPT = timedelta(seconds=150)
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
SECOND_POLLER = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)


@dataclass(frozen=True, slots=True)
class Update:
    """An update that waits; `lane` is the sub-queue in which it goes one at a time."""

    wire: Wire
    lane: str
    expires_at: datetime

    @property
    def update_id(self) -> int:
        return int(self.wire["update_id"])


class Updates:
    """What a bot has not yet heard."""

    def __init__(self, now: Callable[[], datetime], first_id: int) -> None:
        self._now = now
        self._next_id = first_id
        self._waiting: dict[int, Update] = {}
        self._arrivals = News()
        self._poll = 0
        self._poll_ended_by = ""
        self.allowed: frozenset[str] | None = None
        self.webhook: Webhook | None = None

    def add(self, kind: str, payload: Wire, lane: str, kept: timedelta = MESSAGES_KEPT) -> None:
        """Queue an update if this bot wants its kind, and push it if there is a webhook."""
        if not self._wanted(kind):
            return
        wire = {"update_id": self._next_id, kind: copy.deepcopy(payload)}
        update = Update(wire, lane, self._now() + kept)
        self._next_id += 1
        self._waiting[update.update_id] = update
        self._arrivals.changed()
        if self.webhook is not None:
            self._push(self.webhook, update)

    def waiting(self) -> list[Update]:
        now = self._now()
        for update in [one for one in self._waiting.values() if one.expires_at < now]:
            del self._waiting[update.update_id]
        return list(self._waiting.values())

    def drop(self) -> None:
        self._waiting.clear()

    def turn_to(self, webhook: Webhook | None) -> None:
        """Push from now on to this webhook, beginning with what waits; None ends pushing."""
        if self.webhook is not None:
            self.webhook.end()
        self.webhook = webhook
        if webhook is not None:
            self._end_poll("terminated by setWebhook request")
            for update in self.waiting():
                self._push(webhook, update)

    def close(self) -> None:
        """Send the long poll home without updates."""
        self._arrivals.close()

    async def poll(self, offset: int, limit: int, seconds: float) -> list[Wire]:
        """Return what waits from `offset` on, after at most so many seconds of wall time."""
        self._end_poll(SECOND_POLLER)
        mine = self._poll
        self._confirm(offset)
        try:
            async with asyncio.timeout(seconds):
                while not self.waiting() and self._poll == mine and not self._arrivals.closed:
                    await self._arrivals.wait(self._arrivals.version)
        except TimeoutError:
            return []
        if self._poll != mine:
            raise conflict(self._poll_ended_by)
        return [one.wire for one in self.waiting()[:limit]]

    def _wanted(self, kind: str) -> bool:
        if self.allowed is None:
            return kind not in NOT_BY_DEFAULT
        return kind in self.allowed

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            offset = next((one.update_id for one in self.waiting()[offset:]), 0)
        for update_id in [one for one in self._waiting if one < offset]:
            del self._waiting[update_id]

    def _end_poll(self, reason: str) -> None:
        self._poll += 1
        self._poll_ended_by = reason
        self._arrivals.changed()

    def _push(self, webhook: Webhook, update: Update) -> None:
        def taken() -> None:
            self._waiting.pop(update.update_id, None)

        webhook.push(update.wire, update.lane, update.expires_at, taken)
