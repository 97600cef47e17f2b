"""The rules of `[salon]` beyond its hours: closures, pauses, resources, limits and the like."""

import re
from collections.abc import Sequence
from typing import Any

from booking.catalog_file.asking_table import (
    APPROVAL_KEYS,
    NO_SHOW_KEYS,
    after_no_shows,
    vat,
)
from booking.catalog_file.dates import PLAN_KEYS, day, days, plan, shown_days
from booking.catalog_file.fields import one_of, several_of, truth, whole
from booking.catalog_file.hours import WEEKDAYS, clock_span, minute_of_day
from booking.catalog_file.node import Node, quoted
from booking.catalog_file.occasions import hijri, prayers, public_holidays
from booking.catalog_file.steps import cancel_steps
from booking.horizon import SEARCHED
from booking.limits import PERIODS, Limit, Per
from booking.plan import Pause
from booking.stored_rules import pause_document

RULE_KEYS = (
    *PLAN_KEYS,
    *("closures", "pauses", "resources", "limits", "no_gaps", "any_staff", "max_holds"),
    *("cancel_steps", "horizon", "public_holidays", "prayers", "free_moves", "move_until"),
    *("vat", "answer_within", *APPROVAL_KEYS, *NO_SHOW_KEYS, "quiet_hours", "hand_back", "hijri"),
    *("waitlist_minutes", "hold_deposits"),
)
HORIZONS = ("days", "business_days", "open_days")
_CHOICES = {"least_booked": "least", "last": "last"}
_LONGEST_PAUSE = 240  # minutes, like the next two
_LONGEST_RULE = 730 * 1440
_LONGEST_ANSWER = 30 * 1440
_MOST_UNITS = 100
_NAME = re.compile(r"[a-z0-9_-]{1,40}")


def salon_rules_document(node: Node, horizon_days: int, services: Sequence[str]) -> dict[str, Any]:
    """The rules as the database keeps them; empty if the file says nothing of them."""
    horizon = node.maybe("horizon", lambda one: one_of(one, "horizon", HORIZONS))
    choice = node.maybe("any_staff", lambda one: one_of(one, "rule", tuple(_CHOICES)))
    found = {
        "plan": plan(node),
        "closures": shown_days(node.maybe("closures", days) or ()),
        "pauses": node.maybe("pauses", _pauses),
        "holidays": node.maybe("public_holidays", public_holidays),
        "prayers": node.maybe("prayers", lambda one: prayers(one, node.at("location"))),
        "horizon": _horizon(node, horizon, horizon_days) if horizon else None,
        "resources": node.maybe("resources", _resources),
        "limits": node.maybe("limits", lambda one: _limits(one, services)),
        "no_gaps": node.maybe("no_gaps", truth),
        "choose": _CHOICES.get(choice or ""),
        "terms": node.maybe("cancel_steps", cancel_steps),
        "max_holds": node.maybe("max_holds", lambda one: whole(one, 1, 20)),
        "free_moves": node.maybe("free_moves", lambda one: whole(one, 0, 100)),
        "move_until": node.maybe("move_until", lambda one: whole(one, 0, _LONGEST_RULE)),
        "answer_within": node.maybe("answer_within", lambda one: whole(one, 5, _LONGEST_ANSWER)),
        "vat_percent": node.maybe("vat", vat),
        "hijri": node.maybe("hijri", hijri),
        "hold_deposits": node.maybe("hold_deposits", truth),
        **after_no_shows(node),
        "offer": node.maybe("waitlist_minutes", lambda one: whole(one, 1, 1440)),
        "hand_back": node.maybe("hand_back", lambda one: whole(one, 5, 7 * 1440)),
        "quiet": node.maybe("quiet_hours", clock_span),
    }
    return {key: value for key, value in found.items() if value not in (None, {}, [])}


def resource_names(node: Node) -> tuple[str, ...]:
    """The names that services may use, wrong ones too: one mistake is one problem."""
    given = node.value.get("resources") if isinstance(node.value, dict) else None
    return tuple(given) if isinstance(given, dict) else ()


def _horizon(node: Node, kind: str, many: int) -> dict[str, Any]:
    if kind == "open_days":
        if many > SEARCHED:
            node.at("horizon_days").wrong(
                f"is {many}, but at most {SEARCHED} open days are looked for"
            )
        return {"days": None, "open_days": many, "business": False}
    return {"days": many, "open_days": None, "business": kind == "business_days"}


def _pauses(node: Node) -> list[dict[str, Any]]:
    tables = [one for one in node.elements() if one.is_table(("weekdays", "day", "at", "minutes"))]
    return [_pause(one) for one in tables]


def _pause(node: Node) -> dict[str, Any]:
    if node.at("weekdays").exists == node.at("day").exists:
        node.wrong("must have either weekdays or a day")
    names = node.maybe("weekdays", lambda one: several_of(one, "weekday", WEEKDAYS)) or ()
    return pause_document(
        Pause(
            at=minute_of_day(node.at("at")),
            minutes=whole(node.at("minutes"), 1, _LONGEST_PAUSE),
            weekdays=frozenset(map(WEEKDAYS.index, names)),
            day=node.maybe("day", day),
        )
    )


def _resources(node: Node) -> dict[str, int]:
    if not isinstance(node.value, dict):
        node.wrong("must be a table such as { chair = 2 }")
        return {}
    for name in node.value:
        if not _NAME.fullmatch(name):
            node.at(name).wrong("must be called by 1 to 40 of the characters a-z 0-9 - _")
    return {name: whole(node.at(name), 1, _MOST_UNITS) for name in node.value}


def _limits(node: Node, services: Sequence[str]) -> list[dict[str, Any]]:
    allowed = ("per", *PERIODS, "minutes", "services")
    return [_limit(one, services) for one in node.elements() if one.is_table(allowed)]


def _limit(node: Node, services: Sequence[str]) -> dict[str, Any]:
    per = one_of(node.at("per"), "owner of a limit", tuple(map(str, Per)))
    sizes = {
        period: most
        for period in PERIODS
        if (most := node.maybe(period, lambda one: whole(one, 0))) is not None
    }
    if not sizes:
        node.wrong(f"limits nothing: give it one of {', '.join(PERIODS)}")
    day_, week, month, year = (sizes.get(period) for period in PERIODS)
    limit = Limit(Per(per or Per.SALON), day_, week, month, year)
    if not limit.is_ordered:
        told = ", ".join(f"{most} a {period}" for period, most in limit.most)
        node.wrong(f"allows less in a longer time than in a shorter one: {quoted(told)}")
    team = node.maybe("services", lambda one: several_of(one, "service", services)) or ()
    if (per == Per.TEAM) != bool(team):
        node.wrong("must name services if it is per team, and only then")
    return {
        **dict.fromkeys(PERIODS),
        **sizes,
        "per": str(limit.per),
        "minutes": node.maybe("minutes", truth) or False,
        "services": sorted(team),
    }
