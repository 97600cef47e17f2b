"""What a booking's end means for its payment."""

from collections.abc import Mapping
from typing import Any

from booking import bookings
from booking.errors import Unavailable
from booking.events import Event
from booking.money import Money
from booking.store import queue
from booking.store.database import Database, Work
from payments import ledger
from payments.billing import holding, refunding, tasks
from payments.billing.settling import take_note
from payments.payment import UNOPENED, UNPAID, Kind, Payment, State
from payments.provider import Provider, Receipt, Standing
from payments.recording import books, record

_ENDS = (Event.LAPSED, Event.CANCELLED, Event.DECLINED)


async def on_event(work: Work, happened: Mapping[str, Any]) -> None:
    """Hear what happened to a booking (the payload of an `event` row); safe to repeat.

    Unpaid: nobody shall pay any more. Paid: what the terms give back is given back. Held on a card:
    taken or let go.
    """
    if happened["event"] not in (*_ENDS, *holding.TAKEN):
        return
    payment = await ledger.lock_of_booking(work, happened["booking"])
    if payment is None:
        return
    if payment.state not in UNPAID:
        await holding.on_event(work, payment, happened)
    if happened["event"] not in _ENDS:
        return
    if payment.state in UNPAID:
        dedupe = f"void:{happened['revision']}"
        await queue.add(work, tasks.of_payment(tasks.VOID, payment, dedupe))
    elif happened["event"] != Event.LAPSED:
        await _give_back(work, payment, happened)


async def void(database: Database, provider: Provider, tenant_id: int, payment_id: int) -> None:
    """Make the invoice unpayable; what was paid on it meanwhile is a late payment.

    Comes after `charge` in its lane, so that no invoice is being opened meanwhile.
    """
    async with database.unit_of_work(tenant_id) as work:
        payment = await ledger.find(work, payment_id)
    if payment is None or not _may_be_payable(payment):
        return
    receipt = await _cancelled(provider, payment)
    async with database.unit_of_work(tenant_id) as work:
        if receipt is None:
            await _never_opened(work, payment_id)
        else:
            await take_note(work, provider.name, receipt)
    still_open = receipt is not None and receipt.standing is Standing.OPEN
    if still_open and database.clock.now() < payment.expires_at:
        raise Unavailable("the invoice can still be paid")


def _may_be_payable(payment: Payment) -> bool:
    """Is there an invoice of which the provider has not said that it is over, or may there be?"""
    over = payment.state not in (State.OPEN, *UNOPENED) and payment.provider_id is not None
    return payment.state in UNPAID and not over


async def _cancelled(provider: Provider, payment: Payment) -> Receipt | None:
    """The invoice after the attempt to cancel it; None if there never was one."""
    if payment.provider_id is not None:
        return await provider.cancel(payment.provider_id)
    found = await provider.find_by_key(payment.key)  # one whose opening was never answered
    return found and await provider.cancel(found.provider_id)


async def _never_opened(work: Work, payment_id: int) -> None:
    payment = await ledger.lock(work, payment_id)
    if payment.state in UNOPENED:
        await record(work, payment, Kind.CANCELLED)


async def _give_back(work: Work, payment: Payment, happened: Mapping[str, Any]) -> None:
    booking = await bookings.get(work, payment.booking_id)
    for part_id, part in (await books(work, payment)).parts.items():
        kept = Money(part.kept, part.currency)
        if not part.is_as_asked or not kept:
            continue
        kept = refunding.due_back(booking, kept, happened)
        occasion = f"{happened['event']}:{happened['revision']}"
        payment = await refunding.owe(work, payment, part_id, kept, "cancelled", occasion)
