"""Webhooks that a merchant has registered, and how they are verified."""

import secrets
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from sandbox.moyasar.accounts import Account
from sandbox.moyasar.formats import iso, iso_or_null
from sandbox.moyasar.refusals import Refused, invalid

AVAILABLE = (
    "payment_paid",
    "payment_failed",
    "payment_refunded",
    "payment_voided",
    "payment_authorized",
    "payment_captured",
    "payment_verified",
    "payment_abandoned",
    "balance_transferred",
)
CODE_VALID = timedelta(minutes=30)
MOST_TRIES = 5
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(slots=True)
class Hook:
    """One webhook; its secret is echoed in every event and never read back."""

    account: Account
    url: str
    shared_secret: str
    events: tuple[str, ...]
    created_at: datetime
    http_method: str = "post"
    verified_at: datetime | None = None
    wrong_tries: int = 0
    code: str = field(default_factory=lambda: f"{secrets.randbelow(10**6):06}")
    id: str = field(default_factory=lambda: str(uuid.uuid4()))

    def verify(self, code: Any, now: datetime) -> None:
        """Take the code of the verification event: 30 minutes, five wrong tries."""
        spent = self.wrong_tries >= MOST_TRIES or now - self.created_at > CODE_VALID
        if spent or code != self.code:
            self.wrong_tries += 1
            raise Refused(
                "The verification code is invalid or has expired",
                kind="webhook_verification_invalid",
            )
        self.verified_at = self.verified_at or now

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "http_method": self.http_method,
            "url": self.url,
            "created_at": iso(self.created_at),
            "events": list(self.events),
            "verified": self.verified_at is not None,
            "verified_at": iso_or_null(self.verified_at),
        }


def registered(account: Account, body: dict[str, Any], now: datetime) -> Hook:
    """Make a webhook of a request, or refuse it."""
    if str(body.get("http_method", "")).lower() != "post":
        raise invalid(http_method="must be post")
    url, secret = body.get("url"), body.get("shared_secret")
    if not isinstance(url, str) or not _reachable(url):
        raise invalid(url="must be an HTTPS address")
    if not isinstance(secret, str) or not secret:
        raise invalid(shared_secret="is required")  # noqa: S106 - the name of a field
    events = body.get("events")
    if events is None:
        events = list(AVAILABLE)
    if not isinstance(events, list) or not events or not set(events) <= set(AVAILABLE):
        raise invalid(events="must be a list of available events")
    return Hook(account, url, secret, tuple(events), now)


def _reachable(url: str) -> bool:
    """Only https, as at Moyasar; on the machine itself plain http will do."""
    parts = urlsplit(url)
    local = parts.scheme == "http" and parts.hostname in LOOPBACK
    return bool(parts.hostname) and (parts.scheme == "https" or local)
