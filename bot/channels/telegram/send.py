"""One salon's bot on Telegram: what it says, and how it is set up."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import structlog
from aiohttp import ClientSession
from telegram import (
    Bot,
    InlineKeyboardMarkup,
    LabeledPrice,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    User,
    WebhookInfo,
)
from telegram.error import BadRequest

from booking.errors import Misuse, Unavailable
from booking.money import Money
from bot.channels.channel import Saying, Sent
from bot.channels.pace import PUBLISHED, Limiter, Pace
from bot.channels.telegram.capabilities import TELEGRAM
from bot.channels.telegram.commands import describe_to_customers, describe_to_staff
from bot.channels.telegram.errors import CANNOT_BE_EDITED, NOT_MODIFIED, says, translated
from bot.channels.telegram.files import LONGEST_CAPTION, send_file
from bot.channels.telegram.keyboards import contact_keyboard, inline_keyboard
from bot.channels.telegram.limits import check
from bot.channels.telegram.photos import Uploads, show_photo
from bot.channels.telegram.request import METHODS, AiohttpRequest
from bot.files import File
from bot.wording.form import Spot
from bot.wording.localization import Localization
from payments.provider import Refused

HEARS = ("message", "callback_query", "pre_checkout_query", "my_chat_member")
"""The kinds of updates that are asked for, by webhook and by polling."""

_HAS_NO_TEXT = "there is no text in the message to edit"
_TOO_LATE = ("query is too old", "query id is invalid")
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_LONGEST_ANSWER = 200  # characters that are shown to who tapped
_LONGEST_TITLE, _LONGEST_DESCRIPTION = 32, 255  # of an invoice
_LONGEST_POLL = 50  # seconds; the server waits no longer
_log = structlog.get_logger()


class TelegramChannel:
    """`api_url` is the server, perhaps with a path; the session stays the caller's."""

    name = "telegram"
    capabilities = TELEGRAM
    window: timedelta | None = None

    def __init__(
        self,
        token: str,
        api_url: str,
        session: ClientSession,
        pace: Pace = PUBLISHED,
        *,
        answers_within: float = 10,
        uploads: Uploads | None = None,
    ) -> None:
        self._uploads = uploads
        self._answers_within = answers_within
        self._request = AiohttpRequest(session, api_url, token, answers_within)
        self._bot = Bot(
            "kept-by-the-request",
            base_url=lambda _token: METHODS,
            request=self._request,
            get_updates_request=self._request,
        )
        self._limiter = Limiter(pace)

    async def say(self, saying: Saying) -> Sent:
        """Send or edit; a reply keyboard comes and goes only with a new message."""
        form = saying.form
        check(form)
        asks_for_number = bool(form.contact) and not _is_group(saying.chat)
        ends_keyboard = bool(form.keyboard_off) and not _is_group(saying.chat)
        photo = _photo_of(saying)
        brings_more = form.spot is not None or (saying.attachment is not None and not photo)
        sends_anew = asks_for_number or ends_keyboard or brings_more
        edits = bool(saying.edit) and not sends_anew
        for message in {saying.clear, saying.edit} - {"", saying.edit if edits else ""}:
            await self._take_buttons(saying.chat, message)
        if ends_keyboard:
            await self._send(saying, form.keyboard_off, ReplyKeyboardRemove())
        if form.spot is not None:
            await self._send_venue(saying, form.spot)
        if photo is not None:
            if sent := await self._show_photo(saying if edits else replace(saying, edit=""), photo):
                return sent
        elif saying.attachment is not None:
            explained = not asks_for_number and len(form.text) <= LONGEST_CAPTION
            sent = await self._send_file(saying, saying.attachment.file, with_words=explained)
            if explained:
                return sent
        if asks_for_number:
            return await self._send(saying, form.text, contact_keyboard(form))
        if edits and await self._edit(saying):
            return Sent(saying.edit)
        return await self._send(saying, form.text, inline_keyboard(form))

    async def answer_tap(self, tap_id: str, text: str = "") -> None:
        """End the progress that the tapped button shows, with a word; too late is no harm."""
        with translated(self._limiter):
            try:
                await self._bot.answer_callback_query(tap_id, text[:_LONGEST_ANSWER] or None)
            except BadRequest as error:
                if not says(error, *_TOO_LATE):
                    raise

    async def create_invoice(self, token: str, key: str, description: str, sum_: Money) -> str:
        """An invoice of Telegram's own, by the link that opens it; Refused if it takes none."""
        with translated(self._limiter):
            try:
                return await self._bot.create_invoice_link(
                    title=description[:_LONGEST_TITLE],
                    description=description[:_LONGEST_DESCRIPTION],
                    payload=key,
                    currency=sum_.currency,
                    prices=[LabeledPrice(description[:_LONGEST_TITLE], sum_.minor)],
                    provider_token=token,
                )
            except BadRequest as error:
                raise Refused(f"Telegram makes no such invoice: {error.message}") from error

    async def answer_checkout(self, query_id: str, refusal: str) -> None:
        """Let Telegram take the money, unless there is a reason against it."""
        with translated(self._limiter):
            await self._bot.answer_pre_checkout_query(
                query_id, ok=not refusal, error_message=refusal or None
            )

    async def get_updates(self, offset: int | None, *, wait: int = _LONGEST_POLL) -> list[Any]:
        """What came in from `offset` on, as JSON; everything before it is confirmed by asking."""
        asked = {"timeout": wait, "allowed_updates": json.dumps(HEARS)}
        if offset is not None:
            asked["offset"] = offset
        with translated(self._limiter):
            found = await self._request.post(
                f"{METHODS}getUpdates?{urlencode(asked)}",
                read_timeout=wait + self._answers_within,
            )
        return found if isinstance(found, list) else []

    async def set_webhook(self, url: str, secret: str) -> None:
        with translated(self._limiter):
            await self._bot.set_webhook(url, secret_token=secret, allowed_updates=HEARS)

    async def delete_webhook(self) -> None:
        with translated(self._limiter):
            await self._bot.delete_webhook()

    async def webhook_info(self) -> WebhookInfo:
        with translated(self._limiter):
            return await self._bot.get_webhook_info()

    async def get_me(self) -> User:
        """Who the bot is; Misuse if the token is wrong."""
        with translated(self._limiter):
            return await self._bot.get_me()

    async def set_commands(self, languages: Sequence[Localization]) -> None:
        """Describe what customers may ask; the first language is for everybody else too.

        Telegram counts these calls by themselves: too many of them are no reason to be silent.
        """
        with translated(Limiter()):
            await describe_to_customers(self._bot, languages)

    async def set_staff_commands(self, chat: str, languages: Sequence[Localization]) -> None:
        """Describe what the staff may ask in their group; Unreachable if the bot is not in it."""
        with translated(Limiter()):
            await describe_to_staff(self._bot, chat, languages)

    async def _send(
        self,
        saying: Saying,
        text: str,
        markup: InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | None,
    ) -> Sent:
        await self._turn(saying.chat)
        with translated(self._limiter):
            message = await self._bot.send_message(
                saying.chat,
                text,
                reply_markup=markup,
                link_preview_options=_NO_PREVIEW,
                message_thread_id=int(saying.thread) if saying.thread else None,
            )
        return Sent(str(message.message_id))

    async def _send_venue(self, saying: Saying, spot: Spot) -> None:
        await self._turn(saying.chat)
        with translated(self._limiter):
            await self._bot.send_venue(
                saying.chat,
                latitude=spot.latitude,
                longitude=spot.longitude,
                title=spot.name,
                address=spot.address,
            )

    async def _send_file(self, saying: Saying, file: File, *, with_words: bool) -> Sent:
        await self._turn(saying.chat)
        with translated(self._limiter):
            return await send_file(self._bot, saying, file, with_words=with_words)

    async def _show_photo(self, saying: Saying, photo: File) -> Sent | None:
        """None if Telegram does not take it: the words alone say what there is to choose."""
        if saying.form.contact or len(saying.form.text) > LONGEST_CAPTION:
            return None
        await self._turn(saying.chat)
        try:
            with translated(self._limiter):
                return await show_photo(self._bot, self._uploads, saying, photo)
        except (Misuse, Unavailable) as error:
            if isinstance(error, Unavailable) and error.retry_after:
                raise
            _log.warning("a photo is not shown", reason=str(error))
            return None

    async def _edit(self, saying: Saying) -> bool:
        """Whether the message shows the form now."""
        await self._turn(saying.chat)
        with translated(self._limiter):
            try:
                await self._bot.edit_message_text(
                    saying.form.text,
                    chat_id=saying.chat,
                    message_id=int(saying.edit),
                    reply_markup=inline_keyboard(saying.form),
                    link_preview_options=_NO_PREVIEW,
                )
            except BadRequest as error:
                if says(error, _HAS_NO_TEXT):  # a file, whose buttons would stay
                    await self._take_buttons(saying.chat, saying.edit)
                    return False
                if says(error, *CANNOT_BE_EDITED):
                    return False
                if not says(error, NOT_MODIFIED):
                    raise
        return True

    async def _take_buttons(self, chat: str, message: str) -> None:
        await self._turn(chat)
        with translated(self._limiter):
            try:
                await self._bot.edit_message_reply_markup(chat, int(message))
            except BadRequest as error:
                if not says(error, NOT_MODIFIED, *CANNOT_BE_EDITED):
                    raise

    async def _turn(self, chat: str) -> None:
        await self._limiter.turn(chat, is_group=_is_group(chat))


def _photo_of(saying: Saying) -> File | None:
    """The catalogue's photo that goes with it; other files are what was asked for."""
    file = saying.attachment.file if saying.attachment else None
    return file if file and file.known_as else None


def _is_group(chat: str) -> bool:
    return chat.startswith(("-", "@"))
