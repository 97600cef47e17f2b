"""Times of the day as they are said, in minutes of the day; after midnight they go on counting."""

import re
from dataclasses import dataclass

from bot.conversation.understanding.found import Found, Problem
from bot.conversation.understanding.numbers import CARDINALS, COUNT, HOURS, value_of
from bot.conversation.understanding.phrase import Phrase
from bot.conversation.understanding.sheet import Sheet, Span, one_of

HALF_DAY, DAY = 720, 1440
_LATEST = 28 * 60  # four in the night still belongs to the evening before

# Between which hours a time is that is said with this word.
_PERIODS = {
    "am|ص": (0, 12),
    "pm|م": (12, 24),
    "in the morning|this morning|morning|الصبح|صباح|صباحا|الصباح|صبح": (3, 12),
    "الفجر|فجرا|فجر": (2, 7),
    "الضحي|ضحي": (7, 12),
    "in the afternoon|this afternoon|afternoon": (12, 19),
    "noon|الظهر|ظهرا|الضهر|الظهريه|ظهر": (11, 16),
    "العصر|عصرا|العصريه|عصر": (14, 19),
    "المغرب|مغربا|المغربيه": (17, 21),
    "العشا|عشا": (18, 23),
    "مسا|المسا|مساا|المسيان|بالمسا": (12, 25),
    "in the evening|this evening|evening": (15, 24),
    "at night|tonight|tonite|2 nite|night": (18, 29),
    "بالليل|الليل|ليلا|بليل|الليله|اليله|هالليله|باليل": (18, 29),
}
_HOURS_OF = {word: hours for words, hours in _PERIODS.items() for word in words.split("|")}
PERIOD = rf"(?:في |ف )?(?:{one_of('|'.join(_HOURS_OF))})"
_AT = (
    r"at|make it|خلها|خليها|خله|خليه|خلوها|around|about|approximately|علي|ع|عال|الساعه|ساعه"
    r"|السا?عه|حدود|بحدود|حوالي|تقريبا|س"
)
_EXACT = "oclock|o clock|sharp|بالضبط|تمام"
_PARTS = {
    "نص": 30,
    "نصف": 30,
    "ربع": 15,
    "ثلث": 20,
    "تلت": 20,
    "خمس": 5,
    "خمسه": 5,
    "عشر": 10,
    "عشره": 10,
    "عشرين": 20,
}
_FRACTION = (
    rf"(?: و ?(?:ال)?(?:{one_of('|'.join(_PARTS))})(?: (?:دقايق|دقيقه))?"
    rf"| و (?:1[5-9]|[2-5]\d|\d\d? (?:دقيقه|دقايق))"
    rf"| الا (?:ال)?(?:{one_of('|'.join(_PARTS))}|\d\d?)(?: (?:دقايق|دقيقه))?)"
)
_MINUTES = one_of("|".join(word for word, value in CARDINALS.items() if 5 <= value < 60))


@dataclass(frozen=True, slots=True)
class Clock:
    """What was said of a time: every reading of it; or why there is none."""

    minutes: tuple[int, ...] = ()
    problem: Problem | None = None
    is_vague: bool = False  # "around five"


def core(name: str) -> str:
    """The pattern of one time, its groups numbered by `name`."""
    return (
        rf"(?P<at{name}>(?:(?:{_AT}) ){{0,3}})"
        rf"(?:(?P<rel{name}>half|a quarter|quarter|(?:{COUNT})(?: (?:minutes?|mins?))?)"
        rf" (?P<dir{name}>past|to|till) |(?P<half{name}>half) )?"
        rf"(?P<h{name}>\d{{1,2}}[:.]\d{{2}}|\d{{1,2}}|{one_of('|'.join(HOURS))})"
        rf"(?: (?P<m{name}>[0-5]\d(?= [ap]m )|(?:{_MINUTES})(?= )))?"
        rf"(?P<f{name}>{_FRACTION}{{0,2}})(?: (?P<e{name}>{_EXACT}))?"
        rf"(?: (?P<p{name}>{PERIOD}))?"
    )


_TIME = Phrase(core(""))


def clocks(sheet: Sheet) -> list[Found[Clock]]:
    """The times that are said as such; a bare number is none."""
    found = []
    for span in sheet.find(_TIME):
        if is_said(span, "") and (clock := clock_of(span, "")):
            found.append(Found(span.at, span.to, clock))
            sheet.cross_out(span.at, span.to)
    return found


def bare(sheet: Sheet, at: int) -> Clock | None:
    """The time that the bare number at this word may be."""
    word = sheet.words[at]
    if not word.isdecimal() or not 1 <= int(word) <= 12:
        return None
    return Clock(_readings(int(word), 0, None))


def is_said(span: Span, name: str) -> bool:
    """Does anything but the number say that it is a time?"""
    hour = span[f"h{name}"] or ""
    marks = (f"{one}{name}" for one in ("at", "rel", "half", "m", "f", "e", "p"))
    return (
        (not hour.isdecimal() and ":" in hour)
        or any(span[mark] for mark in marks)
        or ("." in hour and int(hour.partition(".")[2]) % 5 == 0)
    )


def clock_of(span: Span, name: str, period: str | None = None) -> Clock | None:
    """Every reading of it; `period` is used where it has none of its own."""
    said = span[f"h{name}"] or ""
    hour, _, minute = said.replace(".", ":").partition(":")
    minutes = int(minute or 0)
    hours = value_of(hour)
    if relative := span[f"rel{name}"]:
        part = {"half": 30, "quarter": 15, "a quarter": 15}.get(relative)
        part = value_of(relative.rpartition(" m")[0] or relative) if part is None else part
        minutes += part if span[f"dir{name}"] == "past" else -part
    if span[f"half{name}"]:
        minutes += 30
    if word := span[f"m{name}"]:
        minutes += value_of(word)
    minutes += _fraction(span[f"f{name}"] or "")
    if hours > 24 or int(minute or 0) > 59:
        return Clock(problem=Problem.NO_SUCH_TIME)
    is_vague = bool(re.search("around|about|approx|حدود|حوالي|تقريبا", span[f"at{name}"] or ""))
    period = span[f"p{name}"] or period
    readings = _readings(hours, minutes, period)
    return Clock(readings, None if readings else Problem.NO_SUCH_TIME, is_vague)


def within(minutes: tuple[int, ...], period: str) -> tuple[int, ...]:
    """Those readings that the word allows."""
    begins, ends = _HOURS_OF[period.removeprefix("في ").removeprefix("ف ")]
    return tuple(one for one in minutes if begins * 60 <= one < ends * 60)


def _readings(hours: int, minutes: int, period: str | None) -> tuple[int, ...]:
    if hours > 12 or hours == 0:
        at = hours * 60 + minutes
        return (at, at + DAY) if at < 4 * 60 else (at,)
    first = hours % 12 * 60 + minutes
    times = (first, first + HALF_DAY, first + DAY)
    every = tuple(one for one in times if 0 <= one <= _LATEST)
    return within(every, period) if period else every


def _fraction(said: str) -> int:
    """Minutes that "and a half", "but a third" and their like add."""
    total = 0
    for part in re.finditer(r"(و|الا) ?(\S+)", said):
        word = part[2]
        value = int(word) if word.isdecimal() else _PARTS.get(word.removeprefix("ال"), 0)
        total += value if part[1] == "و" else -value
    return total
