"""Twilio's error codes, as what they mean for us (its error dictionary)."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from twilio.base.exceptions import TwilioException  # type: ignore[import-untyped]

from booking.errors import Misuse, Unavailable
from bot.channels.channel import NotTaken, Unreachable, WindowClosed

_WINDOW_CLOSED = {63016}
_NOT_TAKEN = {63032, 63049, 63040, 63041, 63042, 63027, 63050}
"""Meta withholds this message from this customer, or the template from everybody."""

_UNREACHABLE = {63024, 63003, 21211, 21610, 63033}
_LATER = {63018, 63017, 20429, 429, 30001, 21611}
_CONTENT_GONE = {21655}
_NOT_THERE = {20404, 404}
_CREDENTIALS = {20003, 401}
_SENDER = {63007, 21606}


class ContentGone(Misuse):
    """A Content resource was deleted at Twilio since we made it."""


class NotThere(Misuse):
    """Twilio has nothing at that address (any more), or not for this account."""


@contextmanager
def translated() -> Iterator[None]:
    """Turn the library's errors into ours; their texts name addresses and people, so only codes."""
    try:
        yield
    except TwilioException as error:
        raise meaning(_code_of(error)) from None


def meaning(code: int) -> Exception:
    """What a code means: in an answer, or in the callback by which most of WhatsApp's come."""
    if code in _WINDOW_CLOSED:
        return WindowClosed(f"Twilio {code}")
    if code in _NOT_TAKEN:
        return NotTaken(f"Twilio {code}")
    if code in _UNREACHABLE:
        return Unreachable(f"Twilio {code}")
    if code in _LATER:
        return Unavailable(f"Twilio {code}")
    if code in _CONTENT_GONE:
        return ContentGone(f"Twilio {code}")
    if code in _NOT_THERE:
        return NotThere(f"Twilio refused: https://www.twilio.com/docs/errors/{code}")
    if code in _CREDENTIALS:
        return Misuse("Twilio: are TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN right?")
    if code in _SENDER:
        return Misuse("Twilio: is TWILIO_WHATSAPP_NUMBER a WhatsApp sender of this account?")
    return Misuse(f"Twilio refused: https://www.twilio.com/docs/errors/{code}")


def _code_of(error: TwilioException) -> int:
    """The library gives the HTTP status where Twilio gave no code, and for a list the answer."""
    if len(error.args) == 2:
        return _code_in(error.args[1])
    code = getattr(error, "code", None)
    return code if isinstance(code, int) else 0


def _code_in(answer: Any) -> int:
    try:
        return int(json.loads(answer.text)["code"])
    except (ValueError, KeyError, TypeError):
        return int(answer.status_code)
