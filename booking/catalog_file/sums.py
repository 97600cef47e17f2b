"""Prices and deposits of the file."""

import re
from decimal import Decimal

from booking.catalog_file.node import Node, quoted
from booking.money import Money, decimals

# Ten digits are more than any salon asks, and as minor units they fit every column.
_SUM = re.compile(r"(?P<whole>[0-9]{1,10})(?:\.(?P<part>[0-9]+))?")
_PERCENT = re.compile(r"(?P<share>[0-9]{1,3}(?:\.[0-9]{1,4})?)%")


def price(node: Node, currency: str) -> Money | None:
    """A sum of zero or more; None with a problem noted, or if the currency is unknown."""
    if not isinstance(node.value, str):
        node.wrong('must be a sum in quotes such as "115.00"')
        return None
    found = _SUM.fullmatch(node.value)
    if found is None:
        node.wrong(f'{quoted(node.value)} is no sum: write 0 or more, such as "115.00"')
        return None
    if not currency:
        return None
    if len(found["part"] or "") > decimals(currency):
        node.wrong(
            f"{quoted(node.value)} has too many decimals: {currency} has {decimals(currency)}"
        )
        return None
    return Money.parse(node.value, currency)


def deposit(node: Node, of: Money | None, currency: str) -> tuple[Money | None, str | None]:
    """What must be paid to book: a sum, or a share of the price in percent."""
    if not isinstance(node.value, str):
        node.wrong('must be "50.00", "50%" or "full", in quotes')
        return None, None
    due = _deposit_due(node, of, currency)
    if due is None or of is None:
        return None, None
    least = Money(10 ** decimals(currency), currency)
    if due < least:
        node.wrong(f"comes to {due}, but must be at least {least}")
    elif due > of:
        node.wrong(f"comes to {due}, but must be at most the price, {of}")
    if node.value == "full":
        return None, "100"
    if percent := _PERCENT.fullmatch(node.value):
        return None, percent["share"]
    return due, None


def _deposit_due(node: Node, of: Money | None, currency: str) -> Money | None:
    if node.value == "full":
        return of
    if percent := _PERCENT.fullmatch(node.value):
        share = Decimal(percent["share"])
        if 0 < share <= 100:
            return of.share(share) if of else None
        node.wrong(f"is {node.value}, but a share must be over 0% and at most 100%")
        return None
    if not _SUM.fullmatch(node.value):
        node.wrong(f'{quoted(node.value)} is no deposit: write "50.00", "50%" or "full"')
        return None
    return price(node, currency)
