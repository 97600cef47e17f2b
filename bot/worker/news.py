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
    """In order with what the customer writes, unless it is dated."""
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


def news_in(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """What such a row is about, wherever it is told."""
    return {key: value for key, value in payload.items() if key not in ("channel", "chat")}
