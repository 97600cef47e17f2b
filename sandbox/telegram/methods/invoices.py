"""Invoices of a bot that a payment provider vouches for."""

import re

from sandbox.telegram.call import Call, Handler
from sandbox.telegram.checkouts import ANSWERED_WITHIN, settle
from sandbox.telegram.errors import bad_request

# https://core.telegram.org/bots/payments/currencies.json: least and most of each, minor units.
_CURRENCIES = {"SAR": (375, 3_752_000), "USD": (100, 1_000_000), "AED": (367, 3_673_000)}
_LONGEST_TITLE, _LONGEST_DESCRIPTION, _LONGEST_PAYLOAD = 32, 255, 128


def create_invoice_link(call: Call) -> str:
    if call.get("provider_token") not in call.bot.payment_tokens:
        raise bad_request("PAYMENT_PROVIDER_INVALID")
    if not 1 <= len(call["title"].strip()) <= _LONGEST_TITLE:
        raise bad_request("INVOICE_TITLE_INVALID")
    if not 1 <= len(call["description"].strip()) <= _LONGEST_DESCRIPTION:
        raise bad_request("INVOICE_DESCRIPTION_INVALID")
    if not 1 <= len(call["payload"].encode()) <= _LONGEST_PAYLOAD:
        raise bad_request("INVOICE_PAYLOAD_INVALID")
    currency = call["currency"]
    if currency not in _CURRENCIES:
        raise bad_request("CURRENCY_INVALID")
    total = sum(price["amount"] for price in call["prices"])
    least, most = _CURRENCIES[currency]
    if not least <= total <= most:
        raise bad_request("CURRENCY_TOTAL_AMOUNT_INVALID")
    url = f"https://t.me/$invoice{call.world.number()}"
    invoice = {name: call[name] for name in ("title", "description", "payload", "currency")}
    call.world.invoices[url] = {**invoice, "total_amount": total}
    return url


def answer_pre_checkout_query(call: Call) -> bool:
    query_id, ok = call["pre_checkout_query_id"], call["ok"]
    if not ok and not re.search(r"\S", call.get("error_message", "")):
        raise bad_request("ERROR_MESSAGE_EMPTY")
    checkout = call.world.checkouts.pop(query_id, None)
    if checkout is None or call.world.now() - checkout.asked_at > ANSWERED_WITHIN:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if ok:
        settle(call.world, call.bot, checkout)
    else:
        checkout.person.private_chat(call.bot).toast = call["error_message"]
    call.world.changed()
    return True


METHODS: dict[str, Handler] = {
    "createInvoiceLink": create_invoice_link,
    "answerPreCheckoutQuery": answer_pre_checkout_query,
}
