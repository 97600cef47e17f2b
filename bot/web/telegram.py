"""Telegram's updates."""

import json
from typing import Any

from aiohttp import web

from bot.channels.channel import Malformed, Untrusted
from bot.channels.telegram.secret import HEADER, is_from_telegram
from bot.web.context import CONTEXT, tenant_in_path


async def update(request: web.Request) -> web.Response:
    """Store it, then 200; anything else would make Telegram send it again and again."""
    lines = await tenant_in_path(request)
    if "telegram" not in lines.channels:
        raise web.HTTPNotFound
    if not is_from_telegram(request.headers.get(HEADER), lines.telegram_secret):
        raise Untrusted
    await request.app[CONTEXT].intake.telegram(lines, _object(await request.read()))
    return web.Response()


def _object(body: bytes) -> dict[str, Any]:
    try:
        read = json.loads(body)
    except (ValueError, RecursionError) as error:  # the latter: nested too deeply
        raise Malformed from error
    if not isinstance(read, dict):
        raise Malformed
    return read
