"""Hours of certain days that a staff member takes off: `{ from = "...", to = "..." }`."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from booking.catalog_file.node import Node, quoted
from booking.instants import closing_minute, opening_minute
from booking.intervals import Interval, merge
from booking.schedule import clock_on
from booking.stored_rules import plan_of

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - a time of the wall clock, whatever its zone
_LONGEST = 31 * 24 * 60  # minutes; longer ones are days off


def hours_off(node: Node, plan: Mapping[str, Any], zone: str) -> list[Interval]:
    """In minutes since 1970, by the clock of whom this plan is, or by that of `zone`."""
    spans = [_span(one, plan, zone) for one in node.elements() if one.is_table(("from", "to"))]
    return merge(span for span in spans if span)


def _span(node: Node, plan: Mapping[str, Any], zone: str) -> Interval | None:
    begins, ends = _moment(node.at("from")), _moment(node.at("to"))
    if begins is None or ends is None or not zone:
        return None
    clock = clock_on(plan_of(plan), ZoneInfo(zone), begins.date())
    first = opening_minute(begins.date(), begins.hour * 60 + begins.minute, clock)
    last = closing_minute(ends.date(), ends.hour * 60 + ends.minute, clock)
    if not first < last:
        node.wrong(f"ends at {quoted(str(ends))}, not after it begins at {quoted(str(begins))}")
    elif last - first > _LONGEST:
        node.wrong("is longer than 31 days: write days_off")
    return first, last


def _moment(node: Node) -> datetime | None:
    """A time of the wall clock, in quotes or as TOML has it."""
    value = node.value
    try:
        found = value if isinstance(value, datetime) else datetime.strptime(value, "%Y-%m-%d %H:%M")  # noqa: DTZ007
    except (TypeError, ValueError):
        found = None
    if found is None or found.tzinfo is not None or found < _EPOCH or found.second:
        node.wrong('must be a time such as "2026-09-23 13:00", without a zone')
        return None
    return found
