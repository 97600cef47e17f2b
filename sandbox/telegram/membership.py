"""The Bot API's ChatMember objects."""

from sandbox.telegram.errors import Wire

_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_send_welcome_messages",  # since Bot API 10.3; clients of that level insist on it
)


def member(user: Wire, status: str) -> Wire:
    """Describe a user with one of the statuses member, administrator, creator, left, kicked."""
    described: Wire = {"user": user, "status": status}
    if status == "kicked":
        described["until_date"] = 0
    if status == "creator":
        described["is_anonymous"] = False
    if status == "administrator":
        described |= dict.fromkeys(_RIGHTS, True)
        described |= {"can_be_edited": False, "is_anonymous": False}
    return described
