"""How a bot hears: by long polling or by webhook, never both."""

import re
from typing import Any
from urllib.parse import urlsplit

from sandbox.telegram.call import Call, Explained, Handler
from sandbox.telegram.errors import Wire, bad_request, conflict
from sandbox.telegram.spec import bot_api
from sandbox.telegram.webhook import Webhook

LONGEST_POLL = 50
MOST_UPDATES = 100
PORTS = (80, 88, 443, 8443)
LOOPBACK = ("127.0.0.1", "::1", "localhost")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


def get_me(call: Call) -> Wire:
    return call.bot.me()


async def get_updates(call: Call) -> list[Wire]:
    updates = call.bot.updates
    if updates.webhook is not None:
        raise conflict(
            "can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first"
        )
    _set_allowed(call)
    limit = min(max(call.get("limit", MOST_UPDATES), 1), MOST_UPDATES)
    seconds = min(max(call.get("timeout", 0), 0), LONGEST_POLL)
    return await updates.poll(call.get("offset", 0), limit, seconds)


def set_webhook(call: Call) -> Explained:
    url = call.get("url", "")
    if not url:
        return delete_webhook(call)
    call.world.limits.count_webhook(call.bot.bot_id)
    _check_address(url)
    _check_secret(call.get("secret_token", ""))
    if not 1 <= call.get("max_connections", 40) <= 100:
        raise bad_request("max_connections must be between 1 and 100")
    _set_allowed(call)
    if call.get("drop_pending_updates"):
        call.bot.updates.drop()
    webhook, current = _webhook(call, url), call.bot.updates.webhook
    if current is not None and current.same_as(webhook) and not call.get("drop_pending_updates"):
        return Explained(True, "Webhook is already set")
    call.bot.updates.turn_to(webhook)
    return Explained(True, "Webhook was set")


def delete_webhook(call: Call) -> Explained:
    if call.get("drop_pending_updates"):
        call.bot.updates.drop()
    if call.bot.updates.webhook is None:
        return Explained(True, "Webhook is already deleted")
    call.bot.updates.turn_to(None)
    return Explained(True, "Webhook was deleted")


def get_webhook_info(call: Call) -> Wire:
    updates = call.bot.updates
    info: Wire = {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": len(updates.waiting()),
    }
    if updates.allowed is not None:
        info["allowed_updates"] = sorted(updates.allowed)
    webhook = updates.webhook
    if webhook is None:
        return info
    info |= {
        "url": webhook.url,
        "has_custom_certificate": webhook.has_certificate,
        "max_connections": webhook.max_connections,
        "ip_address": webhook.ip_address or "127.0.0.1",
    }
    if webhook.last_error_at is not None:
        info["last_error_date"] = int(webhook.last_error_at.timestamp())
        info["last_error_message"] = webhook.last_error
    return info


def _webhook(call: Call, url: str) -> Webhook:
    call.bot.webhooks_set += 1
    return Webhook(
        url=url,
        secret=call.get("secret_token", ""),
        max_connections=call.get("max_connections", 40),
        ip_address=call.get("ip_address"),
        has_certificate="certificate" in call.values,
        name=f"telegram:{call.bot.bot_id}:{call.bot.webhooks_set}",
        now=call.world.now,
        deliveries=call.deliveries,
        faults=call.faults,
    )


def _check_address(url: str) -> None:
    """Refuse what Telegram cannot reach; plain http and any port only for loopback."""
    try:
        split = urlsplit(url)
        host, port = split.hostname or "", split.port
    except ValueError:
        raise bad_request("bad webhook: invalid webhook URL specified") from None
    if not host:
        raise bad_request("bad webhook: invalid webhook URL specified")
    if host in LOOPBACK and split.scheme in ("http", "https"):
        return
    if split.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (port or 443) not in PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def _check_secret(secret: str) -> None:
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if secret and not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")


def _set_allowed(call: Call) -> None:
    """Remember the kinds asked for; an empty list means the default again."""
    names: list[Any] | None = call.get("allowed_updates")
    if names is not None:
        known = frozenset(names).intersection(bot_api().updates)
        call.bot.updates.allowed = known or None


METHODS: dict[str, Handler] = {
    "getMe": get_me,
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
