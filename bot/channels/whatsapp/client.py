"""Twilio's REST client, on the shared aiohttp session.

The library's own async client ignores its timeout, may send a POST again, and hides Retry-After.
"""

import base64
import logging
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
)
from twilio.http import AsyncHttpClient  # type: ignore[import-untyped]
from twilio.http.response import Response  # type: ignore[import-untyped]
from twilio.rest import Client  # type: ignore[import-untyped]

from booking.errors import Unavailable

_CONNECTING = 5.0  # seconds
_ANSWERING = 10.0
_NO_ENVIRONMENT = {"unread": ""}  # an empty mapping would make it read the process's own


def twilio_client(
    account_sid: str,
    auth_token: str,
    session: ClientSession,
    api_url: str | None = None,
    *,
    answers_within: float = _ANSWERING,
) -> Client:
    """`api_url` replaces scheme and host of every address of Twilio's; the path stays."""
    http = AiohttpClient(session, api_url, answers_within)
    return Client(account_sid, auth_token, http_client=http, environment=_NO_ENVIRONMENT)


class AiohttpClient(AsyncHttpClient):  # type: ignore[misc]  # the library has no types
    """One request, once; raises Unavailable where Twilio cannot answer."""

    def __init__(self, session: ClientSession, api_url: str | None, answers_within: float) -> None:
        super().__init__(logging.getLogger(__name__), is_async=True, timeout=answers_within)
        self._session = session
        self._api_url = api_url

    async def request(
        self,
        method: str,
        uri: str,
        params: Mapping[str, object] | None = None,
        data: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,  # noqa: ASYNC109  # the library's signature
        allow_redirects: bool = False,
    ) -> Response:
        kind = (headers or {}).get("Content-Type", "")
        body: dict[str, Any] = (
            {"json": data} if kind == "application/json" else {"data": _form(data or {})}
        )
        try:
            async with self._session.request(
                method,
                _at(self._api_url, uri),
                params=_pairs(params or {}),
                headers={**(headers or {}), **_authorization(auth)},
                timeout=ClientTimeout(total=timeout or self.timeout, sock_connect=_CONNECTING),
                allow_redirects=allow_redirects,
                **body,
            ) as response:
                text = await response.text()
        except (ClientConnectorError, ConnectionTimeoutError) as error:
            raise Unavailable(f"Twilio: {type(error).__name__}") from None
        except (TimeoutError, ClientError, OSError) as error:
            changes = method != "GET"
            raise Unavailable(f"Twilio: {type(error).__name__}", uncertain=changes) from None
        _check(method, response)
        return Response(response.status, text, response.headers)


def _check(method: str, response: ClientResponse) -> None:
    """What time may mend; other refusals have a code, which the library reads."""
    if response.status == 429:
        raise Unavailable("Twilio: too many requests", retry_after=_retry_after(response))
    is_json = response.content_type.endswith("json") or response.status == 204
    if response.status >= 500 or (response.ok and not is_json):
        raise Unavailable(f"Twilio: HTTP status {response.status}", uncertain=method != "GET")


def _retry_after(response: ClientResponse) -> timedelta | None:
    seconds = response.headers.get("Retry-After", "")
    return timedelta(seconds=int(seconds)) if seconds.isdecimal() and len(seconds) < 6 else None


def _at(api_url: str | None, uri: str) -> str:
    if not api_url:
        return uri
    base, asked = urlsplit(api_url), urlsplit(uri)
    path = base.path.rstrip("/") + asked.path
    return urlunsplit((base.scheme, base.netloc, path, asked.query, ""))


def _authorization(auth: tuple[str, str] | None) -> dict[str, str]:
    if auth is None:
        return {}
    return {"Authorization": "Basic " + base64.b64encode(":".join(auth).encode()).decode()}


def _form(data: Mapping[str, object]) -> bytes | None:
    return urlencode(_pairs(data)).encode() if data else None


def _pairs(values: Mapping[str, object]) -> list[tuple[str, str]]:
    return list(_each(values))


def _each(values: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """A list becomes a field that is repeated."""
    for name, value in values.items():
        for one in value if isinstance(value, list | tuple) else (value,):
            yield name, str(one)
