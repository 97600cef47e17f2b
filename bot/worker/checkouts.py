"""What Telegram asks before it takes a customer's money, and tells when it has."""

import structlog
from sqlalchemy import BigInteger, bindparam, update

from booking import audit, bookings
from booking.catalog import Catalog
from booking.errors import Misuse, NothingDue, Unavailable
from booking.money import Money
from booking.store import queue
from booking.store.database import Database, Work
from booking.store.queue import REPLY, NewTask, Task
from booking.store.tenancy import scoped
from booking.visit import Actor, Booking, Status
from bot.channels.channel import Unreachable
from bot.channels.telegram.invoices import TelegramInvoices
from bot.channels.telegram.payments import Checkout, Paid
from bot.conversation.screen import msg
from bot.tables import telegram_payments
from bot.tenants import Lines, Tenants
from bot.wording.localization import Wording
from payments import billing, ledger
from payments.payment import UNPAID
from payments.recording import books

PAID = "paid"
_log = structlog.get_logger()


def paid_task(paid: Paid) -> NewTask:
    """The row of a payment that Telegram tells of; told again it is the same."""
    return NewTask(
        topic=PAID,
        lane=f"settle:{paid.key}",
        payload={
            "v": 1,
            "charge": paid.charge_id,
            "provider_charge": paid.provider_charge_id,
            "key": paid.key,
            "minor": paid.amount_minor,
            "currency": paid.currency,
        },
        dedupe=f"telegram:{paid.update}",
        priority=REPLY,
    )


async def given_back(work: Work, booking: Booking, by: Actor) -> None:
    """The staff have given back what Telegram cannot; NothingDue if there is nothing (any more)."""
    payment = await ledger.lock_of_booking(work, booking.id)
    if payment is None or payment.provider != TelegramInvoices.name:
        raise NothingDue
    due = {
        part_id: part.due
        for part_id, part in (await books(work, payment)).parts.items()
        if part.due
    }
    if not due:
        raise NothingDue
    for charge_id, minor in due.items():
        await work.execute(_GIVEN_BACK, {"of_charge": charge_id, "minor": minor})
        await audit.note(work, by, "given_back", booking.id, minor=minor)
    row = {"invoice": payment.key, "provider": TelegramInvoices.name}
    await queue.add(work, NewTask(billing.SETTLE, f"settle:{payment.key}", row, priority=REPLY))


_GIVEN_BACK = (
    update(telegram_payments)
    .where(scoped(telegram_payments), telegram_payments.c.charge_id == bindparam("of_charge"))
    .values(
        refunded_minor=telegram_payments.c.refunded_minor + bindparam("minor", type_=BigInteger)
    )
)


class Checkouts:
    """Telegram waits ten seconds for the answer: it is given at once, by no queue."""

    def __init__(
        self, database: Database, catalog: Catalog, wording: Wording, tenants: Tenants
    ) -> None:
        self._database = database
        self._catalog = catalog
        self._wording = wording
        self._tenants = tenants

    async def answer(self, lines: Lines, checkout: Checkout) -> None:
        """Let it be paid only as it was asked for, and while the time is held for it.

        Where no answer gets through, nothing is paid, and the customer may try again.
        """
        if lines.telegram is None:
            return
        refusal = ""
        async with self._database.unit_of_work(lines.tenant_id) as work:
            payment = await ledger.of_key(work, checkout.key)
            amount = Money(checkout.amount_minor, checkout.currency)
            booking = payment and await bookings.find(work, payment.booking_id)
            if not (
                lines.invoices
                and payment
                and booking
                and payment.state in UNPAID
                and payment.amount == amount
                and booking.status is Status.HELD
                and not bookings.has_lapsed(booking, work)
            ):
                salon = await self._catalog.salon(work)
                language = (checkout.language or "").partition("-")[0]
                known = language if language in salon.languages else salon.languages[0]
                no = msg("This time is not held for you any more. Please book again.")
                refusal = self._wording.in_(known).say(no)
        try:
            await lines.telegram.answer_checkout(checkout.query_id, refusal)
        except (Misuse, Unavailable, Unreachable) as error:
            _log.warning("a checkout was not answered", reason=str(error))

    async def paid(self, task: Task) -> None:
        """Keep what Telegram told, which is the only proof there will ever be, and settle it."""
        payload, lines = task.payload, await self._tenants.by_id(task.tenant_id)
        async with self._database.unit_of_work(task.tenant_id) as work:
            await work.insert_new(
                telegram_payments,
                {
                    "charge_id": payload["charge"],
                    "provider_charge_id": payload["provider_charge"],
                    "key": payload["key"],
                    "amount_minor": payload["minor"],
                    "currency": payload["currency"],
                    "refunded_minor": 0,
                    "paid_at": work.now,
                },
            )
        if lines.invoices is None:
            raise Misuse("TELEGRAM_PROVIDER_TOKEN is not set any more, but a payment has come")
        await billing.settle(self._database, lines.invoices, task.tenant_id, payload["key"])
        async with self._database.unit_of_work(task.tenant_id) as work:
            await queue.done(work, task)
