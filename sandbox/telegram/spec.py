"""What bot_api.json says about methods, their parameters and the types of these."""

import functools
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    types: tuple[str, ...]
    required: bool


@dataclass(frozen=True, slots=True)
class Method:
    name: str
    parameters: tuple[Field, ...]


class Spec:
    """Method names are looked up as the server does: in any case of letters."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._methods = {
            name.lower(): Method(name, _fields(parameters))
            for name, parameters in document["methods"].items()
        }
        self._types = {name: _fields(fields) for name, fields in document["types"].items()}
        self._subtypes: dict[str, list[str]] = document["subtypes"]
        self.updates: tuple[str, ...] = tuple(document["updates"])

    def method(self, name: str) -> Method | None:
        return self._methods.get(name.lower())

    def fields(self, type_name: str) -> tuple[Field, ...]:
        return self._types[type_name]

    def concrete(self, type_names: tuple[str, ...]) -> list[str]:
        """Return the types without those that only stand for a choice of others."""
        return [one for name in type_names for one in self._subtypes.get(name, [name])]


@functools.cache
def bot_api() -> Spec:
    document = Path(__file__).with_name("bot_api.json").read_text(encoding="utf-8")
    return Spec(json.loads(document))


def _fields(described: dict[str, str]) -> tuple[Field, ...]:
    return tuple(
        Field(name, tuple(types.removesuffix("!").split("|")), types.endswith("!"))
        for name, types in described.items()
    )
