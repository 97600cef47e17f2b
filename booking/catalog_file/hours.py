"""Weekly hours of the file: spans such as "16:00-02:00" by weekday."""

import re
from itertools import pairwise

from booking.catalog_file.node import Node, quoted
from booking.salon import WeeklyHours

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPAN = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)", re.ASCII)
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)", re.ASCII)
_DAY = 24 * 60
_FORM = 'must look like "10:00-22:00", from 00:00 to 24:00'

Span = tuple[int, int]


def weekly_hours(node: Node) -> WeeklyHours:
    """The whole week; days not named are off. Empty spans are dropped."""
    if not node.is_table(WEEKDAYS):
        return WeeklyHours(((),) * 7)
    named = [node.at(day, []) for day in WEEKDAYS]
    days = [_spans(day) for day in named]
    for index, (day, spans) in enumerate(zip(named, days, strict=True)):
        _check_day(day, spans, days[(index + 1) % 7])
    return WeeklyHours(tuple(tuple(spans) for spans in days))


def day_spans(node: Node) -> tuple[Span, ...]:
    """The spans of one day; an empty list: closed all day."""
    spans = _spans(node)
    _check_day(node, spans, [])
    return tuple(spans)


def clock_span(node: Node) -> Span:
    """One span such as "22:00-09:00", in minutes; its end may be on the next day."""
    return _span(node) or (0, 0)


def minute_of_day(node: Node) -> int:
    """A time such as "12:30", as minutes of the day."""
    found = _TIME.fullmatch(node.value) if isinstance(node.value, str) else None
    if found is None:
        node.wrong('must be a time such as "12:30"')
        return 0
    return int(found[1]) * 60 + int(found[2])


def _spans(day: Node) -> list[Span]:
    read = (_span(element) for element in day.elements())
    return sorted(span for span in read if span and span[0] < span[1])


def _span(node: Node) -> Span | None:
    found = _SPAN.fullmatch(node.value) if isinstance(node.value, str) else None
    if found is None:
        node.wrong(_FORM)
        return None
    opens_hour, opens_minute, closes_hour, closes_minute = map(int, found.groups())
    opens, closes = opens_hour * 60 + opens_minute, closes_hour * 60 + closes_minute
    if closes > _DAY:
        node.wrong(f"{quoted(node.value)} ends after 24:00; write the time of the next day")
        return None
    if opens == closes:
        return (opens, opens)
    if closes == _DAY - 1:
        closes = _DAY  # 23:59 means midnight
    return (opens, closes if closes > opens else closes + _DAY)


def _check_day(day: Node, spans: list[Span], next_day: list[Span]) -> None:
    for earlier, later in pairwise(spans):
        if later[0] < earlier[1]:
            day.wrong(f"{_shown(earlier)} and {_shown(later)} overlap; spans of a day may not")
    tail = max((closes for _, closes in spans), default=0) - _DAY
    if next_day and next_day[0][0] < tail:
        day.wrong(
            f"runs until {_clock(tail)} of the next day, which opens at {_clock(next_day[0][0])};"
            " spans may not overlap"
        )


def _shown(span: Span) -> str:
    return f"{_clock(span[0])}-{_clock(span[1])}"


def _clock(minute: int) -> str:
    if minute == _DAY:
        return "24:00"
    return f"{minute // 60 % 24:02}:{minute % 60:02}"
