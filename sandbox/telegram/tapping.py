"""A tap on a button: which one is meant, and what it makes."""

from typing import TYPE_CHECKING

from sandbox.telegram.bots import Bot, Query
from sandbox.telegram.chats import Chat, Entry
from sandbox.telegram.errors import Wire
from sandbox.telegram.private import PrivateChat
from sandbox.telegram.publishing import publish_query
from sandbox.telegram.world import World

if TYPE_CHECKING:
    from sandbox.telegram.people import Person


def tap(
    world: World, person: "Person", chat: Chat, wanted: str, message_id: int | None, *, forged: bool
) -> str | None:
    if forged:
        entry = _message(chat, message_id)
        return _ask(world, person, chat, entry, message_id, wanted)
    for entry in chat.newest_first():
        if message_id not in (None, entry.wire["message_id"]):
            continue
        if button := _button(entry, wanted):
            return _press(world, person, chat, entry, button)
    if message_id is None and _press_key(person, chat, wanted):
        return None
    raise LookupError(f"no button {wanted!r} in this chat")


def _button(entry: Entry, wanted: str) -> Wire | None:
    rows = entry.wire.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = [button for row in rows for button in row]
    return next((one for one in buttons if wanted in (one["text"], one.get("callback_data"))), None)


def _press(world: World, person: "Person", chat: Chat, entry: Entry, button: Wire) -> str | None:
    if "callback_data" not in button:
        return None
    return _ask(world, person, chat, entry, None, button["callback_data"])


def _press_key(person: "Person", chat: Chat, wanted: str) -> bool:
    for key in (key for row in chat.keyboard or [] for key in row):
        if key.text == wanted:
            if key.contact:
                person.share_contact(chat)
            else:
                chat.keyboard_used()
                person.send(key.text, chat)
            return True
    return False


def _message(chat: Chat, message_id: int | None) -> Entry | None:
    """Return the message that a forged tap claims to come from, if it is still there."""
    if message_id is not None:
        return chat.entries.get(message_id)
    return next((entry for entry in chat.newest_first() if entry.bot_id is not None), None)


def _ask(
    world: World,
    person: "Person",
    chat: Chat,
    entry: Entry | None,
    message_id: int | None,
    data: str,
) -> str:
    bot = _asked(world, chat, entry)
    query_id = str(4_000_000_000 + world.number())
    gone = {"chat": chat.described(), "message_id": message_id or 0, "date": 0}
    query: Wire = {
        "id": query_id,
        "from": person.user(),
        "message": entry.wire if entry is not None else gone,
        "chat_instance": str(chat.chat_id),
        "data": data,
    }
    bot.queries[query_id] = Query(chat.chat_id, world.now())
    chat.unanswered.append(query_id)
    publish_query(world, bot, query)
    return query_id


def _asked(world: World, chat: Chat, entry: Entry | None) -> Bot:
    if isinstance(chat, PrivateChat):
        return chat.bot
    return world.bot(
        None if entry is None or entry.bot_id is None else world.bot_by_id(entry.bot_id)
    )
