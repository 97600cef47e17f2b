"""The page on a stage: its own files and events, a state made by hand, actions noted down."""

import asyncio
import json
from typing import Any

from aiohttp import web

from sandbox.demo import events, page
from sandbox.news import News

PATIENCE_SECONDS = 10


class Stage:
    """Serves the page from the state that a test gives it; `actions` is what the page did."""

    def __init__(self, state: dict[str, Any]) -> None:
        self.state = state
        self.news = News()
        self.actions: asyncio.Queue[tuple[str, dict[str, Any]]] = asyncio.Queue()
        self.refusal: str | None = None
        self._port = 0
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}/demo"

    def show(self, **changes: Any) -> None:
        self.state = {**self.state, **changes}
        self.news.changed()

    def show_in(self, chat: str, **changes: Any) -> None:
        self.show(**{chat: {**self.state[chat], **changes}})

    async def action(self) -> tuple[str, dict[str, Any]]:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await self.actions.get()

    async def start(self) -> None:
        """Listen; after a stop, on the same port again."""
        self.news = News()
        app = web.Application()
        app.add_routes([web.get("/demo", page.show), *page.static_routes()])
        app.router.add_get("/demo/events", self._events)
        app.router.add_post("/demo/{name}", self._act)
        app.router.add_post("/pay/{id}", self._pay)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port, reuse_address=True)
        await site.start()
        self._port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        self.news.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _events(self, request: web.Request) -> web.StreamResponse:
        return await events.stream(request, self.news, lambda: self.state)

    async def _act(self, request: web.Request) -> web.Response:
        if self.refusal is not None:
            return web.Response(status=400, text=self.refusal)
        self.actions.put_nowait((request.match_info["name"], json.loads(await request.text())))
        return web.Response(status=204)

    async def _pay(self, request: web.Request) -> web.Response:
        form = await request.post()
        self.actions.put_nowait((f"pay {request.match_info['id']}", dict(form)))
        return web.Response(status=303, headers={"Location": "http://127.0.0.1:1/elsewhere"})
