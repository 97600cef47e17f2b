"""What happened to a booking or its payment: one queue row, in the transaction that did it."""

from enum import StrEnum
from typing import Any

from booking.store import queue
from booking.store.database import Work

TOPIC = "event"


class Event(StrEnum):
    HELD = "held"
    CONFIRMED = "confirmed"
    LAPSED = "lapsed"
    CANCELLED = "cancelled"
    REQUESTED = "requested"  # it awaits the staff's approval
    PROPOSED = "proposed"  # another time for it, by the staff
    DECLINED = "declined"
    MOVED = "moved"
    REASSIGNED = "reassigned"
    COMING = "coming"  # the customer says so; nothing of the booking changes
    ARRIVED = "arrived"
    COMPLETED = "completed"
    NO_SHOW = "no_show"
    # of the booking's payment
    LINK_READY = "link_ready"
    LINK_FAILED = "link_failed"
    PAID_LATE = "paid_late"
    TO_REFUND = "to_refund"
    REFUNDED = "refunded"
    REFUND_FAILED = "refund_failed"
    CAPTURED = "captured"  # of what was held on the card
    RELEASED = "released"  # all of it
    CAPTURE_FAILED = "capture_failed"
    PAYMENT_MISMATCH = "payment_mismatch"
    PAID_AT_SALON = "paid_at_salon"  # or handed back there


def happened(
    event: Event, booking_id: int, revision: int, actor_kind: str, **more: Any
) -> queue.NewTask:
    """The row that tells everybody who listens; one booking's events are told in order."""
    return queue.NewTask(
        topic=TOPIC,
        lane=f"booking:{booking_id}",
        payload={
            "event": event,
            "booking": booking_id,
            "revision": revision,
            "actor": actor_kind,
            **more,
        },
        dedupe=f"{booking_id}:{revision}",
    )


async def record(
    work: Work, event: Event, booking_id: int, revision: int, actor: str, **more: Any
) -> None:
    at = work.now.isoformat()  # listeners may hear of it much later
    await queue.add(work, happened(event, booking_id, revision, actor, at=at, **more))
