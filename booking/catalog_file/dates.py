"""Days of the file, lists of them, and what happens to hours on certain days."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, available_timezones

from booking.catalog_file.fields import text, whole
from booking.catalog_file.hours import day_spans, weekly_hours
from booking.catalog_file.node import Node, quoted, unlike
from booking.catalog_file.steps import cancel_steps
from booking.plan import NEVER, Days, Plan, Season, Trip, WeeklyHours
from booking.stored_rules import plan_document

T = TypeVar("T")

_FIRST = date(1970, 1, 1)
_DAY_FORM = 'must be a day such as "2026-09-23"'

PLAN_KEYS = ("overrides", "seasons")
STAFF_PLAN_KEYS = (*PLAN_KEYS, "breaks", "days_off", "trips", "timezone")


def day(node: Node) -> date:
    """A day, in quotes or as TOML has it."""
    value = node.value
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        node.wrong(_DAY_FORM)
        return _FIRST


def first_and_last(node: Node) -> Days:
    """Two days, both included."""
    elements = node.elements()
    if len(elements) != 2:
        if isinstance(node.value, list):
            node.wrong("must be the first and the last day, both included")
        return _FIRST, _FIRST
    return _ordered(node, day(elements[0]), day(elements[1]))


def days(node: Node) -> tuple[Days, ...]:
    """A list of days, or of [first, last]."""
    return tuple(
        first_and_last(one) if isinstance(one.value, list) else (day(one),) * 2
        for one in node.elements()
    )


def plan(node: Node, keys: Sequence[str] = PLAN_KEYS) -> dict[str, Any]:
    """What these keys of the table change of its weekly hours, as the database keeps it."""

    def read(key: str, reader: Callable[[Node], T], otherwise: T) -> T:
        found = node.maybe(key, reader) if key in keys else None
        return otherwise if found is None else found

    zone = read("timezone", timezone, "")
    found = Plan(
        seasons=read("seasons", _seasons, ()),
        overrides=read("overrides", _overrides, {}),
        breaks=read("breaks", weekly_hours, NEVER),
        days_off=read("days_off", days, ()),
        zone=ZoneInfo(zone) if zone else None,
        trips=read("trips", _trips, ()),
    )
    return plan_document(found)


def timezone(node: Node) -> str:
    """A name of the time zone database; empty if it is none."""
    name = text(node)
    try:
        if name:
            ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # not there; no path within the folder; a folder
        meant = unlike("time zone", name, sorted(available_timezones()))
        node.wrong(f"{meant} Allowed: names of the time zone database, such as Asia/Riyadh")
        return ""
    return name


def _overrides(node: Node) -> dict[date, tuple[tuple[int, int], ...]]:
    if not isinstance(node.value, dict):
        node.wrong('must be a table of days, such as { "2026-09-23" = ["16:00-22:00"] }')
        return {}
    found = {}
    for key in node.value:
        try:
            found[date.fromisoformat(key)] = day_spans(node.at(key))
        except ValueError:
            node.at(key).wrong(_DAY_FORM)
    return found


def _seasons(node: Node) -> tuple[Season, ...]:
    nodes = [
        one
        for one in node.elements()
        if one.is_table(("from", "to", "ramadan", "hours", "cancel_steps"))
    ]
    found = [_season(one) for one in nodes]
    by_start = sorted(zip(found, nodes, strict=True), key=lambda one: one[0].first)
    for (earlier, _), (later, where) in pairwise(by_start):
        if later.first <= earlier.last and not (earlier.ramadan or later.ramadan):
            where.wrong(f"begins on {later.first}, before the season until {earlier.last} is over")
    return tuple(found)


def _season(node: Node) -> Season:
    ramadan = node.maybe("ramadan", _ramadan)
    if ramadan is None:
        first, last = _ordered(node, day(node.at("from")), day(node.at("to")))
    else:
        first = node.maybe("from", day) or date.min
        last = node.maybe("to", day) or date.max
    hours: WeeklyHours | None = node.maybe("hours", weekly_hours)
    steps = node.maybe("cancel_steps", cancel_steps)
    if hours is None and steps is None:
        node.wrong("changes nothing: give it hours or cancel_steps")
    return Season(first, last, hours, steps, ramadan)


def _ramadan(node: Node) -> tuple[int, int]:
    """By the calendar; or so many days later (earlier) than that it begins and ends."""
    if node.value is True:
        return (0, 0)
    if not isinstance(node.value, dict):
        node.wrong("must be true, or a table such as { begins_later = 1 }")
        return (0, 0)
    node.is_table(("begins_later", "ends_later"))
    return whole(node.at("begins_later", 0), -2, 2), whole(node.at("ends_later", 0), -2, 2)


def _trips(node: Node) -> tuple[Trip, ...]:
    return tuple(_trip(one) for one in node.elements() if one.is_table(("from", "to", "timezone")))


def _trip(node: Node) -> Trip:
    first, last = day(node.at("from")), node.maybe("to", day)
    if last is not None:
        _ordered(node, first, last)
    return Trip(first, last, ZoneInfo(timezone(node.at("timezone")) or "UTC"))


def _ordered(node: Node, first: date, last: date) -> Days:
    if last < first:
        node.wrong(f"ends on {quoted(str(last))}, before it begins on {quoted(str(first))}")
    return first, last


def shown_days(given: Sequence[Days]) -> list[dict[str, str]]:
    """As the database keeps them."""
    return [{"first": first.isoformat(), "last": last.isoformat()} for first, last in given]
