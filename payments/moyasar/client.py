"""Calls of Moyasar's API, whose refusals and failures become ours."""

import json
from base64 import b64encode
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from typing import Any

import aiohttp

from booking.errors import Unavailable
from payments.provider import Refused, Rejected

API_URL = "https://api.moyasar.com/v1"
_TIMEOUT = timedelta(seconds=15)
_LONGEST_PAUSE = timedelta(hours=1)
_MOST_PAGES = 50  # of forty each: a filter that is not understood would list everything
# What the kind of an error means, whatever status it comes with (docs.moyasar.com/api/errors).
_BY_TIME = ("rate_limit_error", "api_connection_error")
_BY_OPERATOR = ("authentication_error", "account_inactive_error")


class NotThere(Refused):
    """Moyasar has no object of this id in this account."""


class Client:
    """One account at Moyasar; the session is shared and stays the caller's."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        secret_key: str,
        *,
        version: str,
        url: str = API_URL,
        timeout: timedelta = _TIMEOUT,
    ) -> None:
        self._session = session
        self._secret_key = secret_key
        self._timeout = aiohttp.ClientTimeout(total=timeout.total_seconds())
        self._url = url.rstrip("/")
        self._headers = {
            # The key is the user name, the password is empty (docs.moyasar.com/api/authentication).
            "Authorization": "Basic " + b64encode(f"{secret_key}:".encode()).decode(),
            # Moyasar's firewall answers libraries' default names with a 403 of its own.
            "User-Agent": f"salon-booking-bot/{version}",
            "Accept": "application/json",
        }

    def __repr__(self) -> str:
        return f"<Moyasar at {self._url}>"

    @property
    def is_live(self) -> bool:
        """Does real money move with this key? Test and live differ by the key alone."""
        return self._secret_key.startswith("sk_live_")

    async def get(self, path: str, query: Mapping[str, str] | None = None) -> dict[str, Any]:
        return await self._call("GET", path, query=query)

    async def rows(self, kind: str, query: Mapping[str, str]) -> AsyncIterator[dict[str, Any]]:
        """The rows of a list, newest first, page after page; what is no object is left out."""
        page: int | None = 1
        for _ in range(_MOST_PAGES):
            answer = await self.get(f"/{kind}", {**query, "page": str(page)})
            listed, meta = answer.get(kind), answer.get("meta")
            for row in listed if isinstance(listed, list) else ():
                if isinstance(row, dict):
                    yield row
            page = meta.get("next_page") if isinstance(meta, dict) else None
            if not isinstance(page, int):
                return

    async def post(self, path: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
        return await self._call("POST", path, body=body)

    async def put(self, path: str) -> dict[str, Any]:
        return await self._call("PUT", path)

    async def _call(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str] | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Raises Unavailable, Rejected, Refused or NotThere."""
        changes = method != "GET"
        try:
            async with self._session.request(
                method,
                self._url + path,
                params=query,
                json=body,
                headers=self._headers,
                timeout=self._timeout,
                allow_redirects=False,
            ) as response:
                text = await response.text(errors="replace")
        except aiohttp.ClientConnectorError as error:
            raise Unavailable("moyasar: no connection") from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            # From here on it may have been carried out, although we never hear of it.
            raise Unavailable("moyasar: answer lost", uncertain=changes) from error
        answer = _object(text)
        if 200 <= response.status < 300 and answer is not None:
            return answer
        raise self._error(response, answer, changes)

    def _error(
        self, response: aiohttp.ClientResponse, answer: dict[str, Any] | None, changes: bool
    ) -> Exception:
        """docs.moyasar.com/api/errors."""
        status, kind = response.status, (answer or {}).get("type")
        said = self._said(status, answer)
        match status:
            case 429:
                return Unavailable(said, retry_after=_pause(response))
            case _ if 400 <= status < 500 and kind in _BY_OPERATOR:
                return Rejected(said)
            case _ if 400 <= status < 500 and kind in _BY_TIME:
                return Unavailable(said, retry_after=_pause(response))
            case 403 if answer is None:
                return Unavailable("moyasar: 403 from its firewall", retry_after=_pause(response))
            case 401 | 403 | 405:  # 405: the account is not activated for live payments
                return Rejected(said)
            case 404:
                return NotThere(said)
            case _ if 400 <= status < 500:
                return Refused(said)
        return Unavailable(said, retry_after=_pause(response), uncertain=changes)

    def _said(self, status: int, answer: dict[str, Any] | None) -> str:
        """The kind of error and the fields it names; its prose may quote what we sent."""
        answer = answer or {}
        fields = answer.get("errors")
        named = ", ".join(sorted(map(str, fields))) if isinstance(fields, dict) else ""
        said = f"moyasar: {status} {answer.get('type') or ''} {named}".strip()
        return said.replace(self._secret_key, "***")[:200] if self._secret_key else said[:200]


def _object(text: str) -> dict[str, Any] | None:
    try:
        answer = json.loads(text)
    except ValueError:
        return None
    return answer if isinstance(answer, dict) else None


def _pause(response: aiohttp.ClientResponse) -> timedelta | None:
    """What `Retry-After` asks for, in seconds; Moyasar does not document it."""
    seconds = response.headers.get("Retry-After", "")
    if not seconds.isascii() or not seconds.isdecimal():
        return None
    return min(timedelta(seconds=int(seconds[:6])), _LONGEST_PAUSE)
