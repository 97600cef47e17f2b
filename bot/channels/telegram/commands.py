"""The commands that Telegram offers: a customer's in private chats, the staff's in their group."""

from collections.abc import Mapping, Sequence

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)

from bot.conversation.screen import Text, msg
from bot.wording.localization import Localization

CUSTOMERS = {
    "start": msg("Book a visit"),
    "menu": msg("Menu"),
    "bookings": msg("My bookings"),
    "person": msg("Talk to a person"),
    "language": msg("Language"),
    "help": msg("Help"),
    "stop": msg("No more advertising"),
    "stopall": msg("No more messages at all"),
    "resume": msg("Be reminded of visits again"),
}
STAFF = {
    "stats": msg("Takings, refunds and what is outstanding"),
    "refund": msg("Give money back"),
}


async def describe_to_customers(bot: Bot, languages: Sequence[Localization]) -> None:
    """In private chats only; what was described to everybody would stand in groups as well."""
    for language in (None, *(one.language for one in languages)):
        await bot.delete_my_commands(language_code=language)
    await _describe(bot, CUSTOMERS, BotCommandScopeAllPrivateChats(), languages)


async def describe_to_staff(bot: Bot, chat: str, languages: Sequence[Localization]) -> None:
    await _describe(bot, STAFF, BotCommandScopeChat(int(chat)), languages)


async def _describe(
    bot: Bot,
    commands: Mapping[str, Text],
    scope: BotCommandScope,
    languages: Sequence[Localization],
) -> None:
    """In each language; the first is for everybody else too."""
    for words, language in ((languages[0], None), *((one, one.language) for one in languages)):
        described = [BotCommand(name, words.say(text)) for name, text in commands.items()]
        await bot.set_my_commands(described, scope=scope, language_code=language)
