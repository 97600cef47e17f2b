"""A stand-in of Telegram's Bot API (10.0) with people, groups and bots of its own."""

from sandbox.telegram.bots import Bot
from sandbox.telegram.chats import Button, Chat, Key, ShownMessage
from sandbox.telegram.groups import Group
from sandbox.telegram.people import Person
from sandbox.telegram.standin import TelegramStandIn

__all__ = ["Bot", "Button", "Chat", "Group", "Key", "Person", "ShownMessage", "TelegramStandIn"]
