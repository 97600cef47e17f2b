"""The product as `main.py run` runs it, but it may speak faster than Telegram would let it.

Telegram allows a bot thirty messages a second, a sixth of what is measured here.
"""

import asyncio
import signal
from contextlib import AsyncExitStack

import uvloop

import main
from booking.clock import SystemClock
from bot import logs
from bot.channels.pace import Pace
from bot.running import running
from bot.settings import Settings
from bot.web.app import create_app
from bot.web.server import serving

_MOST = 1_000_000
_PACE = Pace(
    overall_per_second=_MOST,
    private_per_second=_MOST,
    private_burst=_MOST,
    group_per_minute=_MOST,
)


async def run(settings: Settings) -> None:
    """Until SIGTERM."""
    told = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, told.set)
    async with AsyncExitStack() as stack:
        opened = main.opened(settings, SystemClock(), pace=_PACE)
        product = await stack.enter_async_context(opened)
        await stack.enter_async_context(running(product))
        app = create_app(product.context, with_metrics=True)
        await stack.enter_async_context(serving(app, settings.host, settings.port))
        await told.wait()


if __name__ == "__main__":
    logs.set_up("json")
    uvloop.run(run(Settings.read()))
