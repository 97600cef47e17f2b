"""The queue row by which a customer hears what happened to a booking."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from booking.store import queue
from booking.visit import Booking
from bot.worker.inbox import inbound_lane

NEWS = "news"
UNANSWERED = "unanswered"  # besides what happened by itself


def news_of(
    event: str, booking: Booking, *, due_at: datetime | None = None, dedupe: str | None = None
) -> queue.NewTask:
    """In order with what the customer writes; what is dated gets in line when it is due."""
    in_order = inbound_lane(booking.channel, booking.chat)
    return queue.NewTask(
        topic=NEWS,
        lane=f"{event}:{booking.id}" if due_at else in_order,
        payload={
            "event": event,
            "booking": booking.id,
            "channel": booking.channel,
            "chat": booking.chat,
            "start": booking.starts_at.isoformat(),
        },
        due_at=due_at,
        dedupe=dedupe,
    )


def in_line(dated: queue.Task) -> queue.NewTask:
    """Dated news that is due: told after what its chat has written, since a turn reads and writes
    the conversation and nobody else may do so meanwhile.
    """
    payload = dated.payload
    lane = inbound_lane(payload["channel"], payload["chat"])
    return queue.NewTask(NEWS, lane, payload, useless_after=dated.useless_after)


def news_in(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """What such a row is about, wherever it is told."""
    return {key: value for key, value in payload.items() if key not in ("channel", "chat")}
