"""A value of the catalogue file, where it stands, and what is wrong with it."""

import difflib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from booking.catalog_file.lines import Path
from booking.errors import Invalid, Problem

T = TypeVar("T")

MISSING = object()
_SHOWN = 60  # characters of a wrong value that a message repeats
_PLAIN = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Problems:
    """What was found so far, by line."""

    def __init__(self, file: str, lines: Mapping[Path, int]) -> None:
        self._file = file
        self._lines = lines
        self._found: list[tuple[int, Problem]] = []

    def add(self, path: Path, label: str, what: str) -> None:
        line = self._line(path)
        where = f"{self._file}:{line} {label}".rstrip()
        self._found.append((line, Problem(where, what)))

    def raise_any(self) -> None:
        if self._found:
            raise Invalid([problem for _, problem in sorted(self._found, key=lambda one: one[0])])

    def _line(self, path: Path) -> int:
        while path and path not in self._lines:
            path = path[:-1]  # what is missing stands where it should have been
        return self._lines.get(path, 1)


@dataclass(frozen=True, slots=True)
class Node:
    """A value and where it stands.

    Readers of nodes note what is wrong and return something of the right type all the same, so that
    one run finds all problems; with a problem noted, nobody sees the result.
    """

    value: Any
    path: Path
    label: str
    problems: Problems

    @property
    def exists(self) -> bool:
        return self.value is not MISSING

    def wrong(self, what: str) -> None:
        """Note a problem; `what` says what the value must be."""
        self.problems.add(self.path, self.label, what if self.exists else f"is missing: it {what}")

    def at(self, key: str, default: Any = MISSING) -> "Node":
        """The value under a key of this table, or the default in its place."""
        name = key if _PLAIN.fullmatch(key) else quoted(key)
        label = f"{self.label}.{name}" if self.label else name
        return Node(self.value.get(key, default), (*self.path, key), label, self.problems)

    def maybe(self, key: str, read: Callable[["Node"], T]) -> T | None:
        """Read a key that may be absent."""
        node = self.at(key)
        return read(node) if node.exists else None

    def is_table(self, allowed: Sequence[str]) -> bool:
        """Is it a table? Keys that are not allowed in it are noted."""
        if not isinstance(self.value, dict):
            self.wrong(f"must be a table with the keys {', '.join(allowed)}")
            return False
        for key in self.value:
            if key not in allowed:
                self.at(key).wrong(unknown("key", key, allowed))
        return True

    def elements(self) -> list["Node"]:
        """The elements of a list."""
        if not isinstance(self.value, list):
            self.wrong("must be a list")
            return []
        return [
            Node(value, (*self.path, index), f"{self.label}[{index + 1}]", self.problems)
            for index, value in enumerate(self.value)
        ]

    def entries(self) -> list["Node"]:
        """The tables of a `[[list]]`, labelled by their ids."""
        if not isinstance(self.value, list):
            self.wrong(f"must be a list of tables, each under [[{self.label}]]")
            return []
        return [_labelled(node, self.label) for node in self.elements()]


def unknown(kind: str, given: Any, allowed: Sequence[str]) -> str:
    """Say that nothing is called so, what was probably meant, and what there is."""
    return f"{unlike(kind, given, allowed)} Allowed: {', '.join(allowed) or 'none exists'}"


def unlike(kind: str, given: Any, allowed: Sequence[str]) -> str:
    """Say that nothing is called so, and what was probably meant."""
    near = difflib.get_close_matches(str(given)[:_SHOWN], allowed, n=1)
    meant = f"; did you mean {quoted(near[0])}?" if near else "."
    return f"{quoted(given)} is no {kind}{meant}"


def quoted(value: Any) -> str:
    """The value as the file would show it, shortened."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


def _labelled(node: Node, name: str) -> Node:
    slug = node.value.get("id") if isinstance(node.value, dict) else None
    if not isinstance(slug, str) or not _PLAIN.fullmatch(slug):
        return node
    return Node(node.value, node.path, f"{name}[{slug}]", node.problems)
