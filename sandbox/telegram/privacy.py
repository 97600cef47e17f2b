"""Privacy mode: which messages of a group a bot gets to see."""

import re

from sandbox.telegram.bots import Bot
from sandbox.telegram.chats import kind_of
from sandbox.telegram.errors import Wire


def sees(bot: Bot, status: str, wire: Wire) -> bool:
    """Administrators see everything; others commands, mentions, replies and service messages."""
    if bot.reads_all_group_messages or status == "administrator":
        return True
    if kind_of(wire) == "service":
        return True
    if wire.get("reply_to_message", {}).get("from", {}).get("id") == bot.bot_id:
        return True
    text: str = wire.get("text") or wire.get("caption") or ""
    command = re.match(r"/\w+(?:@(\w+))?", text)
    if command and (command.group(1) or bot.username).lower() == bot.username.lower():
        return True
    return re.search(rf"@{re.escape(bot.username)}\b", text, re.IGNORECASE) is not None
