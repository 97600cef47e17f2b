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

# A payment is found even if no webhook ever comes: we look every minute while it may be paid (less
# often while that time is long), and so long after it.
_SOONEST, _SHARE = timedelta(minutes=1), 15
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
    """The first while it may be paid, and those after its end."""
    yield from next_look(payment, now, 0)
    for number, after in enumerate(_LOOKS_AFTER):
        yield _look(payment, f"late:{number}", payment.expires_at + after)


def next_look(payment: Payment, now: datetime, number: int) -> Iterator[NewTask]:
    """The look after so many, if it may still be paid then."""
    due_at = now + max(_SOONEST, (payment.expires_at - now) / _SHARE)
    if due_at < payment.expires_at:
        yield _look(payment, str(number), due_at, number=number)


def _look(payment: Payment, name: str, due_at: datetime, **more: int) -> NewTask:
    return NewTask(
        topic=SETTLE,
        lane=f"look:{payment.id}:{name}",  # dated rows would block a shared lane
        payload={"payment": payment.id, **more},
        due_at=due_at,
        dedupe=f"look:{payment.id}:{name}",
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
