"""The rules of a salon, its services and its staff, to and from the tables' documents.

References are by slug: ids are the database's, slugs are the catalogue's.
"""

from collections.abc import Mapping
from typing import Any

from booking.salon import Resource, Salon, Service
from booking.stored_rules import (
    Document,
    days_document,
    days_of,
    holidays_document,
    holidays_of,
    horizon_document,
    horizon_of,
    is_said,
    limit_document,
    limit_of,
    minutes_document,
    minutes_of,
    pause_document,
    pause_of,
    percent_of,
    plan_document,
    plan_of,
    prayers_document,
    prayers_of,
    week_document,
    week_of,
)
from booking.stored_seller import seller_document, seller_of

Names = Mapping[int, str]  # slugs by id
Ids = Mapping[str, int]  # ids by slug


def service_document(service: Service, staff: Names) -> Document:
    """What its columns do not hold; empty: nothing but the salon's rules."""
    percent = service.deposit_percent
    found = {
        "deposit_percent": str(percent) if percent is not None else None,
        "prepay": service.prepay,
        "step": minutes_document(service.step),
        "notice": minutes_document(service.notice),
        "horizon": horizon_document(service.horizon),
        "dates": days_document(service.dates),
        "hours": week_document(service.hours),
        "plan": plan_document(service.plan),
        "processing": service.processing,
        "uses": service.uses,
        "together": service.together,
        "required": sorted(staff[one] for one in service.required),
        "preferred": staff[service.preferred] if service.preferred else None,
        "requests_pass": not service.requests_block,
        "approval": service.approval,
        "approval_if_sooner": minutes_document(service.approval_if_sooner),
        "vat_percent": str(service.vat_percent),
    }
    return {key: value for key, value in found.items() if is_said(value)}


def service_rules(document: Mapping[str, Any] | None, staff: Ids) -> dict[str, Any]:
    """The keyword arguments of a Service that its document says."""
    given = document or {}
    processing = given.get("processing")
    vat = percent_of(given.get("vat_percent"))
    return {
        **({"vat_percent": vat} if vat is not None else {}),
        "deposit_percent": percent_of(given.get("deposit_percent")),
        "prepay": given.get("prepay", False),
        "step": minutes_of(given.get("step")),
        "notice": minutes_of(given.get("notice")),
        "horizon": horizon_of(given.get("horizon")),
        "dates": days_of(given.get("dates")),
        "hours": week_of(given.get("hours")),
        "plan": plan_of(given.get("plan")),
        "processing": (processing[0], processing[1]) if processing else None,
        "uses": tuple(given.get("uses", ())),
        "together": given.get("together", False),
        "required": frozenset(staff[one] for one in given.get("required", ()) if one in staff),
        "preferred": staff.get(given.get("preferred", "")),
        "requests_block": not given.get("requests_pass", False),
        "approval": given.get("approval", False),
        "approval_if_sooner": minutes_of(given.get("approval_if_sooner")),
    }


def salon_document(salon: Salon, services: Names) -> Document:
    """What the settings' own keys do not hold."""
    return {
        "plan": plan_document(salon.plan),
        "closures": [days_document(one) for one in salon.closures],
        "pauses": [pause_document(one) for one in salon.pauses],
        "holidays": holidays_document(salon.holidays),
        "prayers": prayers_document(salon.prayers),
        "horizon": horizon_document(salon.horizon),
        "resources": {one.name: len(one.units) for one in salon.resources},
        "limits": [limit_document(one, services) for one in salon.limits],
        "no_gaps": salon.no_gaps,
        "choose": salon.choose,
        "terms": salon.terms,
        "free_moves": salon.free_moves,
        "move_until": minutes_document(salon.move_until),
        "max_holds": salon.max_holds,
        "prepay_after": salon.prepay_after,
        "approval_after": salon.approval_after,
        "vat_percent": str(salon.vat_percent),
        "answer_within": minutes_document(salon.answer_within),
        "quiet": salon.quiet,
        "hand_back": minutes_document(salon.hand_back),
        "offer": minutes_document(salon.offer),
        "hijri": salon.hijri,
        "hold_deposits": salon.hold_deposits,
        "seller": seller_document(salon.seller),
    }


def salon_rules(document: Mapping[str, Any] | None, services: Ids, units: Ids) -> dict[str, Any]:
    """The keyword arguments of a Salon that its document says."""
    given = document or {}
    found: dict[str, Any] = {
        "plan": plan_of(given.get("plan")),
        "closures": tuple(day for one in given.get("closures", ()) if (day := days_of(one))),
        "pauses": tuple(map(pause_of, given.get("pauses", ()))),
        "holidays": holidays_of(given.get("holidays")),
        "prayers": prayers_of(given.get("prayers")),
        "horizon": horizon_of(given.get("horizon")),
        "resources": tuple(
            _resource(name, count, units) for name, count in given.get("resources", {}).items()
        ),
        "limits": tuple(limit_of(one, services) for one in given.get("limits", ())),
        "seller": seller_of(given.get("seller")),
    }
    if "terms" in given:
        found["terms"] = tuple((at, back) for at, back in given["terms"])
    if "move_until" in given:
        found["move_until"] = minutes_of(given["move_until"])
    if "answer_within" in given:
        found["answer_within"] = minutes_of(given["answer_within"])
    if "vat_percent" in given:
        found["vat_percent"] = percent_of(given["vat_percent"])
    if "offer" in given:
        found["offer"] = minutes_of(given["offer"])
    if "hand_back" in given:
        found["hand_back"] = minutes_of(given["hand_back"])
    if "quiet" in given:
        found["quiet"] = (given["quiet"][0], given["quiet"][1])
    plain = (
        *("no_gaps", "choose", "free_moves", "max_holds", "prepay_after", "approval_after"),
        *("hijri", "hold_deposits"),
    )
    return {**found, **{key: given[key] for key in plain if key in given}}


def _resource(name: str, count: int, units: Ids) -> Resource:
    live = [unit_slug(name, number) for number in range(count)]
    former = [one for one in units if one.partition(":")[0] == name and one not in live]
    return Resource(name, tuple(units[one] for one in live), tuple(units[one] for one in former))


def unit_slug(resource: str, number: int) -> str:
    """The calendar of one unit; no slug of a file has a colon."""
    return f"{resource}:{number + 1}"
