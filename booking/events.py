"""What happened to a booking: one queue row, in the transaction in which it happened."""

from enum import StrEnum

from booking.store import queue
from booking.store.database import Work

TOPIC = "event"


class Event(StrEnum):
    HELD = "held"
    CONFIRMED = "confirmed"
    LAPSED = "lapsed"
    CANCELLED = "cancelled"


def happened(event: Event, booking_id: int, revision: int, actor_kind: str) -> queue.NewTask:
    """The row that tells everybody who listens; one booking's events are told in order."""
    return queue.NewTask(
        topic=TOPIC,
        lane=f"booking:{booking_id}",
        payload={
            "event": event,
            "booking": booking_id,
            "revision": revision,
            "actor": actor_kind,
        },
        dedupe=f"{booking_id}:{revision}",
    )


async def record(work: Work, event: Event, booking_id: int, revision: int, actor: str) -> None:
    await queue.add(work, happened(event, booking_id, revision, actor))
