"""Showing a photo with words and buttons below it: anew, or in place of what a message showed.

A text can be given a photo (Bot API, editMessageMedia), but a photo is never a text again.
"""

from typing import Protocol

from telegram import Bot, InputMediaPhoto, Message
from telegram.error import BadRequest

from bot.channels.channel import Saying, Sent
from bot.channels.telegram.errors import CANNOT_BE_EDITED, NOT_MODIFIED, says
from bot.channels.telegram.keyboards import inline_keyboard
from bot.files import File

_UPLOADING = 15.0  # seconds; after that the words alone are better than waiting
# Of another bot, of another kind, or forgotten (Bot API server: Client.cpp, get_input_file).
_UNKNOWN_ID = ("wrong file identifier", "wrong remote file", "file reference", "can't use file")


class Uploads(Protocol):
    """Ids under which Telegram knows what was uploaded before, by the name of its content."""

    async def find(self, name: str) -> str | None: ...
    async def keep(self, name: str, file_id: str) -> None: ...


async def show_photo(bot: Bot, uploads: Uploads | None, saying: Saying, file: File) -> Sent:
    """Upload it only if Telegram does not know it (any more)."""
    known = await uploads.find(file.known_as) if uploads is not None else None
    if known:
        try:
            return _sent(await _show(bot, saying, known, file.name), saying)
        except BadRequest as error:
            if not says(error, *_UNKNOWN_ID):
                raise
    shown = await _show(bot, saying, file.content, file.name)
    if uploads is not None and isinstance(shown, Message) and shown.photo:
        await uploads.keep(file.known_as, shown.photo[-1].file_id)
    return _sent(shown, saying)


async def _show(bot: Bot, saying: Saying, photo: str | bytes, name: str) -> Message | None:
    """The message; None if it showed just that before."""
    if saying.edit:
        try:
            return await _edit(bot, saying, photo, name)
        except BadRequest as error:
            if says(error, NOT_MODIFIED):
                return None
            if not says(error, *CANNOT_BE_EDITED):
                raise
    return await bot.send_photo(
        saying.chat,
        photo,
        filename=name,
        caption=saying.form.text,
        reply_markup=inline_keyboard(saying.form),
        message_thread_id=int(saying.thread) if saying.thread else None,
        read_timeout=_UPLOADING,
    )


async def _edit(bot: Bot, saying: Saying, photo: str | bytes, name: str) -> Message | None:
    edited = await bot.edit_message_media(
        InputMediaPhoto(photo, caption=saying.form.text, filename=name),
        chat_id=saying.chat,
        message_id=int(saying.edit),
        reply_markup=inline_keyboard(saying.form),
        read_timeout=_UPLOADING,
    )
    return edited if isinstance(edited, Message) else None


def _sent(message: Message | None, saying: Saying) -> Sent:
    return Sent(str(message.message_id) if message else saying.edit)
