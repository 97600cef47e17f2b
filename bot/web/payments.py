"""Moyasar's webhooks, its invoice callback, and the page that the payer comes back to."""

from html import escape

from aiohttp import web

from bot.channels.channel import Malformed
from bot.conversation.screen import msg
from bot.tenants import Lines
from bot.web.context import CONTEXT, tenant_in_path
from payments import billing
from payments.provider import Provider

_PAGE = """<!doctype html>
<html lang="{language}" dir="{direction}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{text}</title>
<body style="font: 1.25rem/1.6 system-ui, sans-serif; margin: 20vh 2rem; text-align: center">
<p>{text}</p>
</body>
</html>
"""


async def webhook(request: web.Request) -> web.Response:
    """A hint, proven by its secret; what it says is asked again of Moyasar by the worker."""
    lines, provider = await _tenant(request)
    try:
        hint = provider.read_webhook(await request.read())
    except ValueError as error:
        raise Malformed from error
    if task := billing.task_of(hint):
        await request.app[CONTEXT].inbox.store(lines.tenant_id, task)
    return web.json_response({})


async def invoice_callback(request: web.Request) -> web.Response:
    """Not signed: anybody may send it, so that it only makes us look sooner."""
    context = request.app[CONTEXT]
    lines, provider = await _tenant(request)
    try:
        invoice_id = provider.read_callback(await request.read())
    except ValueError as error:
        raise Malformed from error
    async with context.database.unit_of_work(lines.tenant_id) as work:
        await billing.nudged(work, provider.name, invoice_id)
    context.inbox.nudge(lines.tenant_id)
    return web.json_response({})


async def back_to_chat(request: web.Request) -> web.Response:
    """Says "go back to the chat" in the customer's language; changes nothing."""
    context = request.app[CONTEXT]
    language = context.links.language_of(request.query.get("p", "")) or "en"
    words = context.wording.in_(language)
    text = words.say(msg("Thank you. You can go back to the chat now."))
    page = _PAGE.format(
        text=escape(text),
        language=words.language,
        direction="rtl" if words.language == "ar" else "ltr",
    )
    return web.Response(text=page, content_type="text/html")


async def _tenant(request: web.Request) -> tuple[Lines, Provider]:
    lines = await tenant_in_path(request)
    if lines.provider is None:
        raise web.HTTPNotFound
    return lines, lines.provider
