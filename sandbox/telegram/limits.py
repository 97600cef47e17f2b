"""Telegram's published rates, in wall time: what is over them is answered with 429."""

import math
import time
from collections import deque
from collections.abc import Callable

from sandbox.telegram.errors import too_many_requests

OVERALL_PER_SECOND = 30
GROUP_PER_MINUTE = 20
PRIVATE_PER_SECOND = 1
PRIVATE_BURST = 5


class Limits:
    """Every bot's rates; `enabled = False` lifts them, for benches and fast tests."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.enabled = True
        self.clock = clock
        self._overall: dict[int, deque[float]] = {}
        self._groups: dict[tuple[int, int], deque[float]] = {}
        self._private: dict[tuple[int, int], tuple[float, float]] = {}
        self._webhook_at: dict[int, float] = {}

    def count(self, bot_id: int, chat_id: int, *, private: bool) -> None:
        """Count one message of this bot to this chat, or refuse it."""
        if not self.enabled:
            return
        now = self.clock()
        key = (bot_id, chat_id)
        overall = self._overall.setdefault(bot_id, deque())
        group = deque() if private else self._groups.setdefault(key, deque())
        tokens = self._tokens(key, now)
        wait = max(
            _wait(overall, now, OVERALL_PER_SECOND, 1),
            _wait(group, now, GROUP_PER_MINUTE, 60),
            (1 - tokens) / PRIVATE_PER_SECOND if private else 0,
        )
        if wait > 0:
            raise too_many_requests(math.ceil(wait))
        overall.append(now)
        group.append(now)
        if private:
            self._private[key] = (tokens - 1, now)

    def count_webhook(self, bot_id: int) -> None:
        """Refuse a second setWebhook within a second."""
        if not self.enabled:
            return
        now = self.clock()
        if now < self._webhook_at.get(bot_id, -math.inf) + 1:
            raise too_many_requests(1)
        self._webhook_at[bot_id] = now

    def _tokens(self, key: tuple[int, int], now: float) -> float:
        tokens, at = self._private.get(key, (float(PRIVATE_BURST), now))
        return min(PRIVATE_BURST, tokens + (now - at) * PRIVATE_PER_SECOND)


def _wait(window: deque[float], now: float, most: int, seconds: float) -> float:
    """Return how long until the window of so many seconds has room."""
    while window and window[0] <= now - seconds:
        window.popleft()
    return window[0] + seconds - now if len(window) >= most else 0
