"""Moyasar as one object: its API and hosted page as routes, the payer as handles."""

from collections.abc import Callable
from datetime import datetime

from aiohttp import web

from sandbox.deliveries import Deliveries
from sandbox.faults import Faults
from sandbox.moyasar import cards
from sandbox.moyasar.accounts import Account
from sandbox.moyasar.calls import Calls
from sandbox.moyasar.events import Events
from sandbox.moyasar.form import Form
from sandbox.moyasar.hosted import HostedPage
from sandbox.moyasar.invoices import Invoice
from sandbox.moyasar.invoices_api import InvoicesApi
from sandbox.moyasar.ledger import Book, Ledger
from sandbox.moyasar.payments import Payment
from sandbox.moyasar.payments_api import PaymentsApi
from sandbox.moyasar.webhooks_api import WebhooksApi
from sandbox.news import News


class MoyasarStandIn:
    """Merchants, their invoices and payments, and the payer who settles them.

    Faults: 429, 500 (500:done: carried out all the same), 502, 503, 403, lost, drop, slow, late
    for the calls invoices.create, .list,
    .fetch, .update, .cancel, payments.list, .fetch, .refund, .capture, .void, webhooks.create,
    .list, .fetch, .delete, .verify, .events, .attempts; declined for pay and payments.refund;
    wrong_sum, wrong_currency for pay (from then on), invoices.fetch, invoices.list,
    payments.fetch and payments.list (one answer); webhook_twice, webhook_never,
    webhook_before_answer, webhook_out_of_order (comes after the next event) for webhook, pay,
    payments.refund, payments.capture, payments.void; webhook_before_answer for
    invoices.create (the invoice is paid before its creator hears of it); webhook_twice and
    webhook_never for callback; webhook_never for webhooks.create (no code is sent).
    """

    def __init__(
        self, now: Callable[[], datetime], faults: Faults, deliveries: Deliveries, news: News
    ) -> None:
        self._accounts: dict[str, Account] = {}
        self._faults = faults
        self._events = Events(now, faults, deliveries)
        self._ledger = Ledger(now, faults, self._events, news)
        self._webhooks = WebhooksApi(self._ledger, self._events)

    def account(
        self, secret_key: str, *, name: str = "Noor Salon", publishable_key: str | None = None
    ) -> Account:
        account = Account(secret_key, name, publishable_key)
        self._accounts[secret_key] = account
        return account

    @property
    def require_verification(self) -> bool:
        """Whether new webhooks hear nothing until their code came back."""
        return self._webhooks.require_verification

    @require_verification.setter
    def require_verification(self, required: bool) -> None:
        self._webhooks.require_verification = required

    @property
    def invoices(self) -> dict[str, Invoice]:
        return self._ledger.invoices

    @property
    def payments(self) -> dict[str, Payment]:
        return self._ledger.payments

    async def pay(
        self,
        invoice_id: str,
        card: str = cards.PAID,
        *,
        late: bool = False,
        again: bool = False,
    ) -> Payment:
        """Try a card on the hosted page; NotPayable where it takes none any more.

        `late`: the payer began in time, and the bank answers after expiry or cancelling. `again`:
        the page was open twice, and both take the money.
        """
        return await self._ledger.pay(invoice_id, card, late=late, again=again)

    async def decline(self, invoice_id: str) -> Payment:
        """Try a card that the bank declines; the invoice stays open."""
        return await self._ledger.pay(invoice_id, cards.DECLINED)

    async def close(self, invoice_id: str) -> None:
        """Close the hosted page without paying: nothing happens to the invoice."""
        if invoice_id not in self.invoices:
            raise KeyError(invoice_id)

    async def authorize(
        self, account: Account, amount: int, currency: str = "SAR", card: str = cards.PAID
    ) -> Payment:
        """Hold a sum on a card, as a payment form with `manual` does."""
        return await self._ledger.authorize(account, amount, currency, card)

    async def submit(self, payment_id: str, *, approved: bool = True) -> Payment:
        """Pass or fail the bank's check of a payment that a form has begun."""
        return await self._ledger.verified(payment_id, approved=approved)

    def books(self) -> dict[str, Book]:
        """What each invoice brought in and what went back."""
        return dict(self._ledger.books())

    def routes(self) -> list[web.AbstractRouteDef]:
        calls = Calls(self._faults, self._accounts)
        return [
            *InvoicesApi(self._ledger, self._faults).routes(calls),
            *PaymentsApi(self._ledger, self._faults).routes(calls),
            *self._webhooks.routes(calls),
            *HostedPage(self._ledger).routes(),
            *Form(self._ledger).routes(calls),
        ]
