"""How fast one bot may speak: overall, in one private chat, in one group."""

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from booking.errors import Unavailable


@dataclass(frozen=True, slots=True)
class Pace:
    """Telegram's guidance (its bot FAQ: "My bot is hitting limits"); the server has the last word.

    Who would have to wait longer than `patience` is told when to come back, so that a lease on the
    work does not run out meanwhile.
    """

    overall_per_second: int = 30
    private_per_second: float = 1
    private_burst: int = 5
    group_per_minute: int = 20
    patience: timedelta = timedelta(seconds=10)


PUBLISHED = Pace()


class _Rate(Protocol):
    def delay(self, now: float) -> float:
        """Seconds until the next one may go."""
        ...

    def take(self, now: float) -> None: ...

    def is_idle(self, now: float) -> bool:
        """Would a new one behave the same?"""
        ...


class _Bucket:
    """A burst, refilled steadily."""

    def __init__(self, burst: int, per_second: float) -> None:
        self._burst = burst
        self._step = 1 / per_second
        self._full_at = 0.0

    def delay(self, now: float) -> float:
        return self._full_at - (self._burst - 1) * self._step - now

    def take(self, now: float) -> None:
        self._full_at = max(self._full_at, now) + self._step

    def is_idle(self, now: float) -> bool:
        return self._full_at <= now


class _Window:
    """At most so many within any stretch of so many seconds."""

    def __init__(self, most: int, seconds: float) -> None:
        self._taken: deque[float] = deque(maxlen=most)
        self._most = most
        self._seconds = seconds

    def delay(self, now: float) -> float:
        if len(self._taken) < self._most:
            return 0.0
        return self._taken[0] + self._seconds - now

    def take(self, now: float) -> None:
        self._taken.append(now)

    def is_idle(self, now: float) -> bool:
        return not self._taken or self._taken[-1] + self._seconds <= now


@dataclass(slots=True)
class _Gate:
    """First come, first served: who is at the head waits, the others wait for the head."""

    rate: _Rate
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def is_idle(self, now: float) -> bool:
        return not self.turn.locked() and self.rate.is_idle(now)


class Limiter:
    """One bot's turns to speak in this process."""

    def __init__(
        self,
        pace: Pace = PUBLISHED,
        *,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._pace = pace
        self._now = now
        self._sleep = sleep
        self._overall = _Gate(_Window(pace.overall_per_second, 1))
        self._chats: OrderedDict[str, _Gate] = OrderedDict()
        self._paused_until = 0.0

    @property
    def chats_remembered(self) -> int:
        return len(self._chats)

    async def turn(self, chat: str, *, is_group: bool) -> None:
        """Return when one message may go to this chat; Unavailable if that is far away."""
        await self._pass(self._gate(chat, is_group))
        await self._pass(self._overall)

    def pause(self, duration: timedelta) -> None:
        """The server asked for silence, in every chat."""
        self._paused_until = max(self._paused_until, self._now() + duration.total_seconds())

    async def _pass(self, gate: _Gate) -> None:
        async with gate.turn:
            while (delay := self._delay(gate.rate)) > 0:
                if delay > self._pace.patience.total_seconds():
                    raise Unavailable("too many messages", retry_after=timedelta(seconds=delay))
                await self._sleep(delay)
            gate.rate.take(self._now())

    def _delay(self, rate: _Rate) -> float:
        now = self._now()
        return max(rate.delay(now), self._paused_until - now)

    def _gate(self, chat: str, is_group: bool) -> _Gate:
        gate = self._chats.get(chat)
        if gate is None:
            gate = self._chats[chat] = _Gate(self._rate(is_group))
        self._chats.move_to_end(chat)
        self._forget_idle()
        return gate

    def _rate(self, is_group: bool) -> _Rate:
        if is_group:
            return _Window(self._pace.group_per_minute, 60)
        return _Bucket(self._pace.private_burst, self._pace.private_per_second)

    def _forget_idle(self) -> None:
        """Drop up to two that are full again, so that more are forgotten than can be added."""
        for _ in range(2):
            chat, gate = next(iter(self._chats.items()))
            if len(self._chats) == 1 or not gate.is_idle(self._now()):
                return
            del self._chats[chat]
