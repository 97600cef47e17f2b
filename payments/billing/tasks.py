"""The queue rows of payments: what is to be asked of the provider, and when."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from booking.store.database import Work
from booking.store.queue import NOTICE, REPLY, NewTask, add
from payments import ledger
from payments.payment import HOLDS, UNPAID, Payment
from payments.provider import Hint

CHARGE, SETTLE, VOID, REFUND, VERIFY = "charge", "settle", "void", "refund", "verify"
CAPTURE, RELEASE = "capture", "release"
TOPICS = (CHARGE, SETTLE, VOID, REFUND, VERIFY, CAPTURE, RELEASE)

# A late payment is found even if no webhook ever comes: so long after the hold's end we look.
_LOOKS_AFTER = (
    timedelta(seconds=30),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=24),
)


def of_payment(topic: str, payment: Payment, dedupe: str, priority: int = NOTICE) -> NewTask:
    """What is asked about one booking's payment is asked in order."""
    return NewTask(
        topic=topic,
        lane=f"pay:{payment.booking_id}",
        payload={"payment": payment.id},
        dedupe=f"{payment.id}:{dedupe}",
        priority=priority,
    )


def timed_looks(payment: Payment, now: datetime) -> Iterator[NewTask]:
    """One at half of the time that is left to pay, the others after its end."""
    times = [now + (payment.expires_at - now) / 2, *(payment.expires_at + d for d in _LOOKS_AFTER)]
    for number, due_at in enumerate(times):
        yield NewTask(
            topic=SETTLE,
            lane=f"look:{payment.id}:{number}",  # dated rows would block a shared lane
            payload={"payment": payment.id},
            due_at=due_at,
            dedupe=f"look:{payment.id}:{number}",
        )


def task_of(hint: Hint) -> NewTask | None:
    """What a webhook asks for; a webhook that is told again has the same event id."""
    if hint.webhook_id and hint.code:
        return NewTask(
            topic=VERIFY,
            lane=f"verify:{hint.webhook_id}",
            payload={"webhook": hint.webhook_id, "code": hint.code},
            dedupe=hint.event_id and f"event:{hint.event_id}",
        )
    dedupe = hint.event_id and f"event:{hint.event_id}"
    if hint.invoice_id:
        return _settle(hint.invoice_id, dedupe)
    return _settle(hint.key, dedupe, HOLDS) if hint.key else None


async def nudged(work: Work, provider: str, invoice_id: str) -> None:
    """Look at an invoice that an unsigned message names, if we wait for its payment.

    Once a minute at most: anybody may send such a message.
    """
    payment = await ledger.of_invoice(work, provider, invoice_id)
    if payment is not None and payment.state in UNPAID:
        dedupe = f"nudge:{invoice_id}:{work.now:%Y%m%d%H%M}"
        await add(work, _settle(invoice_id, dedupe, provider))


def of_part(
    topic: str, payment: Payment, part_id: str, minor: int, latest: datetime | None = None
) -> NewTask:
    """What is done with money that is held: now, or at the latest."""
    when = "then" if latest else "now"
    return NewTask(
        topic=topic,
        lane=f"held:{payment.id}:{when}",
        payload={
            "payment": payment.id,
            "part": part_id,
            "minor": minor,
            "is_latest": latest is not None,
        },
        due_at=latest,
        dedupe=f"{part_id}:{when}",
    )


def _settle(invoice_id: str, dedupe: str | None, provider: str | None = None) -> NewTask:
    return NewTask(
        topic=SETTLE,
        lane=f"settle:{invoice_id}",
        payload={"invoice": invoice_id, **({"provider": provider} if provider else {})},
        dedupe=dedupe,
        priority=REPLY,  # the customer waits for the confirmation
    )
