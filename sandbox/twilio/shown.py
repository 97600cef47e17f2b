"""What a phone shows of one message."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sandbox.twilio.media import Medium


class Button(NamedTuple):
    """A quick reply; its id travels back as ButtonPayload."""

    id: str
    title: str


class Row(NamedTuple):
    """A row of a list; its id travels back as ListId."""

    id: str
    title: str
    description: str


class Link(NamedTuple):
    """A call to action: opens an address or dials a number, nothing travels back."""

    title: str
    target: str


class Place(NamedTuple):
    """A point on the map, and what is written beside it."""

    latitude: float
    longitude: float
    label: str


@dataclass(frozen=True, slots=True)
class Screen:
    """A message's visible content with all variables filled in."""

    body: str
    buttons: tuple[Button, ...] = ()
    list_button: str | None = None
    items: tuple[Row, ...] = ()
    links: tuple[Link, ...] = ()
    media: tuple[str, ...] = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class ShownMessage:
    """One bubble of a chat; `status` is Twilio's ("received" for the phone's own)."""

    sid: str
    from_business: bool
    at: datetime
    status: str
    screen: Screen
    medium: Medium | None = None

    @property
    def body(self) -> str:
        return self.screen.body

    @property
    def buttons(self) -> list[Button]:
        return list(self.screen.buttons)

    @property
    def list_button(self) -> str | None:
        return self.screen.list_button

    @property
    def items(self) -> list[Row]:
        return list(self.screen.items)

    @property
    def links(self) -> list[Link]:
        return list(self.screen.links)

    @property
    def place(self) -> Place | None:
        return self.screen.place

    @property
    def media(self) -> list[str]:
        return list(self.screen.media)
