"""Pages of Twilio's lists: PageSize, and a token that names the last resource seen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlencode

from sandbox.twilio.refusals import Refused

DEFAULT_SIZE = 50
LARGEST_SIZE = 1000
STATE = ("Page", "PageSize", "PageToken")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page; the queries of its neighbours are None where there is none."""

    items: Sequence[T]
    number: int
    size: int
    start: int
    first: str
    current: str
    following: str | None
    previous: str | None


def paged(items: Sequence[T], query: Mapping[str, str], sid: Callable[[T], str]) -> Page[T]:
    """Cut a page out of a list that has the newest first."""
    size = _number(query, "PageSize", DEFAULT_SIZE)
    number = _number(query, "Page", 0)
    if not 1 <= size <= LARGEST_SIZE:
        raise Refused(20001, f"PageSize must be 1 to {LARGEST_SIZE}.")
    start = _start(items, query, sid, number * size)
    cut = items[start : start + size]
    filters = {name: value for name, value in query.items() if name not in STATE}

    def at(page: int, token: str = "") -> str:
        state = {"PageSize": str(size), "Page": str(page)}
        return urlencode(filters | state | ({"PageToken": token} if token else {}))

    more = start + size < len(items)
    following = at(number + 1, f"PA{sid(cut[-1])}") if more else None
    previous = at(number - 1) if number else None
    return Page(cut, number, size, start, at(0), at(number), following, previous)


def _start(
    items: Sequence[T], query: Mapping[str, str], sid: Callable[[T], str], otherwise: int
) -> int:
    """Continue behind the token's resource: what is newer must not shift the pages."""
    token = query.get("PageToken", "").removeprefix("PA")
    behind = (place + 1 for place, item in enumerate(items) if sid(item) == token)
    return next(behind, otherwise)


def _number(query: Mapping[str, str], name: str, otherwise: int) -> int:
    text = query.get(name, "")
    if text and not text.isdecimal():
        raise Refused(20001, f"{name} must be a number.")
    return int(text) if text else otherwise
