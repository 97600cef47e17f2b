"""Who changed what: append-only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, bindparam, select

from booking.store.database import Work
from booking.store.ids import new_id
from booking.store.tables.people import audit
from booking.store.tenancy import scoped
from booking.visit import Actor


@dataclass(frozen=True, slots=True)
class Noted:
    """One line of the log."""

    at: datetime
    actor: str  # its kind
    details: Mapping[str, Any]


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


async def done(work: Work, action: str, booking_id: int) -> Sequence[Noted]:
    """Each time that this was done with the booking, the latest first."""
    rows = await work.rows(_DONE, {"done": action, "booking": booking_id})
    return [Noted(row.at, row.actor, row.details) for row in rows]


_DONE = (
    select(audit.c.at, audit.c.actor, audit.c.details)
    .where(
        scoped(audit),
        audit.c.booking_id == bindparam("booking", type_=BigInteger),
        audit.c.action == bindparam("done"),
    )
    .order_by(audit.c.at.desc(), audit.c.id.desc())
)
