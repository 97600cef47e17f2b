"""The page with Moyasar's form, where a card is entered on which a deposit is held.

The card's number goes from the payer's browser to Moyasar and never through us. The form is
Moyasar's own (docs.moyasar.com/guides/card-payments/basic-integration).
"""

import json
from html import escape
from urllib.parse import urlsplit

from aiohttp import web

from booking import bookings, customers
from booking.money import Money
from bot.conversation.screen import Text, msg
from bot.web.context import CONTEXT
from bot.wording.localization import Localization
from payments import billing, ledger
from payments.moyasar.client import API_URL
from payments.payment import HOLDS, UNPAID, Payment, State

_FORM = "mpf/1.15.0/moyasar"
_CDN = "https://cdn.moyasar.com"
_HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
_PAGE = """<!doctype html>
<html lang="{language}" dir="{direction}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<body style="font: 1rem/1.6 system-ui, sans-serif; margin: 2rem auto; padding: 0 1rem;
 max-width: 26rem">
{content}
</body>
</html>
"""
_WITH_FORM = """<link rel="stylesheet" href="{assets}.css">
<h1 style="font-size: 1.25rem">{title}</h1>
<p>{promise}</p>
<div class="mysr-form"></div>
<script src="{assets}.js"></script>
<script>Moyasar.init({settings});</script>"""


async def page(request: web.Request) -> web.Response:
    """The form while it may be used; Moyasar sends the browser back here afterwards.

    What the address then says of the payment is not believed: it only makes us look sooner.
    """
    context = request.app[CONTEXT]
    named = context.links.pay_of(request.match_info["token"])
    if named is None:
        raise web.HTTPNotFound
    tenant_id, key = named
    if "id" in request.query:
        async with context.database.unit_of_work(tenant_id) as work:
            await billing.nudged(work, HOLDS, key)
        context.inbox.nudge(tenant_id)
    async with context.database.unit_of_work(tenant_id) as work:
        payment = await ledger.of_invoice(work, HOLDS, key)
        if payment is None:
            raise web.HTTPNotFound
        booking = await bookings.get(work, payment.booking_id)
        customer = await customers.find(work, booking.customer_id)
        now = work.now
    words = context.wording.in_((customer and customer.language) or "en")
    is_open = payment.state is State.OPEN and now < payment.expires_at
    publishable = (await context.tenants.by_id(tenant_id)).credentials.moyasar_publishable_key
    if is_open and publishable and "id" not in request.query:
        back = context.links.pay(tenant_id, key)
        form = _form(words, payment, publishable, back, _assets(context.moyasar_url))
        return _shown(words, _title(payment), form)
    return _shown(words, _title(payment), f"<p>{escape(words.say(_news(request, payment)))}</p>")


def _title(payment: Payment) -> Text:
    return msg("Deposit of {deposit}", deposit=payment.amount)


def _news(request: web.Request, payment: Payment) -> Text:
    if payment.state in UNPAID and "id" not in request.query:
        return msg("This link can no longer be used. Please go back to the chat.")
    return msg("Thank you. You can go back to the chat now.")


def _form(words: Localization, payment: Payment, publishable: str, back: str, assets: str) -> str:
    settings = {
        "element": ".mysr-form",
        "amount": payment.amount.minor,
        "currency": payment.amount.currency,
        "description": payment.description,
        "publishable_api_key": publishable,
        "callback_url": back,
        "methods": ["creditcard"],
        "credit_card": {"manual": True},
        "metadata": {"payment_key": payment.key, "booking_id": str(payment.booking_id)},
        "language": words.language,
    }
    return _WITH_FORM.format(
        assets=escape(assets),
        title=escape(words.say(_title(payment))),
        promise=escape(words.say(_promise(payment.amount))),
        settings=json.dumps(settings).replace("<", "\\u003c"),
    )


def _promise(amount: Money) -> Text:
    return msg(
        "{amount} is only held on your card now. It is taken when your visit is over, or let go if"
        " you cancel in time.",
        amount=amount,
    )


def _assets(api_url: str) -> str:
    """The form is on Moyasar's own server; a stand-in brings its own along."""
    if api_url.rstrip("/") == API_URL:
        return f"{_CDN}/{_FORM}"
    at = urlsplit(api_url)
    return f"{at.scheme}://{at.netloc}/{_FORM}"


def _shown(words: Localization, title: Text, content: str) -> web.Response:
    text = _PAGE.format(
        language=words.language,
        direction="rtl" if words.language == "ar" else "ltr",
        title=escape(words.say(title)),
        content=content,
    )
    return web.Response(text=text, content_type="text/html", headers=_HEADERS)
