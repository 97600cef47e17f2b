"""The hosted payment page: what the payer sees behind an invoice's address."""

from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web
from jinja2 import Environment, Template

from sandbox.moyasar import cards
from sandbox.moyasar.formats import sum_in
from sandbox.moyasar.invoices import Invoice
from sandbox.moyasar.ledger import Ledger, NotPayable
from sandbox.moyasar.words import LANGUAGES, WORDS

ZONE = ZoneInfo("Asia/Riyadh")
CARDS = {"pay": cards.PAID, "decline": cards.DECLINED}


class HostedPage:
    """GET shows the invoice; POST carries out `outcome`: pay, decline or close."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._template = _template()

    def routes(self) -> list[web.AbstractRouteDef]:
        return [web.get("/pay/{id}", self._show), web.post("/pay/{id}", self._choose)]

    async def _show(self, request: web.Request) -> web.Response:
        invoice, language = self._invoice(request), _language(request)
        note = request.query.get("note")
        other = next(each for each in LANGUAGES if each != language)
        text = self._template.render(
            words=WORDS[language],
            language=language,
            other=other,
            other_name=WORDS[other]["this"],
            invoice=invoice,
            sum=sum_in(invoice.currency, invoice.amount),
            until=_until(invoice),
            note=note if note in ("declined", "closed") else None,
            success_url=invoice.fields.success_url,
            back_url=invoice.fields.back_url,
        )
        return web.Response(text=text, content_type="text/html")

    async def _choose(self, request: web.Request) -> web.Response:
        invoice, form = self._invoice(request), await request.post()
        outcome = form.get("outcome")
        if outcome == "close":
            raise web.HTTPSeeOther(invoice.fields.back_url or _self(request, "closed"))
        if outcome not in CARDS:
            raise web.HTTPBadRequest(text="outcome must be pay, decline or close")
        try:
            payment = await self._ledger.pay(invoice.id, str(form.get("card") or CARDS[outcome]))
        except NotPayable:
            raise web.HTTPSeeOther(_self(request)) from None
        except ValueError as error:
            raise web.HTTPBadRequest(text=str(error)) from None
        if payment.status == "paid":
            raise web.HTTPSeeOther(invoice.fields.success_url or _self(request))
        raise web.HTTPSeeOther(_self(request, "declined"))

    def _invoice(self, request: web.Request) -> Invoice:
        invoice = self._ledger.invoices.get(request.match_info["id"])
        if invoice is None:
            raise web.HTTPNotFound
        return invoice


@cache
def _template() -> Template:
    page = Path(__file__).with_name("page.html").read_text()
    return Environment(autoescape=True).from_string(page)


def _language(request: web.Request) -> str:
    asked = request.query.get("lang", "")
    return asked if asked in LANGUAGES else LANGUAGES[0]


def _self(request: web.Request, note: str | None = None) -> str:
    query = {"lang": _language(request)} | ({} if note is None else {"note": note})
    return str(request.rel_url.with_query(query))


def _until(invoice: Invoice) -> dict[str, Any] | None:
    if invoice.expired_at is None:
        return None
    at = invoice.expired_at.astimezone(ZONE)
    return {"iso": at.isoformat(), "text": f"{at:%Y-%m-%d %H:%M}"}
