"""The payment calls: list, fetch, refund, capture, void."""

from aiohttp import web

from sandbox.faults import Faults
from sandbox.moyasar import lists
from sandbox.moyasar.accounts import Account
from sandbox.moyasar.calls import Calls, json_of
from sandbox.moyasar.falsehoods import falsified
from sandbox.moyasar.invoice_fields import minor_units
from sandbox.moyasar.ledger import Ledger
from sandbox.moyasar.payments import Payment
from sandbox.moyasar.refusals import invalid, not_found

FILTERS = frozenset(
    {"id", "status", "created[gt]", "created[lt]", "updated[gt]", "updated[lt]", "metadata"}
)


class PaymentsApi:
    def __init__(self, ledger: Ledger, faults: Faults) -> None:
        self._ledger = ledger
        self._faults = faults

    def routes(self, calls: Calls) -> list[web.AbstractRouteDef]:
        one = "/payments/{id}"
        return [
            calls.route("GET", "/payments", "payments.list", self._list),
            calls.route("GET", one, "payments.fetch", self._fetch),
            calls.route("POST", f"{one}/refund", "payments.refund", self._refund),
            calls.route("POST", f"{one}/capture", "payments.capture", self._capture),
            calls.route("POST", f"{one}/void", "payments.void", self._void),
        ]

    async def _list(self, request: web.Request, account: Account) -> web.Response:
        own = [each for each in self._ledger.payments.values() if each.account == account]
        page, meta = lists.page_of(own, request.query, FILTERS)
        rows = [falsified(each.as_json(), self._faults, "payments.list") for each in page]
        return web.json_response({"payments": rows, "meta": meta})

    async def _fetch(self, request: web.Request, account: Account) -> web.Response:
        answer = self._payment(request, account).as_json()
        return web.json_response(falsified(answer, self._faults, "payments.fetch"))

    async def _refund(self, request: web.Request, account: Account) -> web.Response:
        payment = self._payment(request, account)
        await self._ledger.refund(payment, await _amount(request))
        return web.json_response(payment.as_json())

    async def _capture(self, request: web.Request, account: Account) -> web.Response:
        payment = self._payment(request, account)
        await self._ledger.capture(payment, await _amount(request))
        return web.json_response(payment.as_json())

    async def _void(self, request: web.Request, account: Account) -> web.Response:
        payment = self._payment(request, account)
        await self._ledger.void(payment)
        return web.json_response(payment.as_json())

    def _payment(self, request: web.Request, account: Account) -> Payment:
        payment = self._ledger.payments.get(request.match_info["id"])
        if payment is None or payment.account != account:
            raise not_found()
        return payment


async def _amount(request: web.Request) -> int | None:
    """Return the sum asked for; None, where it is left out, means all of it."""
    value = (await json_of(request, optional=True)).get("amount")
    if value is None:
        return None
    if minor_units(value) < 1:
        raise invalid(amount="must be greater than or equal to 1")
    return minor_units(value)
