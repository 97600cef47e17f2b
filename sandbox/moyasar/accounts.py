"""Merchant accounts and their keys (Basic authentication with an empty password)."""

import base64
import binascii
import hmac
from collections.abc import Iterable
from dataclasses import dataclass

from aiohttp import web

from sandbox.moyasar.refusals import Refused

SECRET_PREFIXES = ("sk_test_", "sk_live_")
PUBLISHABLE_PREFIXES = ("pk_test_", "pk_live_")


@dataclass(frozen=True, slots=True)
class Account:
    """One merchant; test or live is decided by the key alone."""

    secret_key: str
    name: str
    publishable_key: str | None = None

    def __post_init__(self) -> None:
        if not self.secret_key.startswith(SECRET_PREFIXES):
            raise ValueError("a secret key begins with sk_test_ or sk_live_")
        published = self.publishable_key
        if published is not None and not published.startswith(PUBLISHABLE_PREFIXES):
            raise ValueError("a publishable key begins with pk_test_ or pk_live_")

    @property
    def live(self) -> bool:
        return self.secret_key.startswith("sk_live_")


def authenticated(
    request: web.Request, accounts: Iterable[Account], *, publishable: bool = False
) -> Account:
    """Return the account of the request's key; a publishable one may only create payments."""
    key, password = _credentials(request.headers.get("Authorization", ""))
    is_published = key.startswith(PUBLISHABLE_PREFIXES)
    if is_published and not publishable:
        raise Refused("Not allowed with this key", status=403, kind="authentication_error")
    for account in accounts:
        own = account.publishable_key if is_published else account.secret_key
        if own and hmac.compare_digest(own.encode(), key.encode()) and not password:
            return account
    raise Refused("Invalid authorization credentials", status=401, kind="authentication_error")


def anonymous(user_agent: str) -> bool:
    """Say whether the edge turns this client away: it must name itself.

    Seen live for Python-urllib; aiohttp's own default ("Python/3.11 aiohttp/...") counts too.
    """
    return not user_agent.strip() or user_agent.startswith(("Python-urllib", "Python/"))


def _credentials(header: str) -> tuple[str, str]:
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        key, _, password = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return key, password
