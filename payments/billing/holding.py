"""Money that is held on a card: taken when the visit is over, let go when it is not to be."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from booking import audit, bookings
from booking.errors import Misuse
from booking.events import Event
from booking.money import Money
from booking.store import queue
from booking.store.database import Database, Work
from booking.visit import Booking, Status
from payments import ledger
from payments.billing import refunding, tasks
from payments.billing.news import tell
from payments.payment import Kind, Payment, State
from payments.provider import Part, Provider, Refused
from payments.recording import books, record

# An authorization lasts seven days, on some cards longer (docs.moyasar.com/manual-payments): what
# is not taken by then is lost. A visit further ahead is paid for at once, and one that is moved
# further is taken before that.
LONGEST = timedelta(days=6)
TAKEN = (Event.COMPLETED, Event.NO_SHOW)
_LET_GO = (Event.CANCELLED, Event.DECLINED)
_OVER = (Status.COMPLETED, Status.NO_SHOW)


def may_be_held(booking: Booking, now: datetime) -> bool:
    """Is the visit near enough for its deposit to be held on a card until it is over?"""
    return booking.ends_at - now <= LONGEST


async def note_held(work: Work, payment: Payment, part: Part) -> Payment:
    """Write down that money is held; it is taken before the hold can end."""
    payment = await record(
        work, payment, Kind.AUTHORIZED, part.id, amount=part.amount, provider_payment_id=part.id
    )
    minor, latest = part.amount.minor, work.now + LONGEST
    await queue.add(work, tasks.of_part(tasks.CAPTURE, payment, part.id, minor, latest))
    return payment


async def note_no_longer_held(work: Work, payment: Payment, part: Part) -> Payment:
    """Write down that it was taken, all or a share, or let go."""
    if part.is_returned:
        payment = await record(work, payment, Kind.VOIDED, part.id, amount=part.amount)
        await tell(work, payment, Event.RELEASED)
        return payment
    payment = await record(work, payment, Kind.CAPTURED, part.id, amount=part.amount, fee=part.fee)
    await tell(work, payment, Event.CAPTURED)
    return await refunding.note_returned(work, payment, part)


async def let_go(work: Work, payment: Payment, part: Part) -> None:
    """Have it released by the worker."""
    await queue.add(work, tasks.of_part(tasks.RELEASE, payment, part.id, 0))


async def on_event(work: Work, payment: Payment, happened: Mapping[str, Any]) -> None:
    """The visit is over: all is taken. It was cancelled: what the terms keep, the rest let go."""
    if happened["event"] not in (*TAKEN, *_LET_GO):
        return
    booking = await bookings.get(work, payment.booking_id)
    for part_id, part in (await books(work, payment)).parts.items():
        if not part.held:
            continue
        keeps = _keeps(booking, Money(part.held, part.currency), happened)
        topic = tasks.CAPTURE if keeps else tasks.RELEASE
        await queue.add(work, tasks.of_part(topic, payment, part_id, keeps.minor))


async def capture(
    database: Database, provider: Provider, tenant_id: int, payload: Mapping[str, Any]
) -> None:
    """Take so much of what is held; safe to repeat, since a second capture is refused.

    At the latest moment only if the visit takes or took its course: of one that does not somebody
    wanted it otherwise, but could not.
    """
    if payload.get("is_latest") and not await _is_wanted(database, tenant_id, payload):
        return
    part = await _look(provider, payload)
    if part.is_held:
        amount = Money(payload["minor"], part.amount.currency)
        try:
            part = await provider.capture(part.id, amount)
        except Refused:
            part = await _look(provider, payload)
            if part.is_held:
                raise
    await _note(database, tenant_id, payload, part)


async def release(
    database: Database, provider: Provider, tenant_id: int, payload: Mapping[str, Any]
) -> None:
    """Let go of what is held; safe to repeat."""
    part = await _look(provider, payload)
    if part.is_held:
        try:
            part = await provider.void(part.id)
        except Refused:
            part = await _look(provider, payload)
            if part.is_held:
                raise
    await _note(database, tenant_id, payload, part)


async def finish(
    database: Database, provider: Provider, tenant_id: int, payment: Payment, booking: Booking
) -> bool:
    """Take or let go what a lost row left held of a visit that is over; whether that is known."""
    async with database.unit_of_work(tenant_id) as work:
        parts = (await books(work, payment)).parts
        happened = await _what_happened(work, booking)
    for part_id, part in parts.items():
        if not part.held or booking.is_alive:
            continue
        if happened is None:
            return False
        keeps = _keeps(booking, Money(part.held, part.currency), happened)
        payload = {"payment": payment.id, "part": part_id, "minor": keeps.minor}
        await (capture if keeps else release)(database, provider, tenant_id, payload)
    return True


def _keeps(booking: Booking, held: Money, happened: Mapping[str, Any]) -> Money:
    if happened["event"] in TAKEN:
        return held
    return held - refunding.due_back(booking, held, happened)


async def _what_happened(work: Work, booking: Booking) -> Mapping[str, Any] | None:
    """How the booking ended, as its event told; null if that is not known any more."""
    if booking.status in _OVER:
        return {"event": Event.COMPLETED}
    if booking.status is not Status.CANCELLED:
        return {"event": Event.DECLINED, "actor": "staff"}
    cancelled = await audit.done(work, Event.CANCELLED, booking.id)
    if not cancelled:
        return None
    confirmed = await audit.done(work, Event.CONFIRMED, booking.id)
    return {
        "event": Event.CANCELLED,
        "actor": cancelled[0].actor,
        "at": cancelled[0].at.isoformat(),
        "certain": bool(confirmed),
    }


async def give_up(work: Work, payment_id: int) -> None:
    """The provider will neither take it nor let go of it: a person has to see to it."""
    payment = await ledger.lock(work, payment_id)
    if payment.state is State.AUTHORIZED:
        await tell(work, payment, Event.CAPTURE_FAILED)


async def _is_wanted(database: Database, tenant_id: int, payload: Mapping[str, Any]) -> bool:
    async with database.unit_of_work(tenant_id) as work:
        payment = await ledger.lock(work, payload["payment"])
        booking = await bookings.get(work, payment.booking_id)
    return booking.is_alive or booking.status in _OVER


async def _look(provider: Provider, payload: Mapping[str, Any]) -> Part:
    part = await provider.look_at_part(payload["part"])
    if part is None:
        raise Misuse("the provider does not know the payment that is held")
    return part


async def _note(database: Database, tenant_id: int, payload: Mapping[str, Any], part: Part) -> None:
    async with database.unit_of_work(tenant_id) as work:
        payment = await ledger.lock(work, payload["payment"])
        known = (await books(work, payment)).parts.get(part.id)
        if known and known.held and not part.is_held:
            await note_no_longer_held(work, payment, part)
