"""Readers of single values: text, numbers, slugs, names, phone numbers."""

import re
import unicodedata
from collections.abc import Sequence

import phonenumbers

from booking.catalog_file.node import Node, quoted, unknown
from booking.salon import LocalName

LANGUAGES = ("ar", "en")  # those that the bot has words in
_LONGEST_TEXT = 200
_SLUG = re.compile(r"[a-z0-9_-]{1,64}")


def text(node: Node, longest: int = _LONGEST_TEXT) -> str:
    """One line of text that is not blank."""
    if not isinstance(node.value, str):
        node.wrong('must be text in quotes: "..."')
        return ""
    if not node.value.strip():
        node.wrong("must not be empty")
    elif any(unicodedata.category(letter) == "Cc" for letter in node.value):
        # WhatsApp's variables hold no newline, PostgreSQL's JSON no null character.
        node.wrong("must be one line without control characters")
    elif len(node.value) > longest:
        node.wrong(f"must have at most {longest} characters, not {len(node.value)}")
    return node.value.strip()


def whole(node: Node, least: int, most: int | None = None) -> int:
    """A whole number from `least` to `most`."""
    allowed = f"from {least} to {most}" if most is not None else f"of {least} or more"
    if not isinstance(node.value, int) or isinstance(node.value, bool):
        node.wrong(f"must be a whole number {allowed}, without quotes")
        return least
    if node.value < least or (most is not None and node.value > most):
        node.wrong(f"is {quoted(node.value)}, but must be a whole number {allowed}")
        return least
    return node.value


def truth(node: Node) -> bool:
    if not isinstance(node.value, bool):
        node.wrong("must be true or false")
    return node.value is True


def degrees(node: Node, most: int) -> float:
    """A number from -most to most."""
    value = node.value
    if isinstance(value, bool) or not isinstance(value, int | float) or not -most <= value <= most:
        node.wrong(f"must be a number of degrees from -{most} to {most}")
        return 0.0
    return float(value)


def slug(node: Node) -> str:
    """A short name that stays: what the database knows it by."""
    if not isinstance(node.value, str) or not _SLUG.fullmatch(node.value):
        node.wrong("must be 1 to 64 of the characters a-z 0-9 - _, in quotes")
        return ""
    return node.value


def one_of(node: Node, kind: str, allowed: Sequence[str]) -> str:
    """One of these names; empty if it is none."""
    if isinstance(node.value, str) and node.value in allowed:
        return node.value
    node.wrong(unknown(kind, node.value, allowed))
    return ""


def several_of(node: Node, kind: str, allowed: Sequence[str]) -> tuple[str, ...]:
    """A list of these names, none twice."""
    chosen: list[str] = []
    for element in node.elements():
        name = one_of(element, kind, allowed)
        if name in chosen:
            element.wrong(f"{quoted(name)} is named twice")
        elif name:
            chosen.append(name)
    return tuple(chosen)


def local_name(node: Node, languages: Sequence[str]) -> LocalName:
    """A name in every language of the salon; another language that we know may be there too."""
    if not node.is_table(LANGUAGES):
        return LocalName({})
    for language in node.value:
        if language in LANGUAGES and language not in languages:
            text(node.at(language))
    return LocalName({language: text(node.at(language)) for language in languages})


def phone(node: Node) -> str:
    """A telephone number that exists, as E.164."""
    return _number(node, in_use=True)


def sender_number(node: Node) -> str:
    """A number that messages come from, as E.164; vendors' test numbers belong to no network."""
    return _number(node, in_use=False)


def _number(node: Node, *, in_use: bool) -> str:
    given = text(node)
    if not given:
        return ""
    try:
        number = phonenumbers.parse(given, None)
    except phonenumbers.NumberParseException:
        number = None
    exists = phonenumbers.is_valid_number if in_use else phonenumbers.is_possible_number
    if number is None or given.startswith("++") or not exists(number):
        node.wrong(f"{quoted(given)} is no telephone number such as +966500000000")
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
