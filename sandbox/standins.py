"""All stand-ins, with their common clock, faults and deliveries."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from sandbox.deliveries import Deliveries
from sandbox.demo.cast import Cast
from sandbox.faults import Faults
from sandbox.moyasar import MoyasarStandIn
from sandbox.news import News
from sandbox.telegram import TelegramStandIn
from sandbox.twilio import TwilioStandIn


class StandIns:
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
        self.cast: Cast | None = None
        """Whose phones the demo page shows, where there is a demo."""

    async def advance(self, by: timedelta) -> None:
        """Move the clock and send what became due; LookupError if there is no clock to move."""
        if self.move is None:
            raise LookupError("this clock cannot be moved")
        await self.move(by)
        await self.deliveries.tick()
        self.news.changed()
