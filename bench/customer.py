"""A customer who books a visit by tapping what is offered, as often as asked."""

import asyncio
import random
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from itertools import count
from typing import Any

from aiohttp import ClientSession

from bench.telegram import Reply, Telegram

_AVOIDED = {
    *("Back", "Menu", "More", "Add a service", "Change something", "Someone else"),
    *("Another time", "Another day", "Another service", "Earlier", "Later"),
    *("For whom", "Waiting list", "Wait for a full day"),
}
_PREFERRED = ("Confirm", "Confirm and pay", "Book a visit")
_BOOKED = "Cancel booking"
_PATIENCE = 30.0  # seconds
_MOST_TURNS = 40  # 32 at once often want the same time

_update_ids = count(1)


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of theirs, in seconds: until it was stored, until it was replied to."""

    stored: float
    replied: float


class Line:
    """The way of updates from Telegram to the product."""

    def __init__(self, telegram: Telegram, session: ClientSession, url: str, secret: str) -> None:
        self.telegram = telegram
        self._session = session
        self._url = url
        self._headers = {"X-Telegram-Bot-Api-Secret-Token": secret}

    async def exchange(self, chat: int, update: dict[str, Any]) -> tuple[Turn, Reply]:
        """Deliver the update, and wait for what the chat is shown upon it."""
        awaited = self.telegram.expect(str(chat))
        update = {"update_id": next(_update_ids), **update}
        began = time.perf_counter()
        async with self._session.post(self._url, json=update, headers=self._headers) as answer:
            stored = time.perf_counter()
            assert answer.status == 200, answer.status
        async with asyncio.timeout(_PATIENCE):
            reply = await awaited
        return Turn(stored - began, reply.at - began), reply


class Customer:
    """Somebody whose phone speaks English."""

    def __init__(self, number: int, line: Line) -> None:
        self._id = 100_000 + number
        self._line = line
        self._luck = random.Random(number)  # noqa: S311 - no secret

    @property
    def chat(self) -> str:
        return str(self._id)

    async def book(self) -> AsyncIterator[Turn]:
        """One conversation from /start to the booking, turn by turn."""
        turn, reply = await self._send(self._message({"text": "/start"}))
        yield turn
        for _ in range(_MOST_TURNS):
            if any(label == _BOOKED for label, _ in reply.buttons):
                return
            turn, reply = await self._send(self._reaction(reply))
            yield turn
        raise AssertionError(f"not booked; last offered: {reply.buttons}")

    async def say(self, text: str) -> Turn:
        return (await self._send(self._message({"text": text})))[0]

    async def _send(self, update: dict[str, Any]) -> tuple[Turn, Reply]:
        return await self._line.exchange(self._id, update)

    def _reaction(self, reply: Reply) -> dict[str, Any]:
        if reply.asks_contact:
            contact = {"phone_number": f"+9665{self._id:08}", "user_id": self._id}
            return self._message({"contact": {**contact, "first_name": "Noura"}})
        return self._tap(reply.message, self._chosen(reply))

    def _chosen(self, reply: Reply) -> str:
        by_label = {label: data for label, data in reply.buttons if label not in _AVOIDED}
        for label in _PREFERRED:
            if label in by_label:
                return by_label[label]
        assert by_label, f"nothing to choose: {reply.buttons}"
        return self._luck.choice(list(by_label.values()))

    def _message(self, content: dict[str, Any]) -> dict[str, Any]:
        return {"message": {"message_id": 1, "date": 1, **self._about(), **content}}

    def _tap(self, message: int, data: str) -> dict[str, Any]:
        about = self._about()
        shown = {"message_id": message, "date": 1, "chat": about["chat"]}
        query = {"id": "1", "chat_instance": "1", "from": about["from"], "data": data}
        return {"callback_query": {**query, "message": shown}}

    def _about(self) -> dict[str, Any]:
        person = {"id": self._id, "first_name": "Noura"}
        return {
            "chat": {**person, "type": "private"},
            "from": {**person, "is_bot": False, "language_code": "en"},
        }
