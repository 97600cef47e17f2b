"""The queue rows of news that did not arrive."""

from collections.abc import Mapping
from typing import Any

from booking.store.queue import NewTask
from bot.worker.inbox import outbound_lane

UNHEARD = "unheard"


def unheard(channel: str, chat: str, about: Mapping[str, Any]) -> NewTask:
    """The row of news that could not be said there."""
    return NewTask(
        topic=UNHEARD,
        lane=outbound_lane(channel, chat),
        payload={"channel": channel, "chat": chat, "about": dict(about)},
    )


def reported(channel: str, chat: str, message: str) -> NewTask:
    """The row of a message that the platform reports as not delivered.

    It waits for what is still being sent there: the report may be here before our own note of it.
    """
    return NewTask(
        topic=UNHEARD,
        lane=outbound_lane(channel, chat),
        payload={"channel": channel, "chat": chat, "message": message},
        dedupe=message,
    )
