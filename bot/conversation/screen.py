"""What the customer is to see, before language and channel are known."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Self

from booking.money import Money
from booking.salon import LocalName, Location


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """An instant of which only the wall clock is shown."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Briefly:
    """An instant with weekday, date and time in at most 24 characters: a row of a list."""

    at: datetime


@dataclass(frozen=True, slots=True)
class ZoneAt:
    """The name that the salon's time has at this instant."""

    at: datetime


@dataclass(frozen=True, slots=True)
class PlainDay:
    """A day in the Gregorian calendar alone: what can be tapped has no room for two."""

    day: date


@dataclass(frozen=True, slots=True)
class HijriDay:
    """A day in the Hijri calendar alone."""

    day: date


@dataclass(frozen=True, slots=True)
class DayAndMonth:
    """A day of which the weekday goes without saying."""

    day: date


@dataclass(frozen=True, slots=True)
class Month:
    """A month of its year, by one of its days."""

    day: date


@dataclass(frozen=True, slots=True)
class Text:
    """An untranslated sentence; a datetime is shown with weekday, date and time, a date without.

    Where the salon wants it the Hijri date stands beside.

    With `plural`, the argument `n` decides the form.
    """

    literal: str
    arguments: Mapping[str, "Argument"] = field(default_factory=dict)
    plural: str | None = None


Plain = str | int | date | datetime | timedelta
Day = PlainDay | HijriDay | DayAndMonth | Month
Argument = Plain | TimeOfDay | Briefly | ZoneAt | Day | Money | LocalName | Text


def msg(literal: str, **arguments: Argument) -> Text:
    return Text(literal, arguments)


def shown(value: Argument) -> Text:
    """Only the value, with nothing to translate around it."""
    return Text("{value}", {"value": value})


def nmsg(singular: str, plural: str, n: int, **arguments: Argument) -> Text:
    return Text(singular, {"n": n, **arguments}, plural)


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be tapped, typed as its number, or typed as its label.

    A turn choice counts only for the turn that offered it. A standing choice (`id` begins with
    "s.") may be weeks old and is checked against its object's revision and owner.
    """

    id: str
    label: Text
    description: Text | None = None

    @property
    def is_standing(self) -> bool:
        return self.id.startswith("s.")


def standing(action: str, booking_id: int, revision: int, label: Text) -> Choice:
    return Choice(f"s.{action}.{booking_id}.{revision}", label)


@dataclass(frozen=True, slots=True)
class Template:
    """A fixed sentence, by the name under which WhatsApp approved it for when it is closed to us.

    Only its arguments vary; the labels of its choices do not.
    """

    name: str
    text: Text
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    label: Text
    url: str


@dataclass(frozen=True, slots=True)
class Venue:
    """A place that a map can show."""

    name: LocalName
    location: Location


@dataclass(frozen=True, slots=True)
class Screen:
    """Lines and choices, which each channel shows in its richest form.

    `navigation` are choices that every screen has (back, menu); they cost no row of a list.
    `contact` asks for the customer's own number. An `interim` screen says that something is under
    way: it is left out where every message costs. `numbered` shows the choices as numbered lines
    too; `explains` does so where a channel has no room for their descriptions. `document` is the
    key of a file that goes with it, made when it is sent. `template` says the same where nothing
    else may be said any more. A `venue` goes with a screen that has no choices.
    """

    lines: tuple[Text, ...]
    choices: tuple[Choice, ...] = ()
    navigation: tuple[Choice, ...] = ()
    link: Link | None = None
    contact: Text | None = None
    interim: bool = False
    numbered: bool = False
    explains: bool = False
    footer: tuple[Text, ...] = ()
    columns: int = 1  # how many short labels may stand in one row
    unseen: tuple[Choice, ...] = ()  # not shown, but understood if written
    document: str = ""
    template: Template | None = None
    venue: Venue | None = None

    def preceded_by(self, *lines: Text) -> Self:
        return replace(self, lines=(*lines, *self.lines))

    def followed_by(self, *lines: Text) -> Self:
        return replace(self, footer=(*self.footer, *lines))
