"""Moyasar's webhooks: what they say, whether to believe who says it, and how to ask for them."""

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from payments.moyasar.answers import identifier, key_in
from payments.moyasar.client import Client
from payments.provider import Hint, Untrusted

# Named one by one: without a list Moyasar sends every event that it will ever have.
EVENTS = (
    "payment_paid",
    "payment_failed",
    "payment_refunded",
    "payment_voided",
    "payment_authorized",
    "payment_captured",
)
_VERIFICATION = "webhook_verification"


@dataclass(frozen=True, slots=True)
class Webhook:
    """A webhook as Moyasar has it; nothing is delivered while `verified` is False."""

    id: str
    url: str
    events: tuple[str, ...]
    verified: bool | None  # None: Moyasar does not say

    @property
    def missing_events(self) -> tuple[str, ...]:
        """What we want to hear and it does not tell; no events means all of them."""
        return tuple(event for event in EVENTS if self.events and event not in self.events)


def read_webhook(body: bytes, secret: str | None) -> Hint:
    """Untrusted unless the body carries our secret (there is no signature); ValueError if no JSON.

    docs.moyasar.com/guides/dashboard/setting-up-webhooks
    """
    message = _json(body)
    _check(message.get("secret_token"), secret)
    event_id = identifier(message.get("id"))
    data = message.get("data")
    if not isinstance(data, dict):
        return Hint(event_id)
    if message.get("type") == _VERIFICATION:
        code = data.get("verification_code")
        return Hint(
            event_id,
            webhook_id=identifier(data.get("webhook_id")),
            code=str(code) if code else None,
        )
    if message.get("type") not in EVENTS:
        return Hint(event_id)
    live, invoice_id = message.get("live"), identifier(data.get("invoice_id"))
    return Hint(
        event_id,
        invoice_id=invoice_id,
        key=None if invoice_id else key_in(data),
        is_live=live if isinstance(live, bool) else None,
    )


def read_callback(body: bytes) -> str:
    """The id of the invoice that Moyasar says was paid; unsigned, so it is only a nudge."""
    invoice_id = identifier(_json(body).get("id"))
    if invoice_id is None:
        raise ValueError("the callback names no invoice")
    return invoice_id


async def listed(client: Client) -> list[Webhook]:
    answer = await client.get("/webhooks")
    found = answer.get("webhooks")
    return [_webhook(one) for one in found or () if isinstance(one, dict)]


async def register(client: Client, url: str, secret: str) -> Webhook:
    """Ask for our events at this address; Moyasar then sends the code for `verify` once."""
    return _webhook(
        await client.post(
            "/webhooks",
            {"http_method": "post", "url": url, "shared_secret": secret, "events": list(EVENTS)},
        )
    )


async def verify(client: Client, webhook_id: str, code: str) -> None:
    """docs.moyasar.com/api/other/webhooks/verify-webhook"""
    await client.post(f"/webhooks/{webhook_id}/verify", {"code": code})


def _json(body: bytes) -> Mapping[str, Any]:
    text = body.decode("utf-8")
    try:
        message = _parsed(text)
    except ValueError:
        message = _parsed(unescape(text))  # as Moyasar's own Magento plugin expects it
    if not isinstance(message, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004  # the body is wrong, not our call
    return message


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _check(given: Any, secret: str | None) -> None:
    if not secret or not isinstance(given, str):
        raise Untrusted
    if not hmac.compare_digest(given.encode("utf-8", "surrogatepass"), secret.encode()):
        raise Untrusted


def _webhook(answer: Mapping[str, Any]) -> Webhook:
    events, verified = answer.get("events"), answer.get("verified")
    return Webhook(
        id=identifier(answer.get("id")) or "",
        url=str(answer.get("url") or ""),
        events=tuple(map(str, events)) if isinstance(events, list) else (),
        verified=verified if isinstance(verified, bool) else None,
    )
