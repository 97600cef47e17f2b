"""The file's `[salon]`: who the salon is and its rules."""

from collections.abc import Sequence

from booking.catalog_file.asking_table import approval
from booking.catalog_file.dates import timezone
from booking.catalog_file.entries import SalonEntry
from booking.catalog_file.fields import (
    LANGUAGES,
    degrees,
    local_name,
    one_of,
    phone,
    several_of,
    slug,
    text,
    whole,
)
from booking.catalog_file.hours import WEEKDAYS
from booking.catalog_file.node import Node, quoted
from booking.catalog_file.salon_rules_table import RULE_KEYS, salon_rules_document
from booking.catalog_file.seller import SELLER_KEYS, seller
from booking.money import is_currency
from booking.salon import LocalName, Location

# What holds where the file says nothing; minutes where no other unit is named.
DEFAULTS = {
    "slug": "main",
    "weekend": ["fri", "sat"],
    "slot_step": 15,
    "hold_minutes": 15,
    "first_weekday": "sun",
    "cancel_until": 1440,
    "minimum_notice": 60,
    "horizon_days": 30,
}
_LONGEST_HORIZON = 730  # days
_LONGEST_RULE = _LONGEST_HORIZON * 1440  # minutes: no rule reaches beyond the furthest booking
_REQUIRED = ("name", "timezone", "currency", "languages")
_KEYS = (*_REQUIRED, *DEFAULTS, "phone", "location", *RULE_KEYS, *SELLER_KEYS)


def read_salon(node: Node, services: Sequence[str] = ()) -> SalonEntry | None:
    """The salon; None (and a problem) if it is no table at all. `services`: their ids."""
    if not node.is_table(_KEYS):
        return None

    def rule(key: str) -> Node:
        return node.at(key, DEFAULTS[key])

    languages = _languages(node.at("languages"))
    horizon_days = whole(rule("horizon_days"), 1, _LONGEST_HORIZON)
    return SalonEntry(
        slug=slug(rule("slug")),
        name=local_name(node.at("name"), languages),
        timezone=timezone(node.at("timezone")),
        currency=_currency(node.at("currency")),
        languages=languages,
        phone=node.maybe("phone", phone),
        location=node.maybe("location", lambda place: _location(place, languages)),
        weekend=_weekend(rule("weekend")),
        first_weekday=_weekday(rule("first_weekday")),
        slot_step=whole(rule("slot_step"), 1, 1440),
        hold_minutes=whole(rule("hold_minutes"), 1, _LONGEST_RULE),
        cancel_until=whole(rule("cancel_until"), 0, _LONGEST_RULE),
        minimum_notice=whole(rule("minimum_notice"), 0, _LONGEST_RULE),
        horizon_days=horizon_days,
        approval=approval(node, {}),
        rules={**salon_rules_document(node, horizon_days, services), **seller(node, languages)},
    )


def _languages(node: Node) -> tuple[str, ...]:
    languages = several_of(node, "language", LANGUAGES)
    if node.value == []:
        node.wrong(f"must name at least one of {', '.join(LANGUAGES)}")
    return languages


def _currency(node: Node) -> str:
    """The code; empty if it is none."""
    code = text(node)
    if code and not is_currency(code):
        node.wrong(f"{quoted(code)} is no currency: three letters as in ISO 4217, such as SAR")
        return ""
    return code


def _location(node: Node, languages: tuple[str, ...]) -> Location:
    if not node.is_table(("latitude", "longitude", "address")):
        return Location(0.0, 0.0, LocalName({}))
    return Location(
        latitude=degrees(node.at("latitude"), 90),
        longitude=degrees(node.at("longitude"), 180),
        address=local_name(node.at("address"), languages),
    )


def _weekday(node: Node) -> int:
    name = one_of(node, "weekday", WEEKDAYS)
    return WEEKDAYS.index(name) if name else 0


def _weekend(node: Node) -> tuple[int, ...]:
    return tuple(sorted(map(WEEKDAYS.index, several_of(node, "weekday", WEEKDAYS))))
