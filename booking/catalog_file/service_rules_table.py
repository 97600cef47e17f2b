"""The rules of one of `[[services]]`: its own hours, step and notice, what and whom it needs."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from booking.catalog_file.asking_table import APPROVAL_KEYS, approval, vat
from booking.catalog_file.dates import PLAN_KEYS, first_and_last, plan, shown_days
from booking.catalog_file.fields import one_of, several_of, truth, whole
from booking.catalog_file.hours import weekly_hours
from booking.catalog_file.node import Node
from booking.horizon import SEARCHED
from booking.stored_rules import is_said

RULE_KEYS = (
    *("slot_step", "minimum_notice", "horizon_days", "dates", "hours", *PLAN_KEYS),
    *("processing", "uses", "together", "required", "preferred", "prepay", "vat"),
    *APPROVAL_KEYS,
)
_LONGEST_RULE = 730 * 1440  # minutes


def service_rules_document(
    node: Node,
    minutes: int,
    usual: Mapping[str, Any],
    staff: Sequence[str],
    resources: Sequence[str],
) -> dict[str, Any]:
    """The rules as the database keeps them; empty if the file says nothing of them.

    `usual` is the salon's horizon, and the approval of services that say nothing of it.
    """
    hours = node.maybe("hours", weekly_hours)
    dates: tuple[date, date] | None = node.maybe("dates", first_and_last)
    horizon = node.maybe("horizon_days", lambda one: _horizon(one, usual.get("horizon")))
    changes = plan(node)
    if changes and hours is None:
        node.wrong("has overrides or seasons, but no hours that they could change")
    if node.at("together").value is True and node.at("required").exists:
        node.wrong("is done by all its staff together: then nobody else can be required")
    asked = approval(node, usual)
    found = {
        "step": node.maybe("slot_step", lambda one: whole(one, 1, 1440)),
        "notice": node.maybe("minimum_notice", lambda one: whole(one, 0, _LONGEST_RULE)),
        "horizon": horizon,
        "dates": shown_days([dates])[0] if dates else None,
        "hours": [list(spans) for spans in hours.days] if hours else None,
        "plan": changes,
        "processing": node.maybe("processing", lambda one: _processing(one, minutes)),
        "uses": node.maybe("uses", lambda one: several_of(one, "resource", resources)),
        "together": node.maybe("together", truth),
        "required": node.maybe("required", lambda one: several_of(one, "staff member", staff)),
        "preferred": node.maybe("preferred", lambda one: one_of(one, "staff member", staff)),
        "prepay": node.maybe("prepay", truth),
        "vat_percent": node.maybe("vat", vat),
        "approval": asked["approval"],
        "approval_if_sooner": asked["approval_if_sooner"] or None,
        "requests_pass": asked["requests_block"] is False,
    }
    return {key: value for key, value in found.items() if is_said(value)}


def _horizon(node: Node, usual: Mapping[str, Any] | None) -> dict[str, Any]:
    """So many of the days that the salon counts."""
    if usual and usual["open_days"] is not None:
        return {**usual, "open_days": whole(node, 1, SEARCHED)}
    is_business = bool(usual and usual["business"])
    return {"days": whole(node, 1, 730), "open_days": None, "business": is_business}


def _processing(node: Node, minutes: int) -> tuple[int, int]:
    """From when to when, in minutes after the start, its staff are free for others."""
    parts = node.elements()
    if len(parts) != 2:
        if isinstance(node.value, list):
            node.wrong("must be [from, to], in minutes after the start")
        return (0, 0)
    begins, ends = whole(parts[0], 1), whole(parts[1], 1)
    if not begins < ends < minutes:
        node.wrong(f"must begin before it ends, and end before the service does ({minutes})")
    return begins, ends
