"""What python-telegram-bot speaks through: the shared aiohttp session, which also keeps the token.

The library's own client (httpx) is slower, and the library itself would write the token into its
log, its reprs and its errors. So its `Bot` is given a stand-in for the token and an address that
only this class understands.
"""

import json
from datetime import timedelta
from urllib.parse import urlencode

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    FormData,
)
from telegram.error import NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

METHODS = "method:"
"""Begins the address of every call, in place of the server and the token."""

_CONNECTING = 5.0  # seconds
_ANSWERING = 10.0


class NotSent(NetworkError):
    """There was no connection: the call has not been carried out."""


class Flooded(RetryAfter):
    """429; the library's own warns about its unit wherever PTB_TIMEDELTA is not set."""

    def __init__(self, pause: timedelta) -> None:
        TelegramError.__init__(self, f"Flood control exceeded. Retry in {pause}")
        self._retry_after = pause

    @property
    def retry_after(self) -> timedelta:
        return self._retry_after


class AiohttpRequest(BaseRequest):
    """One bot's calls; the session belongs to who made it."""

    def __init__(
        self, session: ClientSession, api_url: str, token: str, answers_within: float = _ANSWERING
    ) -> None:
        self._session = session
        self._root = f"{api_url.rstrip('/')}/bot{token}/"
        self._answers_within = answers_within

    @property
    def read_timeout(self) -> float:
        return self._answers_within

    async def initialize(self) -> None:
        """There is nothing of our own to open."""

    async def shutdown(self) -> None:
        """The session is not ours to close."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = None,
        write_timeout: object = None,
        connect_timeout: object = None,
        pool_timeout: object = None,
    ) -> tuple[int, bytes]:
        """Call a method; raises NotSent, TimedOut, Flooded or NetworkError, without the address.

        What stands behind a ? is sent in the body, where every server of this API looks.
        """
        called, _, parameters = url.removeprefix(METHODS).partition("?")
        timeout = ClientTimeout(
            total=_seconds(read_timeout, self._answers_within),
            sock_connect=_seconds(connect_timeout, _CONNECTING),
        )
        try:
            async with self._session.request(
                method,
                self._root + called.lstrip("/"),
                data=parameters.encode() if parameters else _body(request_data),
                headers={"User-Agent": self.USER_AGENT, **_content_type(request_data)},
                timeout=timeout,
                allow_redirects=False,
            ) as response:
                payload = await response.read()
        except (ClientConnectorError, ConnectionTimeoutError) as error:
            raise NotSent(type(error).__name__) from None
        except TimeoutError:
            raise TimedOut from None
        except (ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from None
        if response.status == 429:
            raise Flooded(_pause(payload))
        if response.status >= 500:
            raise NetworkError(f"HTTP status {response.status}")
        return response.status, payload


def _seconds(given: object, otherwise: float) -> float:
    return float(given) if isinstance(given, int | float) else otherwise


def _body(data: RequestData | None) -> FormData | bytes | None:
    if data is None:
        return None
    if not data.contains_files:  # aiohttp would begin a multipart form first
        return urlencode(data.json_parameters).encode()
    form = FormData(data.json_parameters)
    for name, (file_name, content, kind) in (data.multipart_data or {}).items():
        form.add_field(name, content, filename=file_name, content_type=kind)
    return form


def _content_type(data: RequestData | None) -> dict[str, str]:
    if data is not None and data.contains_files:
        return {}
    return {"Content-Type": "application/x-www-form-urlencoded"}


def _pause(payload: bytes) -> timedelta:
    try:
        return timedelta(seconds=float(json.loads(payload)["parameters"]["retry_after"]))
    except (ValueError, KeyError, TypeError, OverflowError):
        return timedelta(seconds=1)
