"""What every channel does: hear requests, say forms."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from bot.conversation.inbound import Inbound
from bot.files import File
from bot.wording.form import Capabilities, Form


class Untrusted(Exception):
    """No valid secret or signature; nothing of it is kept."""


class Malformed(Exception):
    """Not what the platform sends; nothing of it is kept."""


class Unreachable(Exception):
    """Blocked, gone or opted out: nothing can be said at this address."""


class WindowClosed(Exception):
    """Only an approved template may be sent before this customer writes again."""


class NotTaken(Exception):
    """The platform will not deliver this one; another channel may."""


@dataclass(eq=False)
class Moved(Exception):
    """The chat has another address now."""

    new_address: str


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing that came in, as it is queued.

    `chat` is where the answer goes, `person` who wrote, `key` what repeats of it have in common;
    `message` is the message whose button was tapped; `phone` what the channel itself vouches for.
    """

    chat: str
    person: str
    key: str
    inbound: Inbound
    message: str = ""
    phone: str | None = None
    is_group: bool = False
    tap_id: str = ""  # to be acknowledged
    reply_to: str = ""  # the message of the bot's that is replied to


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a form; `url` is where a platform that fetches it finds it, if any."""

    file: File
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Saying:
    """What to send: a form, anew or in place of a message.

    `edit` is the message to change (sent anew if it is gone); `clear` one whose buttons have to go.
    `window_open` is false when the customer last wrote too long ago for a channel that has windows.
    """

    chat: str
    form: Form
    edit: str = ""
    clear: str = ""
    thread: str = ""  # a topic of a group
    window_open: bool = True
    attachment: Attachment | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """The platform's id of the message that now shows the form."""

    message: str


class Channel(Protocol):
    """One tenant's line on one platform."""

    name: str
    capabilities: Capabilities
    window: timedelta | None  # how long after they wrote anything may be said; null: always

    async def say(self, saying: Saying) -> Sent:
        """Send it.

        Raises Unavailable (worth another try), Unreachable, WindowClosed, NotTaken, Moved, Misuse
        (the form breaks a limit of the platform; checked before sending).
        """
        ...
