"""All stand-ins in one web application, with their common clock, faults and deliveries."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

from aiohttp import web

from sandbox import control, demo
from sandbox.standins import StandIns

LARGEST_BODY = 52 * 1024 * 1024
"""A file of 50 MB, Telegram's limit, and the form around it."""

TICK_SECONDS = 1


class Sandbox(StandIns):
    """The stand-ins as a web application, with the demo page and controls of their own."""

    def application(self) -> web.Application:
        app = web.Application(client_max_size=LARGEST_BODY)
        for routes in (
            self.telegram.routes(),
            self.twilio.routes(),
            self.moyasar.routes(),
            control.routes(self.faults, self.advance, self.now),
            demo.routes(self),
        ):
            app.add_routes(routes)
        app.cleanup_ctx.append(self._running)
        app.on_shutdown.append(self._send_home)
        return app

    async def _running(self, app: web.Application) -> AsyncIterator[None]:
        ticking = asyncio.create_task(self._keep_ticking())
        yield
        ticking.cancel()
        with suppress(asyncio.CancelledError):
            await ticking
        await self.deliveries.close()

    async def _keep_ticking(self) -> None:
        """Send retries as they become due, for clocks that run by themselves."""
        while True:
            await asyncio.sleep(TICK_SECONDS)
            await self.deliveries.tick()

    async def _send_home(self, app: web.Application) -> None:
        """End long polls and event streams, which would otherwise hold up the shutdown."""
        self.telegram.close()
        self.news.close()
