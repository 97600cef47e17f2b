"""One salon's number on WhatsApp: what it says."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import timedelta

import structlog
from twilio.base import values  # type: ignore[import-untyped]
from twilio.rest import Client  # type: ignore[import-untyped]

from bot.channels.channel import Attachment, Saying, Sent, WindowClosed
from bot.channels.whatsapp.address import PREFIX
from bot.channels.whatsapp.capabilities import WHATSAPP
from bot.channels.whatsapp.errors import ContentGone, translated
from bot.channels.whatsapp.interactive import content_name, variables
from bot.channels.whatsapp.lines import in_lines
from bot.channels.whatsapp.templates import template_name
from bot.channels.whatsapp.templates import variables as template_variables
from bot.wording.form import Form, Layout, Spot

FindContent = Callable[[str, str], Awaitable[str | None]]
"""The sid of a Content resource by name and language, if it was made."""

PICTURES = ("image/jpeg", "image/png")
DOCUMENTS = ("application/pdf",)
"""What WhatsApp takes of what we make (Twilio: accepted content types for media)."""

_LONGEST_CAPTION = 1024  # characters below a picture, as WhatsApp takes them
STATUS_PATH = "/whatsapp/status"
_log = structlog.get_logger()


class WhatsAppChannel:
    """`number` is the salon's, as +E164; nothing here is ever edited or taken back."""

    name = "whatsapp"
    capabilities = WHATSAPP
    window: timedelta | None = timedelta(hours=24)

    def __init__(
        self,
        client: Client,
        number: str,
        find_content: FindContent,
        *,
        public_url: str | None = None,
    ) -> None:
        self.client = client
        self._sender = PREFIX + number
        self._find_content = find_content
        self._status_url = public_url.rstrip("/") + STATUS_PATH if public_url else values.unset

    async def say(self, saying: Saying) -> Sent:
        """Send it with something to tap if its resource is there, else in numbered lines.

        Where the window is closed its template is sent; WindowClosed if there is none.
        """
        if not saying.window_open:
            return await self._send_template(saying)
        try:
            return await self._send_freely(saying)
        except WindowClosed:  # WhatsApp counts its 24 hours by itself
            return await self._send_template(saying)

    async def _send_freely(self, saying: Saying) -> Sent:
        if url := _fetched_from(saying.attachment):
            words = in_lines(replace(saying.form, layout=Layout.TEXT, text=saying.form.plain))
            if not (_is_picture(saying.attachment) and len(words) > _LONGEST_CAPTION):
                return await self._send_file(saying, url, words)
        buttons = await self._with_buttons(saying.form)
        if buttons is not None:
            try:
                return await self._send(saying.chat, buttons)
            except ContentGone as gone:
                _log.error("nothing to tap: run `check --create`", reason=str(gone))
        body = {"body": in_lines(saying.form)}
        return await self._send(saying.chat, {**body, **_on_map(saying.form.spot)})

    async def _send_template(self, saying: Saying) -> Sent:
        template = saying.form.template
        if template is None:
            raise WindowClosed
        sid = await self._find_content(template_name(template.name), saying.form.language)
        if sid is None:
            raise WindowClosed
        filled = json.dumps(template_variables(template), ensure_ascii=False)
        try:
            return await self._send(saying.chat, {"content_sid": sid, "content_variables": filled})
        except ContentGone as gone:
            _log.error("a template is gone: run `check --create`", reason=str(gone))
            raise WindowClosed from gone

    async def _send(self, chat: str, message: Mapping[str, str | list[str]]) -> Sent:
        with translated():
            sent = await self.client.messages.create_async(
                to=PREFIX + chat,
                from_=self._sender,
                status_callback=self._status_url,
                **message,
            )
        return Sent(str(sent.sid))

    async def _send_file(self, saying: Saying, url: str, words: str) -> Sent:
        """A picture has its words below it; a document has none, and none has anything to tap."""
        message = {"media_url": [url]}
        if _is_picture(saying.attachment):
            return await self._send(saying.chat, {**message, "body": words})
        sent = await self._send(saying.chat, message)
        if saying.form.choices:
            return await self._send(saying.chat, {"body": words})
        return sent

    async def _with_buttons(self, form: Form) -> dict[str, str] | None:
        name = content_name(form)
        if name is None:
            return None
        filled = variables(form)
        sid = await self._find_content(name, form.language)
        if sid is None:
            return None
        return {
            "content_sid": sid,
            "content_variables": json.dumps(filled, ensure_ascii=False),
        }


def _fetched_from(attachment: Attachment | None) -> str | None:
    """Where Twilio fetches it, if it takes such a file; without an address words must do."""
    takes = attachment and attachment.file.content_type in (*PICTURES, *DOCUMENTS)
    return attachment.url if attachment and takes else None


def _is_picture(attachment: Attachment | None) -> bool:
    return attachment is not None and attachment.file.content_type in PICTURES


def _on_map(spot: Spot | None) -> dict[str, list[str]]:
    """Twilio, Messages: "PersistentAction=geo:lat,lng|label"."""
    if spot is None:
        return {}
    label = spot.name.replace("|", " ")
    return {"persistent_action": [f"geo:{spot.latitude},{spot.longitude}|{label}"]}
