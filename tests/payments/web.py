"""What the web layer does with the provider's messages: check, store, 200."""

from contextlib import asynccontextmanager

from aiohttp import web
from aiohttp.test_utils import TestServer

from booking.store import queue
from payments import billing
from payments.provider import Untrusted


def web_application(shops):
    async def webhook(request):
        shop = shops[request.match_info["tenant"]]
        try:
            hint = shop.provider.read_webhook(await request.read())
        except Untrusted:
            return web.Response(status=401)
        except ValueError:
            return web.Response(status=400)
        if task := billing.task_of(hint):
            async with shop.work() as work:
                await queue.add(work, task)
        return web.Response()

    async def callback(request):
        shop = shops[request.match_info["tenant"]]
        invoice_id = shop.provider.read_callback(await request.read())
        async with shop.work() as work:
            await billing.nudged(work, shop.provider.name, invoice_id)
        return web.Response()

    app = web.Application()
    app.router.add_post("/payments/moyasar/{tenant}", webhook)
    app.router.add_post("/payments/moyasar/{tenant}/invoice", callback)
    return app


@asynccontextmanager
async def serve(application):
    """The address at which it is served."""
    server = TestServer(application)
    await server.start_server()
    yield str(server.make_url("")).rstrip("/")
    await server.close()
