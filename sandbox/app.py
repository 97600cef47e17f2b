"""All stand-ins in one web application, with their common clock, faults and deliveries."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta

from aiohttp import web

from sandbox import control, demo
from sandbox.deliveries import Deliveries
from sandbox.faults import Faults
from sandbox.moyasar import MoyasarStandIn
from sandbox.news import News
from sandbox.telegram import TelegramStandIn
from sandbox.twilio import TwilioStandIn

LARGEST_BODY = 52 * 1024 * 1024
"""A file of 50 MB, Telegram's limit, and the form around it."""

TICK_SECONDS = 1


class Sandbox:
    """`now` tells the time; `move`, where the clock can be moved, moves it forward."""

    def __init__(
        self,
        now: Callable[[], datetime],
        move: Callable[[timedelta], Awaitable[None]] | None = None,
    ) -> None:
        self.now = now
        self.move = move
        self.faults = Faults()
        self.deliveries = Deliveries(now)
        self.news = News()
        parts = (now, self.faults, self.deliveries, self.news)
        self.telegram = TelegramStandIn(*parts)
        self.twilio = TwilioStandIn(*parts)
        self.moyasar = MoyasarStandIn(*parts)
        self.cast: demo.Cast | None = None
        """Whose phones the demo page shows, where there is a demo."""

    async def advance(self, by: timedelta) -> None:
        """Move the clock and send what became due; LookupError if there is no clock to move."""
        if self.move is None:
            raise LookupError("this clock cannot be moved")
        await self.move(by)
        await self.deliveries.tick()
        self.news.changed()

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
