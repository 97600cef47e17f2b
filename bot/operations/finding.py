"""What an operator is told, one line each."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.logs import redacted


class Level(StrEnum):
    """How a finding is marked; only `wrong` makes the exit status 1."""

    OK = "ok"
    NOTE = "note"  # worth knowing, nothing to do
    MADE = "made"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """`where` is a variable, a file or a vendor; `what` says what is so and what to do."""

    level: Level
    where: str
    what: str

    def __str__(self) -> str:
        """The line; no number of a person and no secret gets through."""
        return redacted(f"{self.level:<5}  {self.where}: {' '.join(self.what.split())}")


def ok(where: str, what: str) -> Finding:
    return Finding(Level.OK, where, what)


def note(where: str, what: str) -> Finding:
    return Finding(Level.NOTE, where, what)


def made(where: str, what: str) -> Finding:
    return Finding(Level.MADE, where, what)


def wrong(where: str, what: str) -> Finding:
    return Finding(Level.WRONG, where, what)


def any_wrong(findings: Iterable[Finding]) -> bool:
    return any(finding.level is Level.WRONG for finding in findings)
