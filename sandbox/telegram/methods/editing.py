"""Methods that change or remove what was sent."""

from datetime import UTC, datetime, timedelta

from sandbox.telegram.call import Call, Handler
from sandbox.telegram.chats import Chat, Entry
from sandbox.telegram.errors import Wire, bad_request
from sandbox.telegram.groups import Group
from sandbox.telegram.methods.files import photo_of
from sandbox.telegram.posting import caption_of, change, text_of

DELETABLE_FOR = timedelta(hours=48)
MOST_AT_ONCE = 100


def edit_text(call: Call) -> Wire:
    chat, entry = _to_edit(call)
    content = text_of(call, "MESSAGE_TOO_LONG")
    if "text" not in entry.wire:
        raise bad_request("there is no text in the message to edit")
    if "link_preview_options" in call.values:
        content["link_preview_options"] = call["link_preview_options"]
    return change(call, chat, entry, content)


def edit_caption(call: Call) -> Wire:
    chat, entry = _to_edit(call)
    if not {"photo", "document"} & entry.wire.keys():
        raise bad_request("there is no caption in the message to edit")
    return change(call, chat, entry, caption_of(call.values))


def edit_media(call: Call) -> Wire:
    """A photo, which may also replace a text; no other kind is carried out."""
    chat, entry = _to_edit(call)
    media = call["media"]
    if media["type"] != "photo":
        raise bad_request(f"a {media['type']} is not carried out by this stand-in")
    if not {"photo", "document", "text"} & entry.wire.keys():
        raise bad_request("message can't be edited")
    content = photo_of(call, media["media"]) | caption_of(media)
    return change(call, chat, entry, content)


def edit_markup(call: Call) -> Wire:
    chat, entry = _to_edit(call)
    return change(call, chat, entry, {})


def delete_one(call: Call) -> bool:
    chat = call.open_chat()
    entry = call.entry(chat, "delete")
    _check_deletable(call, chat, entry)
    _delete(call, chat, entry)
    return True


def delete_many(call: Call) -> bool:
    """Messages that are not found, or not deletable, are skipped."""
    chat = call.open_chat()
    if not 1 <= len(call["message_ids"]) <= MOST_AT_ONCE:
        raise bad_request("there must be from 1 to 100 message identifiers")
    for message_id in call["message_ids"]:
        entry = chat.entries.get(message_id)
        if entry is not None and _undeletable(call, chat, entry) is None:
            _delete(call, chat, entry)
    return True


def _to_edit(call: Call) -> tuple[Chat, Entry]:
    if "inline_message_id" in call.values:
        raise bad_request("MESSAGE_ID_INVALID")
    chat = call.open_chat()
    return chat, call.entry(chat, "edit")


def _check_deletable(call: Call, chat: Chat, entry: Entry) -> None:
    if reason := _undeletable(call, chat, entry):
        raise bad_request(reason)


def _undeletable(call: Call, chat: Chat, entry: Entry) -> str | None:
    administrator = isinstance(chat, Group) and chat.bots.get(call.bot.bot_id) == "administrator"
    if administrator:
        return None
    if not chat.private and entry.bot_id != call.bot.bot_id:
        return "message can't be deleted"
    sent_at = datetime.fromtimestamp(entry.wire["date"], UTC)
    if call.world.now() - sent_at > DELETABLE_FOR:
        return "message can't be deleted for everyone"
    return None


def _delete(call: Call, chat: Chat, entry: Entry) -> None:
    del chat.entries[entry.wire["message_id"]]
    call.world.changed()


METHODS: dict[str, Handler] = {
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "editMessageMedia": edit_media,
    "editMessageReplyMarkup": edit_markup,
    "deleteMessage": delete_one,
    "deleteMessages": delete_many,
}
