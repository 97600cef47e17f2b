"""How a salon's Telegram is set up and heard; nothing but its end ends the listening."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import structlog

from booking.errors import Unavailable
from bot.channels.channel import Malformed
from bot.channels.telegram.poll import Source, updates

Call = Callable[[], Awaitable[None]]
Take = Callable[[dict[str, Any]], Awaitable[None]]
Sleep = Callable[[float], Awaitable[None]]

_log = structlog.get_logger()
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0


async def until_done(
    call: Call, *, sleep: Sleep = asyncio.sleep, lacking: str = "Telegram is not heard"
) -> None:
    """Try again after pauses; what time alone does not mend is an error that names the remedy.

    `lacking` says what is wrong until then.
    """
    pause = _FIRST_PAUSE
    while True:
        asked = 0.0
        try:
            return await call()
        except Unavailable as error:
            asked = error.retry_after.total_seconds() if error.retry_after else 0.0
            _log.warning(f"{lacking} yet", reason=str(error))
        except Exception as error:
            _log.error(f"{lacking}: run `check`", reason=str(error))
        await sleep(max(pause, asked))
        pause = min(pause * 2, _LONGEST_PAUSE)


async def heard_all(source: Source, take: Take, *, sleep: Sleep = asyncio.sleep) -> None:
    """Take every update, for ever; one that cannot be kept now is kept before the next."""

    async def poll() -> None:
        async for update in updates(source, sleep=sleep):
            await _kept(update, take, sleep)

    await until_done(poll, sleep=sleep)


async def _kept(update: dict[str, Any], take: Take, sleep: Sleep) -> None:
    async def once() -> None:
        try:
            with suppress(Malformed):  # asked for again, it would be the same
                await take(update)
        except Unavailable:
            raise
        except Exception:
            _log.exception("an update was skipped: whoever sent it has to write again")

    await until_done(once, sleep=sleep)
