"""What the customer has said of a visit that cannot be chosen yet, or is not clear."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Self

SERVICE, STAFF, DAY = "service", "staff", "day"


@dataclass(frozen=True, slots=True)
class Wish:
    """Candidates, which become part of the draft when they are its next question.

    One candidate is what was said; of several the customer is asked which. A field named in
    `asks` is asked about in any case.
    """

    services: tuple[int, ...] = ()
    also: tuple[int, ...] = ()  # further services of the visit, beyond doubt
    anyone: bool = False
    staff: tuple[int, ...] = ()
    days: tuple[str, ...] = ()  # ISO dates
    clock: tuple[int, ...] = ()  # minutes of the day; beyond 1440 in the night after it
    part: str | None = None  # of the day
    people: tuple[str, ...] = ()  # of whom one is served by this visit
    asks: tuple[str, ...] = ()

    def without(self, *names: str) -> Self:
        """The wish less these fields."""
        empty: dict[str, Any] = {one.name: one.default for one in fields(Wish) if one.name in names}
        return replace(self, **empty)

    def no_longer_asks(self, name: str) -> Self:
        return replace(self, asks=tuple(one for one in self.asks if one != name))


NO_WISH = Wish()


def wish_of(stored: Mapping[str, Any]) -> Wish:
    """From JSON values; fields that this release does not know are left out."""
    known = {one.name for one in fields(Wish)}
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in stored.items()
        if key in known
    }
    return Wish(**values)
