"""All that exists on this Telegram: bots, people, groups, their chats and files."""

import itertools
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from sandbox.news import News
from sandbox.telegram.bots import Bot
from sandbox.telegram.chats import Chat
from sandbox.telegram.errors import Wire
from sandbox.telegram.limits import Limits
from sandbox.telegram.requests import Upload

if TYPE_CHECKING:
    from sandbox.telegram.checkouts import Checkout
    from sandbox.telegram.groups import Group
    from sandbox.telegram.people import Person
    from sandbox.telegram.private import PrivateChat


class World:
    """The state that people's handles and bots' calls share."""

    def __init__(self, now: Callable[[], datetime], news: News) -> None:
        self.now = now
        self.news = news
        self.limits = Limits()
        self.bots: dict[str, Bot] = {}
        self.people: dict[int, Person] = {}
        self.groups: dict[int, Group] = {}
        self.private: dict[tuple[int, int], PrivateChat] = {}
        self.files: dict[str, Upload] = {}
        self.invoices: dict[str, Wire] = {}
        """By the link that opens them."""
        self.checkouts: dict[str, Checkout] = {}
        self._numbers = itertools.count(1)

    def timestamp(self) -> int:
        return int(self.now().timestamp())

    def number(self) -> int:
        """Return a number that was not used before, for ids of files and queries."""
        return next(self._numbers)

    def keep_file(self, upload: Upload, kind: str, bot_id: int) -> Wire:
        """Store an upload and return the ids by which this bot knows it."""
        number = self.number()
        file_id = f"sandbox-{kind}-{bot_id}-{number}"
        self.files[file_id] = upload
        return {
            "file_id": file_id,
            "file_unique_id": f"u{number}",
            "file_size": len(upload.content),
        }

    def bot(self, bot: Bot | None = None) -> Bot:
        """Return the bot that is meant when none is named: the first."""
        if bot is not None:
            return bot
        if not self.bots:
            raise LookupError("no bot yet: call add_bot first")
        return next(iter(self.bots.values()))

    def bot_by_id(self, bot_id: int) -> Bot:
        return next(bot for bot in self.bots.values() if bot.bot_id == bot_id)

    def find(self, bot: Bot, chat_id: int) -> Chat | None:
        """Return the chat that this id means to this bot."""
        return self.groups.get(chat_id) or self.private.get((bot.bot_id, chat_id))

    def changed(self) -> None:
        self.news.changed()
