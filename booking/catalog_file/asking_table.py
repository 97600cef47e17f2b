"""What the file says of approval, of paying first and of tax, for the salon or for one service."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from booking.catalog_file.fields import truth, whole
from booking.catalog_file.node import Node

APPROVAL_KEYS = ("approval", "approval_if_sooner", "requests_block")
NO_SHOW_KEYS = {"prepay_after": 2, "approval_after": 4}  # no-shows, where the file says nothing
_LONGEST = 730 * 1440  # minutes
_PERCENT = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,2})?)%")


def approval(node: Node, usual: Mapping[str, Any]) -> dict[str, Any]:
    """Whether the staff must approve; what is left out is as usual."""
    read = {
        "approval": node.maybe("approval", truth),
        "approval_if_sooner": node.maybe("approval_if_sooner", lambda one: whole(one, 0, _LONGEST)),
        "requests_block": node.maybe("requests_block", truth),
    }
    return {key: usual.get(key) if said is None else said for key, said in read.items()}


def after_no_shows(node: Node) -> dict[str, int | None]:
    """From how many no-shows on a customer pays first, or needs approval; null: never."""
    return {key: _times(node.at(key, usual)) for key, usual in NO_SHOW_KEYS.items()}


def vat(node: Node) -> str:
    """A rate such as "15%", as digits."""
    found = _PERCENT.fullmatch(node.value) if isinstance(node.value, str) else None
    if found is None or Decimal(found[1]) > 100:
        node.wrong('must be a rate from "0%" to "100%" in quotes, such as "15%"')
        return "0"
    return found[1]


def _times(node: Node) -> int | None:
    if node.value is False:
        return None
    if node.value is True or not isinstance(node.value, int) or not 1 <= node.value <= 100:
        node.wrong("must be a number of no-shows from 1 to 100, or false for never")
        return None
    return node.value
