"""X-Twilio-Signature: how Twilio signs a form-encoded webhook with the account's auth token."""

import base64
import hashlib
import hmac
from collections.abc import Mapping, Sequence


def sign(url: str, params: Mapping[str, str | Sequence[str]], auth_token: str) -> str:
    """Return base64(HMAC-SHA1(token, URL + each name and its values, both sorted)).

    Repeated values of one name count once (Twilio: webhooks security).
    """
    parts = [url]
    for name in sorted(params):
        value = params[name]
        values = [value] if isinstance(value, str) else sorted(set(value))
        parts += [name + each for each in values]
    digest = hmac.new(auth_token.encode(), "".join(parts).encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()
