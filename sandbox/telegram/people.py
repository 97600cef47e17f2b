"""People with a Telegram account: what they send, tap and share."""

from collections.abc import Iterator
from typing import Any

from sandbox.telegram.bots import Bot
from sandbox.telegram.chats import Chat, Entry
from sandbox.telegram.checkouts import ask
from sandbox.telegram.errors import Wire
from sandbox.telegram.groups import Group
from sandbox.telegram.private import PrivateChat
from sandbox.telegram.publishing import publish_membership, publish_message
from sandbox.telegram.requests import Upload
from sandbox.telegram.tapping import tap
from sandbox.telegram.text import with_found_entities
from sandbox.telegram.world import World

Place = Chat | int | None
"""Where: a chat, the id of one, or the private chat with the bot."""


class Person:
    """Made by `TelegramStandIn.person`; each thing sent returns its message_id."""

    def __init__(
        self,
        world: World,
        user_id: int,
        first_name: str,
        *,
        last_name: str | None,
        username: str | None,
        language_code: str | None,
        phone: str | None,
    ) -> None:
        self._world = world
        self.user_id = user_id
        self.first_name = first_name
        self.last_name = last_name
        self.username = username
        self.language_code = language_code
        self.phone = phone
        self.deactivated = False

    def user(self) -> Wire:
        """Return the Bot API's User object."""
        optional = {
            "last_name": self.last_name,
            "username": self.username,
            "language_code": self.language_code,
        }
        user: Wire = {"id": self.user_id, "is_bot": False, "first_name": self.first_name}
        return user | {name: value for name, value in optional.items() if value is not None}

    def send(
        self,
        text: str,
        chat: Place = None,
        *,
        bot: Bot | None = None,
        reply_to: int | None = None,
        thread: int | None = None,
        **more: Any,
    ) -> int:
        """Send a text; `more` are further fields of the Message, such as forward_origin."""
        place = self.place(chat, bot)
        entities = with_found_entities(text, [])
        content: Wire = {"text": text, **({"entities": entities} if entities else {}), **more}
        if thread is not None:
            content |= {"message_thread_id": thread, "is_topic_message": True}
        if reply_to is not None:
            content["reply_to_message"] = place.entries[reply_to].wire
        return self._post(place, content)

    def tap(
        self,
        label_or_data: str,
        message_id: int | None = None,
        chat: Place = None,
        *,
        forged: bool = False,
        bot: Bot | None = None,
    ) -> str | None:
        """Tap the newest such button, under a message or else of the reply keyboard.

        `forged` sends this as callback data although no button carries it. Return the id of the
        callback query, if there is one.
        """
        place = self.place(chat, bot)
        return tap(self._world, self, place, label_or_data, message_id, forged=forged)

    def pay(self, url: str, *, bot: Bot | None = None) -> str:
        """Pay the invoice behind this link; the id of the query that the bot must answer first."""
        return ask(self._world, self._world.bot(bot), self, url)

    def share_contact(self, chat: Place = None, *, bot: Bot | None = None) -> int:
        """Share the own number: without a plus, and in answer to the keyboard that asked."""
        if self.phone is None:
            raise ValueError(f"{self.first_name} has no phone")
        place = self.place(chat, bot)
        contact: Wire = {
            "phone_number": self.phone.lstrip("+"),
            "first_name": self.first_name,
            "user_id": self.user_id,
        }
        if self.last_name:
            contact["last_name"] = self.last_name
        content: Wire = {"contact": contact}
        if asked := next(_asking(place), None):
            content["reply_to_message"] = asked.wire
        place.keyboard_used()
        return self._post(place, content)

    def share_contact_of(
        self,
        phone: str,
        first_name: str,
        user_id: int | None = None,
        forwarded: bool = False,
        chat: Place = None,
        *,
        bot: Bot | None = None,
    ) -> int:
        """Send somebody's contact card, perhaps a forwarded one."""
        contact: Wire = {"phone_number": phone, "first_name": first_name}
        if user_id is not None:
            contact["user_id"] = user_id
        content: Wire = {"contact": contact}
        if forwarded:
            origin: Wire = {"type": "hidden_user", "date": self._world.timestamp()}
            content["forward_origin"] = origin | {"sender_user_name": first_name}
        return self._post(self.place(chat, bot), content)

    def send_sticker(self, chat: Place = None, *, bot: Bot | None = None) -> int:
        sticker = {"type": "regular", "width": 512, "height": 512, "emoji": "👍"}
        flags = {"is_animated": False, "is_video": False}
        return self._send_file("sticker", sticker | flags, chat, bot)

    def send_voice(self, chat: Place = None, *, bot: Bot | None = None) -> int:
        return self._send_file("voice", {"duration": 3, "mime_type": "audio/ogg"}, chat, bot)

    def send_photo(
        self,
        caption: str | None = None,
        chat: Place = None,
        *,
        bot: Bot | None = None,
        reply_to: int | None = None,
    ) -> int:
        place = self.place(chat, bot)
        upload = Upload("photo.jpg", "image/jpeg", b"\xff\xd8")
        file = self._world.keep_file(upload, "photo", self._world.bot(bot).bot_id)
        content: Wire = {"photo": [file | {"width": 1280, "height": 960}]}
        if caption is not None:
            content["caption"] = caption
        if reply_to is not None:
            content["reply_to_message"] = place.entries[reply_to].wire
        return self._post(place, content)

    def send_location(
        self, lat: float, lon: float, chat: Place = None, *, bot: Bot | None = None
    ) -> int:
        location = {"latitude": lat, "longitude": lon}
        return self._post(self.place(chat, bot), {"location": location})

    def edit(
        self, message_id: int, text: str, chat: Place = None, *, bot: Bot | None = None
    ) -> None:
        place = self.place(chat, bot)
        wire = place.entries[message_id].wire
        if wire["from"]["id"] != self.user_id or "text" not in wire:
            raise ValueError("people edit their own texts")
        wire |= {"text": text, "edit_date": self._world.timestamp()}
        wire.pop("entities", None)
        if entities := with_found_entities(text, []):
            wire["entities"] = entities
        publish_message(self._world, place, wire, "edited_message")

    def block(self, bot: Bot | None = None) -> None:
        self._set_blocked(bot, blocked=True)

    def unblock(self, bot: Bot | None = None) -> None:
        self._set_blocked(bot, blocked=False)

    def deactivate(self) -> None:
        """Delete the account."""
        self.deactivated = True

    def place(self, chat: Place, bot: Bot | None = None) -> Chat:
        """Return the chat that is meant; a person who is no member of a group is refused."""
        if isinstance(chat, int):
            chat = None if chat == self.user_id else self._world.groups[chat]
        if chat is None:
            return self.private_chat(bot)
        if isinstance(chat, Group) and self.user_id not in chat.members:
            raise ValueError(f"{self.first_name} is no member of {chat.title}")
        return chat

    def private_chat(self, bot: Bot | None = None) -> PrivateChat:
        bot = self._world.bot(bot)
        return self._world.private.setdefault((bot.bot_id, self.user_id), PrivateChat(self, bot))

    def _send_file(self, kind: str, fields: Wire, chat: Place, bot: Bot | None) -> int:
        upload = Upload(kind, "application/octet-stream", b"")
        file = self._world.keep_file(upload, kind, self._world.bot(bot).bot_id)
        return self._post(self.place(chat, bot), {kind: file | fields})

    def _post(self, place: Chat, content: Wire) -> int:
        if isinstance(place, PrivateChat):
            if place.blocked:
                raise ValueError("unblock the bot first, as a client would ask to")
            place.opened = True
        entry = place.add(content, self.user(), self._world.now(), None)
        publish_message(self._world, place, entry.wire)
        return int(entry.wire["message_id"])

    def _set_blocked(self, bot: Bot | None, *, blocked: bool) -> None:
        chat = self.private_chat(bot)
        if chat.blocked != blocked:
            chat.blocked = blocked
            old, new = ("member", "kicked") if blocked else ("kicked", "member")
            publish_membership(self._world, chat, chat.bot, self.user(), old, new)


def _asking(place: Chat) -> Iterator[Entry]:
    """Yield the messages, newest first, whose keyboard asks for the phone number."""
    for entry in place.newest_first():
        rows = (entry.markup or {}).get("keyboard", [])
        if any(key.get("request_contact") for row in rows for key in row):
            yield entry
