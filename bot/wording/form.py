"""A screen in words, ready for a channel: what is queued and sent."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Self


class Layout(StrEnum):
    TEXT = "text"  # nothing to tap
    BUTTONS = "buttons"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Button:
    """`data` is what a tap sends back."""

    label: str
    data: str = ""
    description: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """An approved template's name, the values of its arguments, and what its buttons carry."""

    name: str
    values: tuple[str, ...]
    data: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map, in words that a channel shows beside it."""

    latitude: float
    longitude: float
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Form:
    """`text` goes with tappable choices; `plain` says everything in numbered lines instead.

    `template` says it where only approved templates may be sent.
    """

    language: str
    text: str
    plain: str
    layout: Layout = Layout.TEXT
    choices: tuple[Button, ...] = ()
    navigation: tuple[Button, ...] = ()
    link: Button | None = None
    columns: int = 1
    contact: str = ""  # label of the button that shares one's own number
    keyboard_off: str = ""  # what is said while that button is taken away
    document: str = ""  # the key of a file that goes with it
    template: Filled | None = None
    spot: Spot | None = None

    def dump(self) -> dict[str, Any]:
        return {"v": 1, **asdict(self)}

    @classmethod
    def load(cls, stored: dict[str, Any]) -> Self:
        values = {key: value for key, value in stored.items() if key in cls.__dataclass_fields__}
        for key in ("choices", "navigation"):
            values[key] = tuple(Button(**one) for one in values[key])
        values["link"] = values["link"] and Button(**values["link"])
        if filled := values.get("template"):
            values["template"] = Filled(
                filled["name"], tuple(filled["values"]), tuple(filled["data"])
            )
        values["spot"] = values.get("spot") and Spot(**values["spot"])
        return cls(**{**values, "layout": Layout(values["layout"])})


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a channel can show; lengths in characters. Rendering asks these, never a name."""

    buttons: int  # choices that can be buttons
    button_length: int
    list_rows: int  # 0: no lists
    row_length: int
    description_length: int
    text_length: int  # of a message with nothing to tap
    body_length: int  # of a message with something to tap
    lines_in_body: bool  # may that body have line breaks?
    navigation: bool  # is there room for back and menu?
    links: bool  # buttons that open an address
    contact: bool  # can it ask for the sender's number?
    uploads: bool  # does it take files from us? Others fetch them
    edits: bool  # can it change a message that was sent, so that "one moment" costs nothing?
