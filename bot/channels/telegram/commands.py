"""The commands that Telegram offers behind its menu button."""

from telegram import BotCommand

from bot.conversation.screen import msg
from bot.wording.localization import Localization

COMMANDS = {
    "start": msg("Book a visit"),
    "menu": msg("Menu"),
    "bookings": msg("My bookings"),
    "language": msg("Language"),
    "help": msg("Help"),
}


def described(words: Localization) -> list[BotCommand]:
    return [BotCommand(name, words.say(text)) for name, text in COMMANDS.items()]
