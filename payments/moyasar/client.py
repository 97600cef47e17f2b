"""Calls of Moyasar's API, whose refusals and failures become ours."""

import json
from base64 import b64encode
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import aiohttp

from booking.errors import Unavailable
from payments.provider import Refused, Rejected

API_URL = "https://api.moyasar.com/v1"
_TIMEOUT = aiohttp.ClientTimeout(total=15)
_LONGEST_PAUSE = timedelta(hours=1)


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
    ) -> None:
        self._session = session
        self._secret_key = secret_key
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

    async def get(self, path: str, query: Mapping[str, str] | None = None) -> dict[str, Any]:
        return await self._call("GET", path, query=query)

    async def post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
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
                timeout=_TIMEOUT,
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
        status = response.status
        said = self._said(status, answer)
        match status:
            case 429:
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
