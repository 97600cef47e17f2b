"""The page's server-sent events: the whole visible state, when connected and after each change."""

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from aiohttp import web

from sandbox.news import News

HEARTBEAT_SECONDS = 15
"""The state is sent again this often, so that clocks go on and dead connections are noticed."""

RETRY_MILLISECONDS = 1000


async def stream(
    request: web.Request, news: News, snapshot: Callable[[], dict[str, Any]]
) -> web.StreamResponse:
    """Send `snapshot()` as the event `state` until the browser goes away or news end."""
    response = web.StreamResponse(
        headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
    )
    await response.prepare(request)
    with suppress(ConnectionResetError):
        await response.write(f"retry: {RETRY_MILLISECONDS}\n\n".encode())
        while not news.closed:
            seen = news.version
            await response.write(_event(snapshot()))
            with suppress(TimeoutError):
                async with asyncio.timeout(HEARTBEAT_SECONDS):
                    await news.wait(seen)
    return response


def _event(state: dict[str, Any]) -> bytes:
    return f"event: state\ndata: {json.dumps(state)}\n\n".encode()
