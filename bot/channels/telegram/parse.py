"""Telegram's updates, as what the conversation hears (Bot API: Update)."""

from dataclasses import dataclass

from bot.channels.channel import Heard
from bot.channels.cleaning import storable
from bot.channels.telegram.contact import shared_number
from bot.channels.telegram.fields import Fields, fields, number, optional_text, text
from bot.channels.telegram.payments import Checkout, Paid, checkout, paid
from bot.conversation.inbound import Inbound, Kind

_LONGEST_TEXT = 4096
_LONGEST_DATA = 64
_LONGEST_NAME = 80
_LONGEST_LANGUAGE = 16
_GROUPS = ("group", "supergroup")
_PRESENT, _GONE = ("member", "administrator"), ("kicked", "left")
_NOT_READ = frozenset(
    (
        *("animation", "audio", "checklist", "dice", "document", "game", "live_photo", "location"),
        *("paid_media", "photo", "poll", "sticker", "story", "venue", "video", "video_note"),
        "voice",
    )
)
"""What people send that is no text; other messages without a text are Telegram's own."""


@dataclass(frozen=True, slots=True)
class GroupMoved:
    """A group became a supergroup, under another id."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class BotAdded:
    """The bot is in this group (again)."""

    chat: str


@dataclass(frozen=True, slots=True)
class BotRemoved:
    """The bot is in this group no more."""

    chat: str


@dataclass(frozen=True, slots=True)
class Blocked:
    """This person blocked the bot."""

    chat: str


@dataclass(frozen=True, slots=True)
class Unblocked:
    """This person lets the bot write again."""

    chat: str


Parsed = Heard | Checkout | Paid | GroupMoved | BotAdded | BotRemoved | Blocked | Unblocked | None


def parse(update: object) -> Parsed:
    """What an update means for us; None: nothing (edits, channels, what we did not ask for).

    Raises Malformed for what Telegram does not send.
    """
    whole = fields(update)
    key = str(number(whole, "update_id"))
    if "message" in whole:
        return _message(fields(whole["message"]), key)
    if "callback_query" in whole:
        return _tap(fields(whole["callback_query"]), key)
    if "pre_checkout_query" in whole:
        return checkout(fields(whole["pre_checkout_query"]))
    if "my_chat_member" in whole:
        return _membership(fields(whole["my_chat_member"]))
    return None


def _message(message: Fields, key: str) -> Heard | Paid | GroupMoved | None:
    chat = fields(message.get("chat"))
    chat_id, kind = number(chat, "id"), text(chat, "type")
    if "migrate_to_chat_id" in message:
        return GroupMoved(str(chat_id), str(number(message, "migrate_to_chat_id")))
    if "migrate_from_chat_id" in message:
        return GroupMoved(str(number(message, "migrate_from_chat_id")), str(chat_id))
    if "successful_payment" in message:
        return paid(fields(message["successful_payment"]), key)
    sender = _author(message)
    if sender is None or kind not in ("private", *_GROUPS):
        return None
    person = number(sender, "id")
    inbound = _inbound(message, sender, person, is_private=kind == "private")
    if inbound is None:
        return None
    return Heard(
        chat=str(chat_id),
        person=str(person),
        key=key,
        inbound=inbound,
        phone=inbound.phone,
        is_group=kind in _GROUPS,
        reply_to=_replied(message),
    )


def _replied(message: Fields) -> str:
    """The message of a bot that this one replies to; privacy mode lets us see only our own."""
    if message.get("reply_to_message") is None:
        return ""
    answered = fields(message["reply_to_message"])
    if answered.get("from") is None or fields(answered["from"]).get("is_bot") is not True:
        return ""
    return str(number(answered, "message_id"))


def _author(message: Fields) -> Fields | None:
    """Who wrote it, if that is a person: not a channel, an anonymous admin or a bot."""
    if message.get("from") is None or "sender_chat" in message:
        return None
    sender = fields(message["from"])
    return None if sender.get("is_bot") is True else sender


def _inbound(message: Fields, sender: Fields, person: int, *, is_private: bool) -> Inbound | None:
    words, phone = "", None
    if "text" in message:
        kind, words = Kind.TEXT, storable(text(message, "text"), _LONGEST_TEXT)
    elif "contact" in message:
        kind, phone = shared_number(message, person, is_private=is_private)
    elif _NOT_READ.isdisjoint(message):
        return None
    else:
        kind = Kind.OTHER
    return Inbound(
        kind, text=words, phone=phone, language=_language(sender), profile_name=_name(sender)
    )


def _tap(query: Fields, key: str) -> Heard | None:
    """A message that is inaccessible by now still names its chat and its id."""
    tap_id, sender = text(query, "id"), fields(query.get("from"))
    if query.get("data") is None or query.get("message") is None:
        return None  # a game, or a message that was sent through inline mode
    message = fields(query["message"])
    chat = fields(message.get("chat"))
    return Heard(
        chat=str(number(chat, "id")),
        person=str(number(sender, "id")),
        key=key,
        inbound=Inbound(
            Kind.TAP,
            data=storable(text(query, "data"), _LONGEST_DATA),
            language=_language(sender),
            profile_name=_name(sender),
        ),
        message=str(number(message, "message_id")),
        is_group=text(chat, "type") in _GROUPS,
        tap_id=storable(tap_id, _LONGEST_DATA),
    )


def _membership(change: Fields) -> BotAdded | BotRemoved | Blocked | Unblocked | None:
    chat = fields(change.get("chat"))
    chat_id, kind = str(number(chat, "id")), text(chat, "type")
    status = text(fields(change.get("new_chat_member")), "status")
    if kind == "private" and status in ("kicked", "member"):
        return Blocked(chat_id) if status == "kicked" else Unblocked(chat_id)
    if kind in _GROUPS and status in (*_PRESENT, *_GONE):
        return BotRemoved(chat_id) if status in _GONE else BotAdded(chat_id)
    return None


def _language(sender: Fields) -> str | None:
    return storable(optional_text(sender, "language_code"), _LONGEST_LANGUAGE) or None


def _name(sender: Fields) -> str | None:
    parts = (optional_text(sender, "first_name"), optional_text(sender, "last_name"))
    return storable(" ".join(part for part in parts if part), _LONGEST_NAME).strip() or None
