"""Hearing without a public address: long polling."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import Any, Protocol

import structlog

from booking.errors import Unavailable
from bot.channels.telegram.errors import HeardElsewhere

_log = structlog.get_logger()
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=1), timedelta(minutes=1)


class Source(Protocol):
    async def get_updates(self, offset: int | None) -> list[Any]: ...


async def updates(
    source: Source, *, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> AsyncIterator[dict[str, Any]]:
    """Raw updates, for ever; one is confirmed only after the loop's body ended well for it.

    Survives an unreachable server, and somebody else who polls with the same token. Misuse: the
    token is wrong.
    """
    offset, pause = None, _FIRST_PAUSE
    while True:
        try:
            found = await source.get_updates(offset)
        except (Unavailable, HeardElsewhere) as error:
            _log.warning("Telegram cannot be polled", reason=str(error))
            asked = getattr(error, "retry_after", None)
            await sleep(max(pause, asked or pause).total_seconds())
            pause = min(pause * 2, _LONGEST_PAUSE)
            continue
        pause = _FIRST_PAUSE
        # Ids may restart lower after a week without updates; by then all these are confirmed.
        offset = None
        for update in found:
            yield update
            offset = update["update_id"] + 1
