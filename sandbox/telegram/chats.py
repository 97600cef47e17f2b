"""Chats as they look to those in them, and the messages they hold."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sandbox.telegram.bots import Bot
from sandbox.telegram.errors import Wire


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: it carries data or leads to a url."""

    text: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a reply keyboard; `contact` asks for the phone number."""

    text: str
    contact: bool = False


@dataclass(frozen=True, slots=True)
class ShownMessage:
    """A message as the chat shows it now."""

    message_id: int
    from_bot: bool
    sender: str
    text: str
    buttons: list[list[Button]]
    reply_keyboard: list[list[Key]] | None
    edited: bool
    date: datetime
    kind: str
    wire: Wire = field(repr=False)


@dataclass(slots=True)
class Entry:
    """A stored message: as the Bot API describes it, and who wrote it."""

    wire: Wire
    bot_id: int | None
    markup: Wire | None = None
    """A reply keyboard or the like: no part of the message, but it forbids editing."""


class Chat:
    """What a private chat and a group have in common."""

    def __init__(self, chat_id: int) -> None:
        self.chat_id = chat_id
        self.entries: dict[int, Entry] = {}
        self.keyboard: list[list[Key]] | None = None
        self.one_time_keyboard = False
        self.toast: str | None = None
        self.alert = False
        self.typing = False
        self.unanswered: list[str] = []
        """Ids of callback queries whose button still shows progress."""
        self.topics: frozenset[int] = frozenset()
        self.last_message_id = 0

    @property
    def private(self) -> bool:
        raise NotImplementedError

    def described(self) -> Wire:
        """Return the Bot API's Chat object."""
        raise NotImplementedError

    def audience(self, wire: Wire) -> list[Bot]:
        """Return the bots that see such a message here."""
        raise NotImplementedError

    @property
    def messages(self) -> list[ShownMessage]:
        return [_shown(entry) for entry in self.entries.values()]

    def newest_first(self) -> Iterator[Entry]:
        yield from reversed(self.entries.values())

    def add(self, content: Wire, sender: Wire, sent_at: datetime, bot_id: int | None) -> Entry:
        """Number a message and keep it."""
        self.last_message_id += 1
        wire = {
            "message_id": self.last_message_id,
            "from": sender,
            "chat": self.described(),
            "date": int(sent_at.timestamp()),
            **content,
        }
        entry = self.entries[self.last_message_id] = Entry(wire, bot_id)
        return entry

    def show_keyboard(self, markup: Wire | None) -> None:
        """Change the reply keyboard as a client does: it stays until replaced or removed."""
        if markup is None:
            return
        if "keyboard" in markup:
            self.keyboard = keys_of(markup)
            self.one_time_keyboard = markup.get("one_time_keyboard", False)
        elif markup.get("remove_keyboard"):
            self.keyboard = None

    def keyboard_used(self) -> None:
        if self.one_time_keyboard:
            self.keyboard = None


def keys_of(markup: Wire) -> list[list[Key]]:
    return [
        [Key(key["text"], key.get("request_contact", False)) for key in row]
        for row in markup["keyboard"]
    ]


def _shown(entry: Entry) -> ShownMessage:
    wire = entry.wire
    rows = wire.get("reply_markup", {}).get("inline_keyboard", [])
    keyboard = entry.markup if entry.markup and "keyboard" in entry.markup else None
    return ShownMessage(
        message_id=wire["message_id"],
        from_bot=entry.bot_id is not None,
        sender=wire["from"]["first_name"],
        text=_words(wire),
        buttons=[
            [Button(one["text"], one.get("callback_data"), one.get("url")) for one in row]
            for row in rows
        ],
        reply_keyboard=keys_of(keyboard) if keyboard else None,
        edited="edit_date" in wire,
        date=datetime.fromtimestamp(wire["date"], UTC),
        kind=kind_of(wire),
        wire=wire,
    )


_KINDS = ("text", "photo", "document", "venue", "location", "contact", "sticker", "voice")


def kind_of(wire: Wire) -> str:
    return next((kind for kind in _KINDS if kind in wire), "service")


def _words(wire: Wire) -> str:
    """Return the text or caption, or what stands in their place on a screen."""
    if "contact" in wire:
        return str(wire["contact"]["phone_number"])
    if "sticker" in wire:
        return str(wire["sticker"].get("emoji", ""))
    if "venue" in wire:
        return f"{wire['venue']['title']}\n{wire['venue']['address']}"
    return str(wire.get("text", wire.get("caption", "")))
