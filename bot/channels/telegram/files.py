"""Sending a file: a picture is shown, everything else is a document."""

from io import BytesIO

from telegram import Bot, InputFile
from telegram.constants import MessageLimit

from bot.channels.channel import Saying, Sent
from bot.channels.telegram.keyboards import inline_keyboard
from bot.files import File

LONGEST_CAPTION = MessageLimit.CAPTION_LENGTH
_PICTURES = ("image/jpeg", "image/png")
_UPLOADING = 60.0  # seconds


async def send_file(bot: Bot, saying: Saying, file: File, *, with_words: bool) -> Sent:
    """With the form's words and buttons below it, if wanted."""
    upload = InputFile(BytesIO(file.content), filename=file.name)
    caption = saying.form.text if with_words else None
    markup = inline_keyboard(saying.form) if with_words else None
    thread = int(saying.thread) if saying.thread else None
    if file.content_type in _PICTURES:
        message = await bot.send_photo(
            saying.chat,
            upload,
            caption=caption,
            reply_markup=markup,
            message_thread_id=thread,
            read_timeout=_UPLOADING,
        )
    else:
        message = await bot.send_document(
            saying.chat,
            upload,
            caption=caption,
            reply_markup=markup,
            message_thread_id=thread,
            disable_content_type_detection=True,
            read_timeout=_UPLOADING,
        )
    return Sent(str(message.message_id))
