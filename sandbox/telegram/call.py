"""One call of a bot, checked and typed, and the chat it speaks of."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from sandbox.deliveries import Deliveries
from sandbox.faults import Faults
from sandbox.telegram.bots import Bot
from sandbox.telegram.chats import Chat, Entry
from sandbox.telegram.errors import Refused, Wire, bad_request, forbidden
from sandbox.telegram.groups import PRESENT, Group
from sandbox.telegram.private import PrivateChat
from sandbox.telegram.world import World


@dataclass(frozen=True, slots=True)
class Call:
    """What a method works on."""

    method: str
    values: Wire
    bot: Bot
    world: World
    faults: Faults
    deliveries: Deliveries

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def get(self, name: str, default: Any = None) -> Any:
        return self.values.get(name, default)

    def known_chat(self) -> Chat:
        """Return the chat that chat_id names, whether or not the bot may write there."""
        chat_id = self.get("chat_id")
        if chat_id is None:
            raise bad_request("chat_id is empty")
        chat = self.world.find(self.bot, chat_id) if isinstance(chat_id, int) else None
        if chat is None and chat_id in self.world.people:
            chat = self.world.people[chat_id].private_chat(self.bot)
        if chat is None or (isinstance(chat, Group) and self.bot.bot_id not in chat.bots):
            raise bad_request("chat not found")
        return chat

    def open_chat(self) -> Chat:
        """Return the chat that chat_id names, or say why the bot may not write there."""
        chat = self.known_chat()
        if isinstance(chat, Group):
            _check_group(chat, self.bot)
        if isinstance(chat, PrivateChat):
            _check_private(chat)
        return chat

    def entry(self, chat: Chat, what: str) -> Entry:
        """Return the message that message_id names; `what` completes the refusal."""
        if "message_id" not in self.values:
            raise bad_request("message identifier is not specified")
        entry = chat.entries.get(self["message_id"])
        if entry is None:
            raise bad_request(f"message to {what} not found")
        return entry


Handler = Callable[[Call], Any | Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Explained:
    """A result that travels with a description, as those of setWebhook do."""

    result: Any
    description: str


def _check_group(group: Group, bot: Bot) -> None:
    kind = f"{group.kind} chat"
    if group.migrated_to is not None:
        raise Refused(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            {"migrate_to_chat_id": group.migrated_to},
        )
    status = group.bots[bot.bot_id]
    if status == "kicked":
        raise forbidden(f"bot was kicked from the {kind}")
    if status not in PRESENT:
        raise forbidden(f"bot is not a member of the {kind}")


def _check_private(chat: PrivateChat) -> None:
    if chat.person.deactivated:
        raise forbidden("user is deactivated")
    if not chat.opened:
        raise forbidden("bot can't initiate conversation with a user")
    if chat.blocked:
        raise forbidden("bot was blocked by the user")
