"""Asking about chats, and leaving them."""

from sandbox.telegram.call import Call, Handler
from sandbox.telegram.errors import Wire, bad_request
from sandbox.telegram.groups import Group
from sandbox.telegram.membership import member
from sandbox.telegram.private import PrivateChat

_NO_GIFTS = dict.fromkeys(
    ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription"), False
) | {"gifts_from_channels": False}


def get_chat(call: Call) -> Wire:
    chat = call.known_chat()
    if isinstance(chat, Group):
        chat = call.open_chat()
    elif isinstance(chat, PrivateChat) and not chat.opened:
        raise bad_request("chat not found")
    return chat.described() | {
        "accent_color_id": chat.chat_id % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": _NO_GIFTS,
    }


def get_chat_member(call: Call) -> Wire:
    chat = call.open_chat()
    user_id = call["user_id"]
    for bot in call.world.bots.values():
        if bot.bot_id == user_id:
            status = chat.bots.get(user_id, "left") if isinstance(chat, Group) else "member"
            return member(bot.user(), status)
    person = call.world.people.get(user_id)
    if person is None:
        raise bad_request("user not found")
    present = user_id in chat.members if isinstance(chat, Group) else user_id == chat.chat_id
    return member(person.user(), "member" if present else "left")


def leave_chat(call: Call) -> bool:
    chat = call.open_chat()
    if not isinstance(chat, Group):
        raise bad_request("chat member status can't be changed in private chats")
    chat.bot_leaves(call.bot)
    return True


METHODS: dict[str, Handler] = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "leaveChat": leave_chat,
}
