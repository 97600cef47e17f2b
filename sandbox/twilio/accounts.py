"""Twilio accounts, their WhatsApp senders, and Basic authentication."""

import base64
import binascii
import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass

from aiohttp import web

from sandbox.twilio.refusals import Refused

ACCOUNT_SID = re.compile(r"AC[0-9a-fA-F]{32}")
E164 = re.compile(r"\+[1-9]\d{6,14}")
# Business-scoped user id: country, dot, up to 128 alphanumerics (messaging platforms, 2026).
BSUID = re.compile(r"[A-Z]{2}\.[0-9A-Za-z]{1,128}")


@dataclass(frozen=True, slots=True)
class Account:
    """One account with one WhatsApp sender."""

    sid: str
    auth_token: str
    number: str

    def __post_init__(self) -> None:
        if not ACCOUNT_SID.fullmatch(self.sid):
            raise ValueError(f"an account SID is AC and 32 hexadecimal digits, not {self.sid!r}")
        if not E164.fullmatch(self.number):
            raise ValueError(f"a sender is a number like +966500000000, not {self.number!r}")

    @property
    def address(self) -> str:
        return f"whatsapp:{self.number}"


def authenticated(request: web.Request, accounts: Iterable[Account]) -> Account:
    """Return the account whose SID and auth token the request carries, or refuse with 20003."""
    sid, token = _credentials(request.headers.get("Authorization", ""))
    for account in accounts:
        same_token = hmac.compare_digest(account.auth_token.encode(), token.encode())
        if account.sid == sid and same_token:
            return account
    raise Refused(20003, status=401)


def _credentials(header: str) -> tuple[str, str]:
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        sid, _, token = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return sid, token
