"""The merchant's money: invoices, the tries to pay them, and what became of each payment."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sandbox.faults import Faults
from sandbox.moyasar import cards
from sandbox.moyasar.accounts import Account
from sandbox.moyasar.events import Events
from sandbox.moyasar.falsehoods import wrong
from sandbox.moyasar.invoice_fields import InvoiceFields
from sandbox.moyasar.invoices import Invoice
from sandbox.moyasar.payments import Payment
from sandbox.moyasar.refusals import Refused
from sandbox.news import News


class NotPayable(Exception):
    """The hosted page takes no payment: the invoice is paid, expired, canceled, ..."""

    def __init__(self, status: str) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True, slots=True)
class Book:
    """What an invoice brought in and what went back, in minor units."""

    currency: str
    paid: int
    refunded: int


class Ledger:
    """All invoices and payments of all accounts, oldest first."""

    def __init__(
        self, now: Callable[[], datetime], faults: Faults, events: Events, news: News
    ) -> None:
        self.now = now
        self.payments: dict[str, Payment] = {}
        self._invoices: dict[str, Invoice] = {}
        self._faults = faults
        self._events = events
        self._news = news

    @property
    def invoices(self) -> dict[str, Invoice]:
        """Every invoice, expired where its time has come."""
        now = self.now()
        for invoice in self._invoices.values():
            expired = invoice.expired_at is not None and invoice.expired_at <= now
            if invoice.status == "initiated" and expired:
                invoice.status = "expired"
                invoice.updated_at = invoice.expired_at or now
        return self._invoices

    def issue(self, account: Account, fields: InvoiceFields, base: str) -> Invoice:
        now = self.now()
        invoice = Invoice(
            account=account,
            fields=fields,
            base=base,
            created_at=now,
            updated_at=now,
            amount=fields.amount,
            currency=fields.currency,
            metadata=fields.metadata,
        )
        self._invoices[invoice.id] = invoice
        self._news.changed()
        return invoice

    def cancel(self, invoice: Invoice) -> None:
        if invoice.status != "initiated":
            raise Refused(f"An invoice that is {invoice.status} can not be canceled")
        invoice.status = "canceled"
        self._touch(invoice)

    def annotate(self, invoice: Invoice, metadata: dict[str, str]) -> None:
        """Merge metadata; an empty value unsets its key."""
        merged = (invoice.metadata or {}) | metadata
        invoice.metadata = {key: value for key, value in merged.items() if value}
        self._touch(invoice)

    async def pay(
        self,
        invoice_id: str,
        card: str,
        *,
        late: bool = False,
        again: bool = False,
        wait: bool = False,
    ) -> Payment:
        """Try a card; return when webhooks were told, with `wait` when they have heard it.

        `late`: begun in time, but the bank answers only after expiry or cancelling. `again`: on
        two pages at once, so that a second payment reaches an invoice that is paid.
        """
        invoice = self.invoices[invoice_id]
        payable = {"initiated", *(("expired", "canceled") if late else ())}
        payable |= {"paid"} if again else set()
        if invoice.status not in payable:
            raise NotPayable(invoice.status)
        declined = self._faults.take("moyasar", "pay", {"declined"}) is not None
        payment = self._try(invoice, cards.outcome(card, declined=declined))
        await self._tell(payment, "pay", wait)
        if payment.status == "paid":
            self._events.invoice_paid(invoice)
        return payment

    async def authorize(self, account: Account, amount: int, currency: str, card: str) -> Payment:
        """Hold a sum, as a payment form of the merchant's own does; there is no invoice."""
        now, outcome = self.now(), cards.outcome(card)
        status = "authorized" if outcome.approved else "failed"
        payment = Payment(account, status, amount, currency, outcome, now, now)
        self.payments[payment.id] = payment
        await self._tell(payment, "pay")
        return payment

    def begin(self, payment: Payment) -> None:
        """Keep a payment that a form has begun; the bank has not asked its payer yet."""
        self.payments[payment.id] = payment
        self._news.changed()

    async def verified(self, payment_id: str, *, approved: bool) -> Payment:
        """The bank has asked: the sum is held, or taken, or neither."""
        payment = self.payments[payment_id]
        if payment.status != "initiated":
            raise NotPayable(payment.status)
        good = "authorized" if payment.is_manual else "paid"
        payment.status = good if approved and payment.outcome.approved else "failed"
        payment.updated_at = self.now()
        self._news.changed()
        await self._tell(payment, "pay")
        return payment

    async def refund(self, payment: Payment, amount: int | None) -> None:
        if self._faults.take("moyasar", "payments.refund", {"declined"}):
            raise Refused("Insufficient balance")
        payment.refund(amount, self.now())
        if payment.refunded == payment.taken:
            self._settle(payment, "refunded")
        await self._tell(payment, "payments.refund")

    async def capture(self, payment: Payment, amount: int | None) -> None:
        payment.capture(amount, self.now())
        await self._tell(payment, "payments.capture")

    async def void(self, payment: Payment) -> None:
        payment.void(self.now())
        self._settle(payment, "voided")
        await self._tell(payment, "payments.void")

    def books(self) -> Iterator[tuple[str, Book]]:
        for invoice in self._invoices.values():
            paid = sum(payment.taken for payment in invoice.payments)
            returned = sum(payment.returned for payment in invoice.payments)
            yield invoice.id, Book(invoice.currency, paid, returned)

    def _try(self, invoice: Invoice, outcome: cards.Outcome) -> Payment:
        now = self.now()
        if outcome.approved:
            invoice.amount, invoice.currency = wrong(
                self._faults, "pay", invoice.amount, invoice.currency
            )
            invoice.status, invoice.paid_at = "paid", now
        payment = Payment(
            account=invoice.account,
            # A declined try leaves the invoice open.
            status="paid" if outcome.approved else "failed",
            amount=invoice.amount,
            currency=invoice.currency,
            outcome=outcome,
            created_at=now,
            updated_at=now,
            description=invoice.description,
            invoice_id=invoice.id,
        )
        self.payments[payment.id] = payment
        invoice.payments.append(payment)
        self._touch(invoice)
        return payment

    def _settle(self, payment: Payment, status: str) -> None:
        if payment.invoice_id is not None:
            invoice = self._invoices[payment.invoice_id]
            invoice.status = status
            self._touch(invoice)

    def _touch(self, invoice: Invoice) -> None:
        invoice.updated_at = self.now()
        self._news.changed()

    async def _tell(self, payment: Payment, call: str, wait: bool = False) -> None:
        event = f"payment_{payment.status}"
        await self._events.tell(payment.account, event, payment.as_json(), call, wait)
