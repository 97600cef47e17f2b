"""The invoice calls: create, list, fetch, annotate, cancel."""

from typing import Any

from aiohttp import web

from sandbox.faults import Faults
from sandbox.moyasar import cards, lists
from sandbox.moyasar.accounts import Account
from sandbox.moyasar.calls import Calls, json_of
from sandbox.moyasar.falsehoods import falsified
from sandbox.moyasar.invoice_fields import asked_for, metadata_in
from sandbox.moyasar.invoices import Invoice
from sandbox.moyasar.ledger import Ledger
from sandbox.moyasar.refusals import Refused, not_found

FILTERS = frozenset({"id", "status", "created[gt]", "created[lt]", "metadata"})


class InvoicesApi:
    def __init__(self, ledger: Ledger, faults: Faults) -> None:
        self._ledger = ledger
        self._faults = faults

    def routes(self, calls: Calls) -> list[web.AbstractRouteDef]:
        one = "/invoices/{id}"
        return [
            calls.route("POST", "/invoices", "invoices.create", self._create),
            calls.route("GET", "/invoices", "invoices.list", self._list),
            calls.route("GET", one, "invoices.fetch", self._fetch),
            calls.route("PUT", one, "invoices.update", self._update),
            calls.route("PUT", f"{one}/cancel", "invoices.cancel", self._cancel),
        ]

    async def _create(self, request: web.Request, account: Account) -> web.Response:
        fields = asked_for(await json_of(request))
        invoice = self._ledger.issue(account, fields, f"{request.scheme}://{request.host}")
        answer = invoice.as_json()
        if self._faults.take("moyasar", "invoices.create", {"webhook_before_answer"}):
            await self._ledger.pay(invoice.id, cards.PAID, wait=True)
        return web.json_response(answer, status=201)

    async def _list(self, request: web.Request, account: Account) -> web.Response:
        own = [each for each in self._ledger.invoices.values() if each.account == account]
        page, meta = lists.page_of(own, request.query, FILTERS)
        rows = [falsified(each.as_row(), self._faults, "invoices.list") for each in page]
        return web.json_response({"invoices": rows, "meta": meta})

    async def _fetch(self, request: web.Request, account: Account) -> web.Response:
        answer = self._invoice(request, account).as_json()
        return web.json_response(falsified(answer, self._faults, "invoices.fetch"))

    async def _update(self, request: web.Request, account: Account) -> web.Response:
        invoice = self._invoice(request, account)
        body: dict[str, Any] = await json_of(request)
        metadata = metadata_in(body)
        # To change a price or an expiry: cancel, and create another invoice.
        if metadata is None or set(body) != {"metadata"}:
            raise Refused("Only metadata can be updated")
        self._ledger.annotate(invoice, metadata)
        return web.json_response(invoice.as_json())

    async def _cancel(self, request: web.Request, account: Account) -> web.Response:
        invoice = self._invoice(request, account)
        self._ledger.cancel(invoice)
        return web.json_response(invoice.as_json())

    def _invoice(self, request: web.Request, account: Account) -> Invoice:
        invoice = self._ledger.invoices.get(request.match_info["id"])
        if invoice is None or invoice.account != account:
            raise not_found()
        return invoice
