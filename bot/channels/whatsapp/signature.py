"""Whether a webhook call comes from Twilio."""

import hmac
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from multidict import MultiDict
from twilio.request_validator import (  # type: ignore[import-untyped]
    SIGNATURE_HEADER,
    SIGNATURE_SETTINGS_HEADER,
    RequestValidator,
    get_signature_algorithm,
)

__all__ = ["SIGNATURE_HEADER", "SIGNATURE_SETTINGS_HEADER", "is_from_twilio", "signed_url"]

_PORTS = {"https": 443, "http": 80}


def signed_url(public_url: str, raw_path: str) -> str:
    """What Twilio called, as it wrote it: a proxy may have changed everything but the path."""
    return public_url.rstrip("/") + raw_path


def is_from_twilio(
    url: str,
    fields: Mapping[str, str] | Iterable[tuple[str, str]],
    signature: str | None,
    auth_token: str | None,
    *,
    settings: str | None = None,
) -> bool:
    """Compare in constant time; `fields` are all that came, repeated and empty ones included.

    `settings` is the header that may name a shared key instead of the auth token (Twilio, Webhooks
    Security): we have none, so that is refused. Without a token of our own nobody is believed.
    """
    if not signature or not auth_token or _names_key(settings):
        return False
    validator, sent = RequestValidator(auth_token), MultiDict(fields)
    algorithm, given = get_signature_algorithm(settings), signature.encode(errors="replace")
    try:
        expected = [validator.compute_signature(each, sent, algorithm) for each in _spellings(url)]
    except (ValueError, TypeError):  # an algorithm, or fields, that Twilio does not send
        return False
    matches = [hmac.compare_digest(each.encode(), given) for each in expected]
    return any(matches)


def _names_key(settings: str | None) -> bool:
    names = (part.partition("=")[0].strip() for part in (settings or "").split(","))
    return "key" in names


def _spellings(url: str) -> set[str]:
    """With and without the port: Twilio is not consistent about it."""
    parts = urlsplit(url)
    if parts.scheme not in _PORTS:  # nobody told us our address, so Twilio cannot know it either
        return set()
    if parts.port is None:
        spelled = f"{parts.netloc}:{_PORTS[parts.scheme]}"
    else:
        spelled = parts.netloc.removesuffix(f":{parts.port}")
    return {url, parts._replace(netloc=spelled).geturl()}
