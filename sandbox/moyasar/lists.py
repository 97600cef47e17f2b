"""Lists: forty on a page, newest first, with Moyasar's filters and meta."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Protocol, TypeVar

from sandbox.moyasar.formats import moment
from sandbox.moyasar.refusals import Refused, invalid

PAGE_SIZE = 40
METADATA = re.compile(r"metadata\[(.+)\]")
COMPARED = re.compile(r"(created|updated)\[(gt|lt)\]")


class Listed(Protocol):
    """What an invoice and a payment have in common."""

    id: str
    status: str
    created_at: datetime
    updated_at: datetime
    metadata: dict[str, str] | None


T = TypeVar("T", bound=Listed)
Test = Callable[[Listed], bool]


def page_of(
    items: Iterable[T], query: Mapping[str, str], allowed: frozenset[str]
) -> tuple[list[T], dict[str, int | None]]:
    """Return one page and its meta; a filter that Moyasar does not know is refused."""
    tests = list(_tests(query, allowed))
    found = [item for item in items if all(test(item) for test in tests)][::-1]
    return cut(found, query)


def cut(found: list[Any], query: Mapping[str, str]) -> tuple[list[Any], dict[str, int | None]]:
    """Cut the page that is asked for."""
    text = query.get("page", "1")
    if not text.isdecimal() or int(text) < 1:
        raise invalid(page="must be a positive number")
    page = int(text)
    pages = max(1, -(-len(found) // PAGE_SIZE))
    meta = {
        "current_page": page,
        "next_page": page + 1 if page < pages else None,
        "prev_page": page - 1 if page > 1 else None,
        "total_pages": pages,
        "total_count": len(found),
    }
    start = (page - 1) * PAGE_SIZE
    return found[start : start + PAGE_SIZE], meta


def _tests(query: Mapping[str, str], allowed: frozenset[str]) -> Iterator[Test]:
    for name, value in query.items():
        if name == "page":
            continue
        if (metadata := METADATA.fullmatch(name)) and "metadata" in allowed:
            yield _metadata_is(metadata[1], value)
        elif name not in allowed:
            raise Refused(f"Unknown filter {name}")
        elif compared := COMPARED.fullmatch(name):
            yield _compares(f"{compared[1]}_at", compared[2], _moment(name, value))
        else:
            yield _equals(name, value)


def _equals(name: str, value: str) -> Test:
    return lambda item: getattr(item, name) == value


def _metadata_is(key: str, value: str) -> Test:
    return lambda item: (item.metadata or {}).get(key) == value


def _compares(name: str, sense: str, wanted: datetime) -> Test:
    if sense == "gt":
        return lambda item: getattr(item, name) > wanted
    return lambda item: getattr(item, name) < wanted


def _moment(name: str, value: str) -> datetime:
    try:
        return moment(value)
    except ValueError as error:
        raise invalid(**{name: "must be an ISO 8601 date or datetime"}) from error
