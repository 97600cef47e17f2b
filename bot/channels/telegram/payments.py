"""Telegram's updates about payments (Bot API: PreCheckoutQuery, SuccessfulPayment)."""

from dataclasses import dataclass

from bot.channels.cleaning import storable
from bot.channels.telegram.fields import Fields, fields, number, optional_text, text

_LONGEST_ID, _LONGEST_KEY, _CURRENCY = 160, 128, 3


@dataclass(frozen=True, slots=True)
class Checkout:
    """Somebody is about to pay; Telegram waits for our word."""

    query_id: str
    key: str  # ours, of the invoice
    amount_minor: int
    currency: str
    language: str


@dataclass(frozen=True, slots=True)
class Paid:
    """Telegram has taken the money."""

    key: str
    charge_id: str
    provider_charge_id: str
    amount_minor: int
    currency: str
    update: str  # its number


def checkout(query: Fields) -> Checkout:
    return Checkout(
        query_id=storable(text(query, "id"), _LONGEST_ID),
        key=storable(text(query, "invoice_payload"), _LONGEST_KEY),
        amount_minor=number(query, "total_amount"),
        currency=storable(text(query, "currency"), _CURRENCY),
        language=optional_text(fields(query.get("from")), "language_code"),
    )


def paid(payment: Fields, update: str) -> Paid:
    return Paid(
        key=storable(text(payment, "invoice_payload"), _LONGEST_KEY),
        charge_id=storable(text(payment, "telegram_payment_charge_id"), _LONGEST_ID),
        provider_charge_id=storable(text(payment, "provider_payment_charge_id"), _LONGEST_ID),
        amount_minor=number(payment, "total_amount"),
        currency=storable(text(payment, "currency"), _CURRENCY),
        update=update,
    )
