"""Telling bots what happened, each thing in its sub-queue."""

from sandbox.telegram.bots import Bot
from sandbox.telegram.chats import Chat
from sandbox.telegram.errors import Wire
from sandbox.telegram.membership import member
from sandbox.telegram.updates import QUERIES_KEPT
from sandbox.telegram.world import World


def publish_message(world: World, chat: Chat, wire: Wire, kind: str = "message") -> None:
    """Tell of a message every bot in the chat that may see it: one sub-queue per chat."""
    for bot in chat.audience(wire):
        bot.updates.add(kind, wire, f"chat:{chat.chat_id}")
    world.changed()


def publish_query(world: World, bot: Bot, query: Wire) -> None:
    """Tell of a tap: one sub-queue per person, apart from the chat's messages."""
    bot.updates.add("callback_query", query, f"query:{query['from']['id']}", QUERIES_KEPT)
    world.changed()


def publish_membership(world: World, chat: Chat, bot: Bot, by: Wire, old: str, new: str) -> None:
    """Tell a bot that its own standing in a chat has changed."""
    bot.updates.add(
        "my_chat_member",
        {
            "chat": chat.described(),
            "from": by,
            "date": world.timestamp(),
            "old_chat_member": member(bot.user(), old),
            "new_chat_member": member(bot.user(), new),
        },
        f"member:{chat.chat_id}",
    )
    world.changed()
