"""How WhatsApp names people: by number, or by an id where they hide it (both since 2026)."""

import re

from bot.channels.channel import Malformed

PREFIX = "whatsapp:"
_NUMBER = re.compile(r"\+[1-9]\d{6,14}", re.ASCII)
_BSUID = re.compile(r"[A-Z]{2}\.[0-9A-Za-z]{1,128}")


def bare(address: str) -> str:
    """`+966...` or a business-scoped user id, without the prefix; raises Malformed."""
    name = address.removeprefix(PREFIX)
    if name == address or not (_NUMBER.fullmatch(name) or _BSUID.fullmatch(name)):
        raise Malformed("neither a number nor a user id")
    return name


def number_in(name: str) -> str | None:
    return name if name.startswith("+") else None
