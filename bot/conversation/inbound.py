"""What came in, as far as the conversation cares; channels translate into it."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    TEXT = "text"
    TAP = "tap"
    CONTACT = "contact"  # the sender's own, vouched for by the channel
    FOREIGN_CONTACT = "foreign_contact"
    OTHER = "other"  # stickers, voice, pictures, files, places


@dataclass(frozen=True, slots=True)
class Inbound:
    """One thing that a customer did; `data` is what a tapped button carried."""

    kind: Kind
    text: str = ""
    data: str = ""
    phone: str | None = None  # E.164
    language: str | None = None  # a hint of the channel's
    profile_name: str | None = None
