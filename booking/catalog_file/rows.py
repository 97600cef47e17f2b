"""Rows of the salon's tables, made from its catalogue file."""

from collections.abc import Iterator, Mapping, Sequence

from booking.catalog import UNIT
from booking.catalog_file.entries import Catalogue, OwnEntry, PhotoEntry
from booking.salon import WeeklyHours
from booking.salon_rules import unit_slug
from booking.store.database import Parameters
from booking.store.ids import new_id

Ids = Mapping[str, int]  # by slug
_AS_EVERYBODY = OwnEntry(None, None)


def category_rows(catalogue: Catalogue) -> dict[str, Parameters]:
    return {one.slug: {"name": dict(one.name.texts)} for one in catalogue.categories}


def service_rows(catalogue: Catalogue, category_ids: Ids) -> dict[str, Parameters]:
    return {
        one.slug: {
            "name": dict(one.name.texts),
            "category_id": category_ids[one.category] if one.category else None,
            "minutes": one.minutes,
            "buffer_before": one.buffer_before,
            "buffer_after": one.buffer_after,
            "price_minor": one.price.minor,
            "deposit_minor": one.deposit.minor if one.deposit else None,
            "rules": dict(one.rules) or None,
            "photos": _photos(one.photos, catalogue),
        }
        for one in catalogue.services
    }


def staff_rows(catalogue: Catalogue) -> dict[str, Parameters]:
    return {
        one.slug: {
            "name": dict(one.name.texts),
            "own_hours": int(one.hours is not None),
            "role": one.role,
            "telegram_id": one.telegram_id,
            "rules": dict(one.plan) or None,
            "photos": _photos(one.photos, catalogue),
            "kind": "staff",
        }
        for one in catalogue.staff
    }


def unit_rows(catalogue: Catalogue) -> dict[str, Parameters]:
    """One calendar for each unit of a resource."""
    resources: Mapping[str, int] = catalogue.salon.rules.get("resources", {})
    return {
        unit_slug(name, number): {
            "name": {},
            "own_hours": 0,
            "role": "staff",
            "telegram_id": None,
            "rules": None,
            "photos": None,
            "kind": UNIT,
        }
        for name, units in resources.items()
        for number in range(units)
    }


def offer_rows(catalogue: Catalogue, calendar_ids: Ids, service_ids: Ids) -> list[Parameters]:
    return [
        {
            "calendar_id": calendar_ids[member.slug],
            "service_id": service_ids[service],
            "minutes": own.minutes,
            "price_minor": own.price.minor if own.price is not None else None,
        }
        for member in catalogue.staff
        for service in member.services
        for own in [member.own.get(service, _AS_EVERYBODY)]
    ]


def hours_rows(catalogue: Catalogue, calendar_ids: Ids) -> list[Parameters]:
    rows = list(_week(None, catalogue.hours))
    for member in catalogue.staff:
        if member.hours:
            rows.extend(_week(calendar_ids[member.slug], member.hours))
    return rows


def _photos(entries: Sequence[PhotoEntry], catalogue: Catalogue) -> list[Parameters] | None:
    return [
        {
            "address": one.address,
            "picture": catalogue.pictures[one.address].picture,
            "caption": dict(one.caption.texts) if one.caption else None,
        }
        for one in entries
    ] or None


def _week(calendar_id: int | None, hours: WeeklyHours) -> Iterator[Parameters]:
    for weekday, spans in enumerate(hours.days):
        for opens, closes in spans:
            yield {
                "id": new_id(),
                "calendar_id": calendar_id,
                "weekday": weekday,
                "opens": opens,
                "closes": closes,
            }
