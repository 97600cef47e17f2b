"""The baseline: python-telegram-bot's `Bot` on its own HTTP client; it answers and forgets."""

import asyncio
import sys

import uvloop
from aiohttp import web
from telegram import Bot, Update

from bench.telegram import TOKEN


async def echo(api_url: str, port: int) -> None:
    """Serve until the process ends."""
    async with Bot(TOKEN, base_url=f"{api_url}/bot") as bot:

        async def heard(request: web.Request) -> web.Response:
            message = Update.de_json(await request.json(), bot).message
            if message is not None:
                await bot.send_message(message.chat_id, message.text or "-")
            return web.Response()

        app = web.Application()
        app.add_routes([web.post("/", heard), web.get("/ready", _ready)])
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        await asyncio.Event().wait()


async def _ready(_request: web.Request) -> web.Response:
    return web.Response()


if __name__ == "__main__":
    uvloop.run(echo(sys.argv[1], int(sys.argv[2])))
