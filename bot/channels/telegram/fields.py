"""Reading JSON that a stranger may have written: the right type, or Malformed."""

from collections.abc import Mapping
from typing import Any

from bot.channels.channel import Malformed

Fields = Mapping[str, Any]

_LARGEST = 2**63


def fields(value: object) -> Fields:
    if not isinstance(value, dict):
        raise Malformed("an object is missing")
    return value


def number(values: Fields, name: str) -> int:
    value = values.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) >= _LARGEST:
        raise Malformed(f"{name} is no number")
    return value


def text(values: Fields, name: str) -> str:
    value = values.get(name)
    if not isinstance(value, str):
        raise Malformed(f"{name} is no text")
    return value


def optional_text(values: Fields, name: str) -> str:
    """ "" where it is absent."""
    return "" if values.get(name) is None else text(values, name)
