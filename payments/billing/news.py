"""Telling everybody who listens what became of a payment."""

from dataclasses import replace
from typing import Any

from booking import bookings
from booking.events import Event, happened
from booking.store import queue
from booking.store.database import Work
from booking.visit import Actor
from payments.payment import Payment

PROVIDER = Actor("provider")


async def tell(work: Work, payment: Payment, event: Event, **more: Any) -> None:
    """Queue the news in the transaction that made it; each is told once."""
    booking = await bookings.get(work, payment.booking_id)
    task = happened(
        event,
        booking.id,
        booking.revision,
        PROVIDER.kind,
        at=work.now.isoformat(),
        payment=payment.id,
        **more,
    )
    await queue.add(work, replace(task, dedupe=f"pay:{payment.id}:{payment.revision}:{event}"))
