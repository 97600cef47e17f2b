"""Who is who on the demo page."""

from collections.abc import Mapping
from dataclasses import dataclass

from sandbox.telegram import Group, Person
from sandbox.twilio import Phone


@dataclass(frozen=True, slots=True)
class Cast:
    """Whose phones the page shows; `titles` is the salon's name by language: en and ar."""

    customer: Person
    phone: Phone
    """The same customer on WhatsApp."""
    staff: Person
    """The member of the group whose phone shows it."""
    group: Group
    zone: str
    """The salon's time zone, an IANA name."""
    titles: Mapping[str, str]
