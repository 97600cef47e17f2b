"""The word that whoever tapped in the staff's group reads."""

import structlog

from booking.errors import Misuse, Unavailable
from bot.channels.channel import Heard, Unreachable
from bot.tenants import Lines

_log = structlog.get_logger()


async def acknowledge(lines: Lines, heard: Heard, text: str) -> None:
    """Lost at a crash, and too late if the worker is behind: the group's messages show it too."""
    if lines.telegram is None or not heard.tap_id:
        return
    try:
        await lines.telegram.answer_tap(heard.tap_id, text)
    except (Misuse, Unavailable, Unreachable) as error:
        _log.info("a tap was not acknowledged", reason=str(error))
