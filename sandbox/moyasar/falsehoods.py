"""Answers that read back with another sum or currency, to see who compares them."""

from typing import Any

from sandbox.faults import Faults
from sandbox.moyasar.formats import amount_format

WRONG = frozenset({"wrong_sum", "wrong_currency"})


def falsified(answer: dict[str, Any], faults: Faults, call: str) -> dict[str, Any]:
    """Return an invoice's or payment's JSON, wrong if a fault of this call says so."""
    amount, currency = wrong(faults, call, answer["amount"], answer["currency"])
    shown = amount_format(currency, amount)
    return answer | {"amount": amount, "currency": currency, "amount_format": shown}


def wrong(faults: Faults, call: str, amount: int, currency: str) -> tuple[int, str]:
    """Return half the sum, or another currency, or both as they are without a fault."""
    match faults.take("moyasar", call, WRONG):
        case "wrong_sum":
            return amount // 2, currency
        case "wrong_currency":
            return amount, "SAR" if currency == "USD" else "USD"
    return amount, currency
