"""Payments from the merchant's own page: the form's files, what it sends, and the bank's question.

docs.moyasar.com/guides/card-payments/basic-integration and .../payment-operations
"""

from contextlib import suppress
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from aiohttp import web
from aiohttp.typedefs import Handler

from sandbox.moyasar import cards
from sandbox.moyasar.accounts import Account
from sandbox.moyasar.calls import Calls, json_of
from sandbox.moyasar.invoice_fields import amount_in, currency_in, metadata_in, url_in
from sandbox.moyasar.ledger import Ledger, NotPayable
from sandbox.moyasar.payments import Payment
from sandbox.moyasar.refusals import invalid

_FIELDS = frozenset(
    {"given_id", "amount", "currency", "description", "callback_url", "source", "metadata"}
)
_SOURCE = frozenset(
    {"type", "name", "number", "month", "year", "cvc", "manual", "3ds", "save_card"}
)
_QUESTION = """<!doctype html><meta charset="utf-8"><title>Your bank</title>
<body style="font: 1.25rem system-ui; margin: 15vh 2rem; text-align: center">
<p>Is this you? {sum}</p>
<form method="post"><button name="answer" value="yes">Yes</button>
<button name="answer" value="no">No</button></form>
"""


class Form:
    """POST /v1/payments with a publishable key; the bank asks before anything is held or taken."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def routes(self, calls: Calls) -> list[web.AbstractRouteDef]:
        create = calls.route("POST", "/payments", "payments.create", self._create, publishable=True)
        return [
            web.post(create.path, _for_browsers(create.handler)),
            web.options(create.path, _for_browsers(_preflight)),
            web.get("/transaction/{id}", self._ask),
            web.post("/transaction/{id}", self._answer),
            web.get("/mpf/{version}/moyasar.{kind}", _file),
        ]

    async def _create(self, request: web.Request, account: Account) -> web.Response:
        payment = self._begun(await json_of(request), account)
        payment.transaction_url = f"{request.scheme}://{request.host}/transaction/{payment.id}"
        self._ledger.begin(payment)
        return web.json_response(payment.as_json(), status=201)

    def _begun(self, body: dict[str, Any], account: Account) -> Payment:
        for name in set(body) - _FIELDS:
            raise invalid(**{name: "is not known"})
        card, now = _card(body.get("source")), self._ledger.now()
        callback_url = url_in(body, "callback_url")
        if callback_url is None:
            raise invalid(callback_url="is required")
        return Payment(
            account=account,
            status="initiated",
            amount=amount_in(body.get("amount")),
            currency=currency_in(body.get("currency")),
            outcome=cards.outcome(card["number"]),
            created_at=now,
            updated_at=now,
            description=str(body.get("description") or "") or None,
            metadata=metadata_in(body),
            callback_url=callback_url,
            is_manual=card.get("manual") is True,
        )

    async def _ask(self, request: web.Request) -> web.Response:
        payment = self._payment(request)
        shown = escape(payment.as_json()["amount_format"])
        return web.Response(text=_QUESTION.format(sum=shown), content_type="text/html")

    async def _answer(self, request: web.Request) -> web.Response:
        payment, form = self._payment(request), await request.post()
        with suppress(NotPayable):  # asked and answered before
            await self._ledger.verified(payment.id, approved=form.get("answer") == "yes")
        query = {"id": payment.id, "status": payment.status, "message": payment.outcome.message}
        raise web.HTTPSeeOther(f"{payment.callback_url}?{urlencode(query)}")

    def _payment(self, request: web.Request) -> Payment:
        payment = self._ledger.payments.get(request.match_info["id"])
        if payment is None or payment.callback_url is None:
            raise web.HTTPNotFound
        return payment


def _for_browsers(handler: Handler) -> Handler:
    """The payer's browser asks from the merchant's page, which is another origin."""

    async def answer(request: web.Request) -> web.StreamResponse:
        response = await handler(request)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Allow-Headers"] = "authorization, content-type"
        return response

    return answer


async def _preflight(request: web.Request) -> web.StreamResponse:
    return web.Response(status=204)


def _card(source: Any) -> dict[str, Any]:
    if not isinstance(source, dict) or source.get("type") != "creditcard":
        raise invalid(source="must be a creditcard")
    for name in set(source) - _SOURCE:
        raise invalid(**{f"source.{name}": "is not known"})
    if len(str(source.get("name") or "").split()) < 2:
        raise invalid(name="must have two words")
    number = source.get("number")
    if not isinstance(number, str) or not number.isdecimal() or not 13 <= len(number) <= 19:
        raise invalid(number="is not a card number")
    for name in ("month", "year", "cvc"):
        if not str(source.get(name) or "").isdecimal():
            raise invalid(**{name: "is required"})
    return source


async def _file(request: web.Request) -> web.Response:
    kind = request.match_info["kind"]
    if kind not in ("js", "css"):
        raise web.HTTPNotFound
    text = Path(__file__).with_name(f"form.{kind}").read_text()
    content_type = "text/javascript" if kind == "js" else "text/css"
    return web.Response(text=text, content_type=content_type)
