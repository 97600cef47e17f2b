"""Twilio's messages and delivery states."""

from urllib.parse import parse_qsl

import structlog
from aiohttp import web
from multidict import MultiDict

from booking import customers
from booking.store import queue
from bot.channels.channel import Malformed, Unreachable, Untrusted
from bot.channels.whatsapp.errors import meaning
from bot.channels.whatsapp.parse import parse, parse_status
from bot.channels.whatsapp.signature import (
    SIGNATURE_HEADER,
    SIGNATURE_SETTINGS_HEADER,
    is_from_twilio,
    signed_url,
)
from bot.tenants import Lines
from bot.web.context import CONTEXT
from bot.worker.undelivered import reported

_NOTHING_TO_SAY = "<?xml version='1.0' encoding='UTF-8'?><Response/>"
_MOST_FIELDS = 1000
_log = structlog.get_logger()

Fields = list[tuple[str, str]]


async def message(request: web.Request) -> web.Response:
    """Store it, then an empty answer: ours goes out by itself."""
    lines, fields = await _trusted(request, ours="To")
    heard = parse(fields)
    if heard is not None:
        await request.app[CONTEXT].intake.heard("whatsapp", lines, heard)
    return web.Response(text=_NOTHING_TO_SAY, content_type="text/xml")


async def status(request: web.Request) -> web.Response:
    """Note what was not delivered, and who cannot be reached; other states need nothing done."""
    lines, fields = await _trusted(request, ours="From")
    delivery = parse_status(fields)
    if delivery.is_undelivered:
        _log.warning("not delivered", state=delivery.state, code=delivery.error_code)
        context = request.app[CONTEXT]
        async with context.database.unit_of_work(lines.tenant_id) as work:
            if isinstance(meaning(delivery.error_code or 0), Unreachable):
                await customers.mark_unreachable(work, "whatsapp", delivery.chat)
            await queue.add(work, reported("whatsapp", delivery.chat, delivery.sid))
        context.inbox.nudge(lines.tenant_id)
    return web.Response()


async def _trusted(request: web.Request, ours: str) -> tuple[Lines, Fields]:
    """The tenant whose number is in the field `ours`, and all fields; its token signed them."""
    context = request.app[CONTEXT]
    fields = _fields(await request.read())
    number = MultiDict(fields).get(ours, "").removeprefix("whatsapp:")  # the first, as in `parse`
    lines = await context.tenants.by_whatsapp(number)
    if lines is None or "whatsapp" not in lines.channels:
        raise web.HTTPNotFound
    is_trusted = is_from_twilio(
        signed_url(context.public_address or "", request.raw_path),
        fields,
        request.headers.get(SIGNATURE_HEADER),
        lines.credentials.twilio_auth_token,
        settings=request.headers.get(SIGNATURE_SETTINGS_HEADER),
    )
    if not is_trusted:
        raise Untrusted
    return lines, fields


def _fields(body: bytes) -> Fields:
    try:
        return parse_qsl(
            body.decode(),
            keep_blank_values=True,  # an empty field is signed too
            strict_parsing=bool(body),
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except ValueError as error:
        raise Malformed from error
