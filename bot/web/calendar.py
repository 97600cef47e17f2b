"""Calendars that customers' phones fetch: one booking, or a subscription."""

from aiohttp import web

from bot.calendar_files import CALENDAR
from bot.web.context import CONTEXT


async def calendar(request: web.Request) -> web.Response:
    """Only by an address that we signed; a guessed one and a closed one are equally unknown."""
    context = request.app[CONTEXT]
    link = context.links.calendar_of(request.match_info["token"])
    content = await context.calendars.file(link) if link else None
    if content is None:
        raise web.HTTPNotFound
    headers = {
        "Content-Type": CALENDAR,
        "Content-Disposition": 'inline; filename="booking.ics"',
        "Cache-Control": "private, max-age=300",
        "X-Content-Type-Options": "nosniff",
    }
    return web.Response(body=content, headers=headers)
