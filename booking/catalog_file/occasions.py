"""Public holidays, prayers and the Hijri calendar in `[salon]`."""

from typing import Any

from booking.catalog_file.fields import one_of, text, whole
from booking.catalog_file.node import Node, quoted
from booking.plan import Holidays, Prayers
from booking.public_holidays import is_country, names_of
from booking.sky import METHODS, PRAYERS
from booking.stored_rules import holidays_document, prayers_document

_A_YEAR = 2026  # whose holidays are named in messages
_LONGEST = 240  # minutes


def public_holidays(node: Node) -> dict[str, Any] | None:
    """The country whose holidays are kept, and those of them on which the salon is open."""
    if not node.is_table(("country", "open")):
        return None
    country = text(node.at("country"))
    if not country or not is_country(country):
        node.at("country").wrong(
            f"{quoted(country)} is no country such as SA whose holidays are known"
        )
        return None
    names = names_of(country, _A_YEAR)
    worked = []
    for one in node.at("open", []).elements():
        name = text(one)
        if name and not any(known.startswith(name) for known in names):
            one.wrong(f"{quoted(name)} is no public holiday. Allowed: {', '.join(names)}")
        worked.append(name)
    return holidays_document(Holidays(country, frozenset(worked)))


def hijri(node: Node) -> int | None:
    """Whether dates are shown in it too: so many days later than computed its months begin."""
    if isinstance(node.value, bool):
        return 0 if node.value else None
    if not isinstance(node.value, dict):
        node.wrong("must be true or false, or a table such as { begins_later = 1 }")
        return None
    node.is_table(("begins_later",))
    return whole(node.at("begins_later"), -2, 2)


def prayers(node: Node, location: Node) -> dict[str, Any] | None:
    """For how long the salon closes at which prayer."""
    if not node.is_table(("method", "minutes", "friday")):
        return None
    method = one_of(node.at("method", METHODS[0]), "method", METHODS)
    lengths = node.at("minutes")
    minutes = [0] * len(PRAYERS)
    if lengths.is_table(PRAYERS):
        minutes = [whole(lengths.at(name, 0), 0, _LONGEST) for name in PRAYERS]
    friday = whole(node.at("friday", minutes[PRAYERS.index("dhuhr")]), 0, _LONGEST)
    place = location.value if isinstance(location.value, dict) else {}
    latitude, longitude = place.get("latitude"), place.get("longitude")
    if not isinstance(latitude, int | float) or not isinstance(longitude, int | float):
        node.wrong("needs the location of the salon: the times of prayer differ from town to town")
        return None
    return prayers_document(Prayers((latitude, longitude), method, tuple(minutes), friday))
