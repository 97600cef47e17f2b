"""What all sending and editing methods share: formatted text, replies, topics, rates."""

from sandbox.telegram.call import Call
from sandbox.telegram.chats import Chat, Entry
from sandbox.telegram.errors import Wire, bad_request
from sandbox.telegram.groups import GENERAL_TOPIC
from sandbox.telegram.html import parse_html
from sandbox.telegram.keyboards import check_markup, shown_inline
from sandbox.telegram.text import trimmed, utf16_length, with_found_entities

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
MOST_ENTITIES = 100


def formatted(values: Wire, name: str) -> tuple[str, list[Wire]]:
    """Return a text or caption and its entities, as the message will carry them."""
    source: str = values.get(name, "")
    mode: str = values.get("parse_mode", "").lower()
    given: list[Wire] = values.get("entities" if name == "text" else f"{name}_entities", [])
    if mode == "html":
        source, given = parse_html(source)
    elif mode in ("markdown", "markdownv2"):
        raise bad_request(f"parse_mode {values['parse_mode']} is not carried out by this stand-in")
    elif mode:
        raise bad_request("unsupported parse_mode")
    _check_bounds(source, given)
    text, entities = trimmed(source, given)
    return text, with_found_entities(text, entities)[:MOST_ENTITIES]


def text_of(call: Call, too_long: str) -> Wire:
    """Return the part of a message that its text makes; `too_long` is said above the limit."""
    text, entities = formatted(call.values, "text")
    if not text:
        raise bad_request("message text is empty")
    if len(text) > LONGEST_TEXT:
        raise bad_request(too_long)
    return {"text": text} | ({"entities": entities} if entities else {})


def caption_of(values: Wire) -> Wire:
    """Return the part of a message that a caption makes."""
    text, entities = formatted(values, "caption")
    if len(text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    if not text:
        return {}
    return {"caption": text} | ({"caption_entities": entities} if entities else {})


def post(call: Call, content: Wire) -> Wire:
    """Put the bot's message into its chat and return it; safe only after all other checks."""
    chat = call.open_chat()
    markup: Wire | None = call.get("reply_markup")
    check_markup(markup, private=chat.private)
    extra = _topic(call, chat) | _reply(call, chat) | _options(call)
    call.world.limits.count(call.bot.bot_id, chat.chat_id, private=chat.private)
    entry = chat.add({**content, **extra}, call.bot.user(), call.world.now(), call.bot.bot_id)
    if inline := shown_inline(markup):
        entry.wire["reply_markup"] = inline
    elif markup and "inline_keyboard" not in markup:
        entry.markup = markup
        chat.show_keyboard(markup)
    chat.typing = False
    call.world.changed()
    return entry.wire


def change(call: Call, chat: Chat, entry: Entry, content: Wire) -> Wire:
    """Replace the named parts of the bot's own message; an absent keyboard is taken away."""
    if entry.bot_id != call.bot.bot_id or entry.markup is not None:
        raise bad_request("message can't be edited")
    check_markup(call.get("reply_markup"), private=chat.private)
    wire = {name: value for name, value in entry.wire.items() if name not in _REPLACED[call.method]}
    wire |= content
    if inline := shown_inline(call.get("reply_markup")):
        wire["reply_markup"] = inline
    if wire == entry.wire:
        raise bad_request(
            "message is not modified: specified new message content and reply markup are "
            "exactly the same as a current content and reply markup of the message"
        )
    call.world.limits.count(call.bot.bot_id, chat.chat_id, private=chat.private)
    entry.wire = wire | {"edit_date": call.world.timestamp()}
    chat.entries[wire["message_id"]] = entry
    call.world.changed()
    return entry.wire


_REPLACED = {
    "editMessageText": ("text", "entities", "link_preview_options", "reply_markup"),
    "editMessageCaption": ("caption", "caption_entities", "reply_markup"),
    "editMessageMedia": (
        *("text", "entities", "link_preview_options", "photo", "document"),
        *("caption", "caption_entities", "reply_markup"),
    ),
    "editMessageReplyMarkup": ("reply_markup",),
}


def _check_bounds(text: str, entities: list[Wire]) -> None:
    length = utf16_length(text)
    for entity in entities:
        start, size = entity["offset"], entity["length"]
        if start < 0 or size <= 0 or start + size > length:
            raise bad_request("ENTITY_BOUNDS_INVALID")


def _topic(call: Call, chat: Chat) -> Wire:
    thread = call.get("message_thread_id", 0)
    if thread == 0:
        return {}
    if thread not in chat.topics:
        raise bad_request("message thread not found")
    if thread == GENERAL_TOPIC:
        return {}
    return {"message_thread_id": thread, "is_topic_message": True}


def _reply(call: Call, chat: Chat) -> Wire:
    asked: Wire | None = call.get("reply_parameters")
    if asked is None:
        return {}
    where = chat if asked.get("chat_id") in (None, chat.chat_id) else None
    answered = where.entries.get(asked["message_id"]) if where is not None else None
    if answered is not None:
        shown = {name: one for name, one in answered.wire.items() if name != "reply_to_message"}
        return {"reply_to_message": shown}
    if asked.get("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")


def _options(call: Call) -> Wire:
    options: Wire = {}
    if call.get("protect_content"):
        options["has_protected_content"] = True
    if "link_preview_options" in call.values:
        options["link_preview_options"] = call["link_preview_options"]
    return options
