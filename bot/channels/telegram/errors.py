"""Telegram's refusals, as what they mean for us (Bot API server: Client.cpp, check_chat_access)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from booking.errors import Misuse, Unavailable
from bot.channels.channel import Moved, Unreachable
from bot.channels.pace import Limiter
from bot.channels.telegram.request import NotSent

NOT_MODIFIED = "message is not modified"
CANNOT_BE_EDITED = ("message to edit not found", "message can't be edited", "message_id_invalid")

_UNREACHABLE = (
    *("chat not found", "user not found", "peer_id_invalid", "user_is_blocked"),
    *("not enough rights to send", "have no rights to send", "chat_write_forbidden"),
)


class HeardElsewhere(Misuse):
    """Telegram hands its updates to somebody else: another process, or a webhook."""


@contextmanager
def translated(limiter: Limiter) -> Iterator[None]:
    """Turn the library's errors into ours; a 429 pauses the whole bot."""
    try:
        yield
    except TelegramError as error:
        meaning = _meaning(error)
        if isinstance(meaning, Unavailable) and meaning.retry_after:
            limiter.pause(meaning.retry_after)
        raise meaning from error


def _meaning(error: TelegramError) -> Exception:
    match error:
        case ChatMigrated():
            return Moved(str(error.new_chat_id))
        case RetryAfter():
            return Unavailable("Telegram: too many requests", retry_after=_duration(error))
        case Forbidden():
            return Unreachable(error.message)
        case InvalidToken() | EndPointNotFound():
            return Misuse("Telegram does not know this bot: is TELEGRAM_BOT_TOKEN right?")
        case Conflict():
            return HeardElsewhere(
                "Telegram hands the updates to somebody else: stop the other process that polls"
                f" with this token, or delete the webhook ({error.message})"
            )
        case BadRequest() if says(error, *_UNREACHABLE):
            return Unreachable(error.message)
        case BadRequest():
            return Misuse(f"Telegram refused: {error.message}")
        case NotSent():
            return Unavailable(f"Telegram: {error.message}")
    return Unavailable(f"Telegram: {error.message}", uncertain=True)


def says(error: TelegramError, *parts: str) -> bool:
    """Does its text contain one of these? The library changes the case of some."""
    text = error.message.lower()
    return any(part in text for part in parts)


def _duration(error: RetryAfter) -> timedelta:
    pause = error.retry_after
    return pause if isinstance(pause, timedelta) else timedelta(seconds=pause)
