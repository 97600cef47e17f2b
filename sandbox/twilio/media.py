"""Fetching what a MediaUrl names, and what Twilio and WhatsApp refuse about it.

Twilio asks HEAD and GET, and wants a Content-Type that is true ("Accepted content types for
media"); WhatsApp shows a document without the message's words ("Guidance on WhatsApp media").
"""

from dataclasses import dataclass, field

import aiohttp

NOT_FETCHED = 63019
WRONG_TYPE = 12300
TOO_LARGE = 11751
LARGEST = 16 * 1024 * 1024
LARGEST_PICTURE = 5 * 1024 * 1024
_SECONDS = 15
_BEGINNINGS = {
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "application/pdf": (b"%PDF-",),
    "audio/ogg": (b"OggS",),
    "text/vcard": (b"BEGIN:VCARD",),
}


@dataclass(frozen=True, slots=True)
class Medium:
    """A file as the phone has it."""

    content_type: str
    name: str
    content: bytes = field(repr=False)

    @property
    def shows_words(self) -> bool:
        return self.content_type.startswith("image/")


class NotTaken(Exception):
    """The code that the message's status will carry."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


async def fetched(url: str) -> Medium:
    """Fetch a file as Twilio does; raises NotTaken."""
    timeout = aiohttp.ClientTimeout(total=_SECONDS)
    headers = {"User-Agent": "TwilioProxy/1.1", "Accept": "*/*"}
    try:
        async with aiohttp.ClientSession(timeout=timeout, headers=headers) as session:
            async with session.head(url, allow_redirects=True) as asked:
                promised = _content_type(asked)
            async with session.get(url) as answer:
                kind, content = _content_type(answer), await answer.read()
                name = answer.content_disposition and answer.content_disposition.filename
    except (aiohttp.ClientError, TimeoutError, OSError):
        raise NotTaken(NOT_FETCHED) from None
    if kind != promised or not content.startswith(_BEGINNINGS.get(kind, ())):
        raise NotTaken(WRONG_TYPE)
    if len(content) > (LARGEST_PICTURE if kind.startswith("image/") else LARGEST):
        raise NotTaken(TOO_LARGE)
    return Medium(kind, name or "", content)


def _content_type(answer: aiohttp.ClientResponse) -> str:
    """The header as it stands: no parameter belongs to any of these types."""
    if answer.status != 200:
        raise NotTaken(NOT_FETCHED)
    return answer.headers.get("Content-Type", "")
