"""Rules as the documents in which the tables keep them; what is as ever is left out."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from booking.horizon import Horizon
from booking.limits import Limit, Per
from booking.plan import NEVER, Holidays, Pause, Plan, Prayers, Season, Trip, WeeklyHours

Document = dict[str, Any]
_MINUTE = timedelta(minutes=1)


def is_said(value: Any) -> bool:
    """Does it say anything? Zero does."""
    return value is not None and value is not False and value not in ((), [], {})


def plan_document(plan: Plan) -> Document:
    found: Document = {
        "seasons": [
            {
                **_days(one.first, one.last),
                "hours": _week(one.hours) if one.hours else None,
                "terms": one.terms,
                "ramadan": one.ramadan,
            }
            for one in plan.seasons
        ],
        "overrides": {day.isoformat(): spans for day, spans in plan.overrides.items()},
        "breaks": _week(plan.breaks) if plan.breaks != NEVER else None,
        "days_off": [_days(first, last) for first, last in plan.days_off],
        "hours_off": plan.hours_off,
        "zone": plan.zone.key if plan.zone else None,
        "trips": [{**_days(one.first, one.last), "zone": one.zone.key} for one in plan.trips],
    }
    return {key: value for key, value in found.items() if value}


def plan_of(document: Mapping[str, Any] | None) -> Plan:
    given = document or {}
    return Plan(
        seasons=tuple(
            Season(
                *_range(one),
                _weekly(one["hours"]) if one["hours"] else None,
                None if one["terms"] is None else _pairs(one["terms"]),
                _pairs([one["ramadan"]])[0] if one.get("ramadan") else None,
            )
            for one in given.get("seasons", ())
        ),
        overrides={
            date.fromisoformat(day): _pairs(spans)
            for day, spans in given.get("overrides", {}).items()
        },
        breaks=_weekly(given["breaks"]) if "breaks" in given else NEVER,
        days_off=tuple(_range(one) for one in given.get("days_off", ())),
        hours_off=_pairs(given.get("hours_off", ())),
        zone=ZoneInfo(given["zone"]) if "zone" in given else None,
        trips=tuple(
            Trip(
                date.fromisoformat(one["first"]),
                date.fromisoformat(one["last"]) if one["last"] else None,
                ZoneInfo(one["zone"]),
            )
            for one in given.get("trips", ())
        ),
    )


def holidays_document(holidays: Holidays | None) -> Document | None:
    if holidays is None:
        return None
    return {"country": holidays.country, "worked": sorted(holidays.worked)}


def holidays_of(given: Mapping[str, Any] | None) -> Holidays | None:
    return Holidays(given["country"], frozenset(given["worked"])) if given else None


def prayers_document(prayers: Prayers | None) -> Document | None:
    if prayers is None:
        return None
    return {one.name: getattr(prayers, one.name) for one in fields(Prayers)}


def prayers_of(given: Mapping[str, Any] | None) -> Prayers | None:
    if not given:
        return None
    latitude, longitude = given["place"]
    minutes = tuple(given["minutes"])
    return Prayers((latitude, longitude), given["method"], minutes, given["friday"])


def pause_document(pause: Pause) -> Document:
    return {
        "at": pause.at,
        "minutes": pause.minutes,
        "weekdays": sorted(pause.weekdays),
        "day": pause.day.isoformat() if pause.day else None,
    }


def pause_of(given: Mapping[str, Any]) -> Pause:
    day = date.fromisoformat(given["day"]) if given["day"] else None
    return Pause(given["at"], given["minutes"], frozenset(given["weekdays"]), day)


def horizon_document(horizon: Horizon | None) -> Document | None:
    if horizon is None:
        return None
    return {one.name: getattr(horizon, one.name) for one in fields(Horizon)}


def horizon_of(given: Mapping[str, Any] | None) -> Horizon | None:
    return None if given is None else Horizon(**given)


def limit_document(limit: Limit, names: Mapping[int, str]) -> Document:
    """The services of a team by their names, since ids are the database's."""
    found = {one.name: getattr(limit, one.name) for one in fields(Limit)}
    return {**found, "services": sorted(names[one] for one in limit.services)}


def limit_of(given: Mapping[str, Any], ids: Mapping[str, int]) -> Limit:
    services = frozenset(ids[name] for name in given["services"] if name in ids)
    return Limit(**{**given, "per": Per(given["per"]), "services": services})


def days_document(days: tuple[date, date] | None) -> Document | None:
    return _days(*days) if days else None


def days_of(given: Mapping[str, Any] | None) -> tuple[date, date] | None:
    return _range(given) if given else None


def week_document(hours: WeeklyHours | None) -> Sequence[Any] | None:
    return _week(hours) if hours else None


def week_of(given: Sequence[Any] | None) -> WeeklyHours | None:
    return _weekly(given) if given else None


def minutes_document(length: timedelta | None) -> int | None:
    return None if length is None else length // _MINUTE


def minutes_of(number: int | None) -> timedelta | None:
    return None if number is None else number * _MINUTE


def percent_of(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _days(first: date, last: date | None) -> Document:
    return {"first": first.isoformat(), "last": last.isoformat() if last else None}


def _range(given: Mapping[str, Any]) -> tuple[date, date]:
    return date.fromisoformat(given["first"]), date.fromisoformat(given["last"])


def _week(hours: WeeklyHours) -> Sequence[Any]:
    return hours.days


def _weekly(days: Sequence[Any]) -> WeeklyHours:
    return WeeklyHours(tuple(_pairs(spans) for spans in days))


def _pairs(given: Sequence[Any]) -> tuple[tuple[int, int], ...]:
    return tuple((first, second) for first, second in given)
