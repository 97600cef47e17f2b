"""Who changed what: append-only."""

from typing import Any

from booking.store.database import Work
from booking.store.ids import new_id
from booking.store.tables.people import audit
from booking.visit import Actor


async def note(
    work: Work, actor: Actor, action: str, booking_id: int | None = None, **details: Any
) -> None:
    """Write one line of the audit log; details never hold names, numbers or secrets."""
    await work.insert(
        audit,
        {
            "id": new_id(),
            "at": work.now,
            "actor": actor.kind,
            "actor_id": actor.id,
            "action": action,
            "booking_id": booking_id,
            "details": {"v": 1, **details},
        },
    )
