"""What the rules find in a message, where it stands, and what becomes of several of a kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value, and the words `at` to before `to` that say it."""

    at: int
    to: int
    value: T


class Again(StrEnum):
    """What is wanted as it was last time."""

    STAFF = "staff"
    VISIT = "visit"


class Problem(StrEnum):
    """Why a day or a time that was named cannot be meant."""

    NO_SUCH_DAY = "no such day"
    OVER = "over"
    NO_SUCH_TIME = "no such time"


def in_order(found: Sequence[Found[T]]) -> list[Found[T]]:
    return sorted(found, key=lambda one: one.at)
