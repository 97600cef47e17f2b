"""The routes, and what every request goes through."""

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.channels.channel import Malformed, Untrusted
from bot.web import files, payments, probes, telegram, whatsapp
from bot.web.context import CONTEXT, Context
from payments import provider

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
            web.get("/files/{token}", files.file),
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
    """What cannot be trusted is 401, what makes no sense 400; neither is kept or logged."""
    try:
        return await handler(request)
    except (Untrusted, provider.Untrusted):
        request.app[CONTEXT].metrics.refused.labels("untrusted").inc()
        raise web.HTTPUnauthorized from None
    except Malformed:
        request.app[CONTEXT].metrics.refused.labels("malformed").inc()
        raise web.HTTPBadRequest from None
