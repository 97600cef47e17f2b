"""Whether a webhook call comes from Telegram."""

import hmac

HEADER = "X-Telegram-Bot-Api-Secret-Token"


def is_from_telegram(header: str | None, secret: str) -> bool:
    """Compared in constant time; without a secret of our own nobody is believed."""
    if not header or not secret:
        return False
    return hmac.compare_digest(header.encode(errors="replace"), secret.encode())
