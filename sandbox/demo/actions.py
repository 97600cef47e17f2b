"""What can be done on the page's phones, carried out with the stand-ins' own handles."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sandbox.demo.cast import Cast
from sandbox.telegram import Chat, Person

if TYPE_CHECKING:
    from sandbox.standins import StandIns

Action = dict[str, Any]


class Unknown(Exception):
    """Not something that can be done here."""


def on_telegram(cast: Cast, action: Action) -> None:
    _tell_bot(cast.customer, cast.customer.private_chat(), action)


def in_staff_group(cast: Cast, action: Action) -> None:
    _tell_bot(cast.staff, cast.group, action)


def on_whatsapp(cast: Cast, action: Action) -> None:
    match action:
        case {"text": str(text)}:
            cast.phone.send(text)
        case {"press": str(button), "message": str(sid)}:
            cast.phone.press(button, sid)
        case {"choose": str(row), "message": str(sid)}:
            cast.phone.choose(row, sid)
        case _:
            raise Unknown


async def on_clock(sandbox: "StandIns", action: Action) -> None:
    match action:
        # A bool is an int to `match` as well.
        case {"minutes": int(minutes)} if 0 < minutes <= 366 * 1440 and minutes is not True:
            await sandbox.advance(timedelta(minutes=minutes))
        case _:
            raise Unknown


def _tell_bot(person: Person, chat: Chat, action: Action) -> None:
    match action:
        case {"text": str(text)}:
            if any(key.text == text for row in chat.keyboard or [] for key in row):
                chat.keyboard_used()
            person.send(text, chat)
        case {"tap": str(data), "message": int(message_id)}:
            person.tap(data, message_id, chat)
        case {"contact": True}:
            person.share_contact(chat)
        case _:
            raise Unknown
