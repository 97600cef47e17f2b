"""A Bot API that takes everything and counts it.

The sandbox checks every parameter as Telegram does, which costs several times what the product's
own work does: under load it would be what is measured.
"""

import asyncio
import json
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any
from urllib.parse import parse_qs

from aiohttp import web

TOKEN = "700000001:AATokenThatOpensNothingAtAll0000000"
STAFF_GROUP = "-1000000000001"


@dataclass(frozen=True, slots=True)
class Reply:
    """What a chat was shown; `at` is when the call came in, before it was answered."""

    at: float
    message: int
    buttons: tuple[tuple[str, str], ...]  # label, data
    asks_contact: bool


class Telegram:
    """The server, as those who chat see it."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.shown: Counter[str] = Counter()  # messages, by chat
        self.webhook: asyncio.Future[tuple[str, str]] = _future()  # address, secret
        self._awaited: dict[str, asyncio.Future[Reply]] = {}
        self._messages = count(1)

    def expect(self, chat: str) -> "asyncio.Future[Reply]":
        """The next thing that this chat is shown."""
        awaited = self._awaited[chat] = _future()
        return awaited

    def forget_webhook(self) -> None:
        self.webhook = _future()

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[str]:
        """Serve while the block runs; yields TELEGRAM_API_URL."""
        runner = web.ServerRunner(web.Server(self._answer))
        await runner.setup()
        try:
            site = web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
            yield f"http://127.0.0.1:{runner.addresses[0][1]}"
        finally:
            await runner.cleanup()

    async def _answer(self, request: web.BaseRequest) -> web.Response:
        at = time.perf_counter()
        method = request.path.rpartition("/")[2]
        given = {key: values[0] for key, values in parse_qs(await request.text()).items()}
        self.calls[method] += 1
        result = self._result(method, given, at)
        return web.Response(
            body=b'{"ok":true,"result":%b}' % result, content_type="application/json"
        )

    def _result(self, method: str, given: dict[str, str], at: float) -> bytes:
        if method == "getMe":
            return b'{"id":700000001,"is_bot":true,"first_name":"Noor","username":"noor_bot"}'
        chat = given.get("chat_id")
        if method == "setWebhook" and not self.webhook.done():
            self.webhook.set_result((given["url"], given["secret_token"]))
        if chat is None:
            return b"true"
        message = int(given.get("message_id") or next(self._messages))
        if method in ("sendMessage", "editMessageText"):
            self.shown[chat] += 1
            self._resolve(chat, message, given.get("reply_markup", "{}"), at)
        return b'{"message_id":%d,"date":0,"chat":{"id":%b,"type":"private"},"text":"-"}' % (
            message,
            chat.encode(),
        )

    def _resolve(self, chat: str, message: int, markup: str, at: float) -> None:
        awaited = self._awaited.get(chat)
        keyboard = json.loads(markup)
        if awaited is None or awaited.done() or "remove_keyboard" in keyboard:
            return
        rows = keyboard.get("inline_keyboard", ())
        buttons = tuple((one["text"], one.get("callback_data", "")) for row in rows for one in row)
        awaited.set_result(Reply(at, message, buttons, "keyboard" in keyboard))


def _future() -> "asyncio.Future[Any]":
    return asyncio.get_running_loop().create_future()
