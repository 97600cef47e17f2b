"""Whose number a shared contact is."""

import re

import phonenumbers

from bot.channels.channel import Malformed
from bot.channels.telegram.fields import Fields, fields, number, text
from bot.conversation.inbound import Kind

_DIGITS = re.compile(r"\+?[0-9 ()-]{7,24}")


def shared_number(message: Fields, sender_id: int, *, is_private: bool) -> tuple[Kind, str | None]:
    """The sender's own number in E.164; anybody can send anybody's card, so all else is foreign.

    The card names its owner (`user_id`, absent for people outside Telegram), and a forwarded one
    proves nothing about who shared it.
    """
    contact = fields(message.get("contact"))
    shared = text(contact, "phone_number")
    owner = None if contact.get("user_id") is None else number(contact, "user_id")
    if owner != sender_id or not is_private or "forward_origin" in message:
        return Kind.FOREIGN_CONTACT, None
    return Kind.CONTACT, e164(shared)


def e164(shared: str) -> str:
    """Telegram gives the country code, but not always its plus."""
    if not _DIGITS.fullmatch(shared):
        raise Malformed("no phone number")
    international = "+" + shared.lstrip("+")
    try:
        parsed = phonenumbers.parse(international)
    except phonenumbers.NumberParseException:
        # Anonymous numbers, sold by Telegram under +888, may be unknown to the tables.
        return "+" + re.sub(r"\D", "", shared)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
