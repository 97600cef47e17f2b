"""Reads a catalogue file and checks all of it."""

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from booking.catalog_file.credentials import read_credentials
from booking.catalog_file.entries import Catalogue
from booking.catalog_file.hours import weekly_hours
from booking.catalog_file.lines import Path, line_numbers
from booking.catalog_file.lists import (
    Known,
    check_everything_is_done,
    check_who_is_named,
    ids,
    read_categories,
    read_services,
    read_staff,
)
from booking.catalog_file.node import Node, Problems
from booking.catalog_file.photos import look_at_photos
from booking.catalog_file.salon_rules_table import resource_names
from booking.catalog_file.salon_table import DEFAULTS, read_salon
from booking.errors import Invalid, Misuse, Problem
from booking.photos.looking import KnownPhoto

_TABLES = ("salon", "hours", "categories", "services", "staff", "credentials")
_AT_LINE = re.compile(r" \(at line (\d+), column \d+\)$")
_AT_END = " (at end of document)"


def read_catalogue(
    text: str, file: str, known: Mapping[str, KnownPhoto] | None = None
) -> Catalogue:
    """The catalogue of this text, and its photos; `file` is what messages call it.

    Addresses of photos are relative to its folder; those that are `known` are read only if they
    have changed. It takes as long as their stores take: not for the event loop.
    Raises Invalid with all problems at once: where is "salon.toml:12 services[haircut].price".
    """
    document, lines = _parsed(text.removeprefix("\ufeff"), file)
    problems = Problems(file, lines)
    catalogue = _read(Node(document, (), "", problems), file, known or {})
    problems.raise_any()
    if catalogue is None:
        raise Misuse("a catalogue without a salon has no problem noted")
    return catalogue


def _read(root: Node, file: str, known_photos: Mapping[str, KnownPhoto]) -> Catalogue | None:
    root.is_table(_TABLES)
    salon = read_salon(root.at("salon"), _named(root, "services"))
    languages = salon.languages if salon else ()
    category_nodes = root.at("categories", []).entries()
    service_nodes, staff_nodes = _at_least_one(root, "services"), _at_least_one(root, "staff")
    hours = weekly_hours(root.at("hours"))
    categories = read_categories(category_nodes, languages)
    known = Known(ids(category_nodes), ids(staff_nodes), resource_names(root.at("salon")))
    services = read_services(service_nodes, salon, known)
    staff = read_staff(staff_nodes, salon, ids(service_nodes), services)
    check_everything_is_done(service_nodes, staff)
    check_who_is_named(service_nodes, staff)
    credentials = root.maybe("credentials", read_credentials)
    pictures = look_at_photos([*service_nodes, *staff_nodes], file, known_photos)
    if salon is None:
        return None
    return Catalogue(
        file,
        salon,
        hours,
        tuple(categories),
        tuple(services),
        tuple(staff),
        credentials,
        pictures,
    )


def slug_in(text: str) -> str:
    """The slug of the salon that a text is of; what is wrong with it is not looked at."""
    document, _ = _parsed(text.removeprefix("\ufeff"), "")
    salon = document.get("salon")
    return str(salon.get("slug", DEFAULTS["slug"])) if isinstance(salon, dict) else ""


def _named(root: Node, name: str) -> tuple[str, ...]:
    """The ids of a list that is read, and whose problems are noted, later."""
    given = root.value.get(name)
    entries = given if isinstance(given, list) else []
    found = [one.get("id") for one in entries if isinstance(one, dict)]
    return tuple(one for one in found if isinstance(one, str))


def _at_least_one(root: Node, name: str) -> list[Node]:
    node = root.at(name)
    if not node.exists or node.value == []:
        node.wrong(f"must have at least one entry, under [[{name}]]")
        return []
    return node.entries()


def _parsed(text: str, file: str) -> tuple[dict[str, Any], dict[Path, int]]:
    try:
        return tomllib.loads(text), line_numbers(text)
    except ValueError as error:  # its own kind, or a number with thousands of digits
        raise Invalid([_syntax_problem(error, text, file)]) from error
    except RecursionError as error:
        raise Invalid([Problem(f"{file}:1", "is nested too deeply")]) from error


def _syntax_problem(error: ValueError, text: str, file: str) -> Problem:
    message = str(error)
    found = _AT_LINE.search(message)
    line = int(found[1]) if found else text.count("\n", 0, len(text.rstrip())) + 1
    reason = _AT_LINE.sub("", message).removesuffix(_AT_END)
    return Problem(f"{file}:{line}", f"is not TOML: {reason}")
