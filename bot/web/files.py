"""Files that a platform fetches to pass them on: only by an address that we signed, for an hour."""

from aiohttp import web

from bot.channels.channel import Untrusted
from bot.web.context import CONTEXT

_KEPT = "private, max-age=3600, immutable"  # its address names its content


async def file(request: web.Request) -> web.Response:
    """The file with its exact type; 410 once the address is too old."""
    context = request.app[CONTEXT]
    asked = context.links.file_of(request.match_info["token"])
    if asked is None:
        raise Untrusted
    tenant_id, key, until = asked
    if context.database.clock.now() > until:
        raise web.HTTPGone
    made = await context.files.make(tenant_id, key)
    if made is None:
        raise web.HTTPNotFound
    headers = {
        "Content-Type": made.content_type,
        "Content-Disposition": f'inline; filename="{made.name}"',
        "Cache-Control": _KEPT if made.known_as else "private, no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return web.Response(body=made.content, headers=headers)
