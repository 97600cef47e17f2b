"""Words, numbers, dates and money in one language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_time, get_timezone_name
from babel.support import NullTranslations
from babel.units import format_unit

from booking.money import Money
from booking.salon import LocalName, Salon
from bot.conversation.screen import (
    Argument,
    Briefly,
    DayAndMonth,
    HijriDay,
    Month,
    PlainDay,
    Text,
    TimeOfDay,
    ZoneAt,
)
from bot.wording.catalogues import FOLDER, read_catalogues
from bot.wording.hijri import hijri_date

_DAY, _TIME = "EEEE d MMMM", "h:mm a"
_ISOLATE, _POP = "\u2068", "\u2069"  # a name keeps its own direction inside a sentence
_MARKS = re.compile("[\u200e\u200f\u061c\u202f\u00a0]")
_ONLY_AN_ARGUMENT = re.compile(r"\{\w+\}")
_UTC = ZoneInfo("UTC")
_COMMAS = {"ar": "،"}
_ANDS = {"ar": " و"}  # between hours and minutes
_BRIEF = {"en": "EEE d MMM, h:mm a", "ar": "EEE d/M، h:mm a"}  # Arabic weekdays have no short form
_SIGNS = {"ar": {"SAR": "ر.س"}}


@dataclass(frozen=True, slots=True)
class Wording:
    """All languages; made once."""

    catalogues: Mapping[str, NullTranslations]

    @classmethod
    def load(cls, folder: Path = FOLDER) -> "Wording":
        return cls(read_catalogues(folder))

    def in_(self, language: str, zone: ZoneInfo = _UTC, hijri: int | None = None) -> "Localization":
        """The language, or English; instants are shown on the clock of `zone`."""
        known = language if language in self.catalogues else "en"
        return Localization(known, zone, self.catalogues[known], hijri)

    def of_salon(self, salon: Salon, language: str | None = None) -> "Localization":
        """The language, or the salon's first, with its clock and calendars."""
        return self.in_(language or salon.languages[0], salon.zone, salon.hijri)


@dataclass(frozen=True, slots=True)
class Localization:
    """One language and one salon's zone."""

    language: str
    zone: ZoneInfo
    catalogue: NullTranslations
    hijri: int | None = None  # null: its dates are not shown

    def say(self, text: Text) -> str:
        """The sentence; names in it are isolated, so that they do not turn its direction."""
        pattern = self.pattern(text)
        alone = bool(_ONLY_AN_ARGUMENT.fullmatch(pattern))
        return pattern.format(
            **{name: self._shown(value, alone) for name, value in text.arguments.items()}
        )

    def label(self, text: Text) -> str:
        """The same for something to tap, which has room for no marks."""
        return self.say(text).replace(_ISOLATE, "").replace(_POP, "")

    def argument(self, value: Argument) -> str:
        """The value as it stands inside a sentence."""
        return self._shown(value, alone=False)

    def pattern(self, text: Text) -> str:
        """The sentence before its arguments are put in."""
        if text.plural is None:
            return str(self.catalogue.gettext(text.literal))
        number = cast("int", text.arguments["n"])
        return str(self.catalogue.ngettext(text.literal, text.plural, number))

    def _shown(self, value: Argument, alone: bool) -> str:
        match value:
            case Text():
                return self.say(value)
            case LocalName():
                return self._isolated(value.in_(self.language), alone)
            case str():
                return self._isolated(value, alone)
            case Money():
                return self.money(value)
            case TimeOfDay(at=at):
                return self.time(at)
            case ZoneAt(at=at):
                return str(get_timezone_name(at.astimezone(self.zone), locale=self.language))
            case Briefly(at=at):
                return self._written(at, _BRIEF.get(self.language, _BRIEF["en"]))
            case DayAndMonth(day=day):
                return _date(day, "d MMMM", self.language)
            case Month(day=day):
                return _date(day, "LLLL y", self.language)
            case datetime():
                return self.moment(value)
            case date():
                return self.day(value)
            case PlainDay(day=day):
                return _date(day, _DAY, self.language)
            case HijriDay(day=day):
                return hijri_date(day, self.hijri or 0, self.language) or ""
            case timedelta():
                return self.length(value)
            case _:
                return str(value)

    def moment(self, at: datetime) -> str:
        """Weekday, date and time on the salon's clock."""
        local = at.astimezone(self.zone)
        comma = _COMMAS.get(self.language, ",")
        return f"{self.day(local.date())}{comma} {self.time(at)}"

    def day(self, day: date) -> str:
        """Weekday and date, and the Hijri date where that is wanted."""
        shown = _date(day, _DAY, self.language)
        hijri = None if self.hijri is None else hijri_date(day, self.hijri, self.language)
        return f"{shown} ({hijri})" if hijri else shown

    def _written(self, at: datetime, pattern: str) -> str:
        local = at.astimezone(self.zone).replace(tzinfo=None)
        return _plain(format_datetime(local, pattern, locale=self.language))

    def time(self, at: datetime) -> str:
        return _time(at.astimezone(self.zone).time(), self.language)

    def money(self, money: Money) -> str:
        """ "SAR 115" or "115 ر.س"; decimals only where there are any."""
        amount = money.amount
        shown = f"{amount:,f}" if amount != amount.to_integral_value() else f"{amount:,.0f}"
        sign = _SIGNS.get(self.language, {}).get(money.currency)
        return f"{shown} {sign}" if sign else f"{money.currency} {shown}"

    def length(self, length: timedelta) -> str:
        """Hours and minutes."""
        hours, minutes = divmod(length // timedelta(minutes=1), 60)
        parts = []
        if hours:
            parts.append(format_unit(hours, "duration-hour", "long", locale=self.language))
        if minutes or not hours:
            parts.append(format_unit(minutes, "duration-minute", "long", locale=self.language))
        return _plain(_ANDS.get(self.language, " ").join(parts))

    def _isolated(self, name: str, alone: bool) -> str:
        return name if alone else f"{_ISOLATE}{name}{_POP}"


@lru_cache(maxsize=2_000)  # many a screen shows the same days and times
def _date(day: date, pattern: str, language: str) -> str:
    return _plain(format_date(day, pattern, locale=language))


@lru_cache(maxsize=2_000)
def _time(at: time, language: str) -> str:
    return _plain(format_time(at, _TIME, locale=language))


def _plain(text: str) -> str:
    """Without the marks and special spaces that CLDR puts in, and buttons show as boxes."""
    return _MARKS.sub(lambda mark: " " if mark[0] in "\u202f\u00a0" else "", text)
