"""A bot as the server knows it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sandbox.telegram.errors import Wire
from sandbox.telegram.updates import Updates

_TOKEN = re.compile(r"(\d{1,16}):[\w-]{3,80}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Query:
    """A tap that can be answered: in which chat, and when it was made."""

    chat_id: int
    asked_at: datetime


@dataclass(slots=True)
class Texts:
    """What a bot says of itself, by language code; "" is for everybody else."""

    name: dict[str, str] = field(default_factory=dict)
    description: dict[str, str] = field(default_factory=dict)
    short_description: dict[str, str] = field(default_factory=dict)


class Bot:
    """Made by `TelegramStandIn.add_bot`."""

    def __init__(
        self,
        token: str,
        username: str,
        name: str,
        *,
        reads_all_group_messages: bool,
        now: Callable[[], datetime],
    ) -> None:
        form = _TOKEN.fullmatch(token)
        if form is None:
            raise ValueError("a token looks like 123456:AbC-dEf")
        self.token = token
        self.bot_id = int(form.group(1))
        self.username = username
        self.reads_all_group_messages = reads_all_group_messages
        self.updates = Updates(now, first_id=100_000_000 + self.bot_id % 1000 * 1000)
        self.queries: dict[str, Query] = {}
        self.texts = Texts(name={"": name})
        self.commands: dict[tuple[str, str], list[Wire]] = {}
        self.menu_buttons: dict[int, Wire] = {}
        self.webhooks_set = 0
        self.payment_tokens: set[str] = set()
        """Of the payment providers that were connected with it."""

    @property
    def name(self) -> str:
        return self.texts.name.get("", self.username)

    def user(self) -> Wire:
        """Return the Bot API's User object."""
        return {
            "id": self.bot_id,
            "is_bot": True,
            "first_name": self.name,
            "username": self.username,
        }

    def me(self) -> Wire:
        """Return what getMe tells, which is more than others see."""
        return self.user() | {
            "can_join_groups": True,
            "can_read_all_group_messages": self.reads_all_group_messages,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
            "has_topics_enabled": False,
            "allows_users_to_create_topics": False,
            "can_manage_bots": False,
        }
