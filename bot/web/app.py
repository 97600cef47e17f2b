"""The routes, and what every request goes through."""

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

from bot.channels.channel import Malformed, Untrusted
from bot.web import calendar, files, pay, payments, probes, telegram, whatsapp
from bot.web.context import CONTEXT, Context
from payments import provider

_log = structlog.get_logger()

MAX_BODY = 1024 * 1024


def create_app(context: Context, *, with_metrics: bool) -> web.Application:
    """Everything that Telegram, Twilio, Moyasar and an operator's monitoring call."""
    app = web.Application(middlewares=[_errors], client_max_size=MAX_BODY)
    app[CONTEXT] = context
    app.add_routes(
        [
            web.post("/telegram/{tenant}", telegram.update),
            web.post("/whatsapp", whatsapp.message),
            web.post("/whatsapp/status", whatsapp.status),
            web.post("/payments/moyasar/{tenant}", payments.webhook),
            web.post("/payments/moyasar/{tenant}/invoice", payments.invoice_callback),
            web.get("/payments/return", payments.back_to_chat),
            web.get("/pay/{token}", pay.page),
            web.get("/files/{token}", files.file),
            web.get("/calendar/{token}.ics", calendar.calendar),
        ]
    )
    app.add_routes(probes.routes(with_metrics=with_metrics))
    return app


def create_probes(context: Context) -> web.Application:
    """Only what monitoring calls, for a port of its own."""
    app = web.Application()
    app[CONTEXT] = context
    app.add_routes(probes.routes(with_metrics=True))
    return app


@web.middleware
async def _errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """What cannot be trusted is 401, what makes no sense 400; of neither is a word kept."""
    try:
        return await handler(request)
    except (Untrusted, provider.Untrusted):
        _refused(request, "untrusted")
        raise web.HTTPUnauthorized from None
    except (Malformed, web.RequestPayloadError):  # the latter: not compressed as it says
        _refused(request, "malformed")
        raise web.HTTPBadRequest from None


def _refused(request: web.Request, why: str) -> None:
    request.app[CONTEXT].metrics.refused.labels(why).inc()
    resource = request.match_info.route.resource  # the path itself may hold anything
    _log.info("refused", why=why, at=resource.canonical if resource else None)
