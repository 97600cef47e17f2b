"""Statements compiled once per process, where each engine would compile them again.

A test's database has an engine of its own, whose statements it hardly ever runs twice.
"""

from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.sql.compiler import Compiled

_Key = tuple[Any, ...]


class _ByKind(dict[_Key, Compiled]):
    """By the kind of database; what asks has the engine's own dialect as the key's beginning."""

    def get(self, key: _Key, default: Any = None) -> Any:
        return super().get(_kind(key), default)

    def __setitem__(self, key: _Key, compiled: Compiled) -> None:
        super().__setitem__(_kind(key), compiled)


_COMPILED = _ByKind()


def compile_once() -> None:
    """From now on, whatever connects."""
    event.listen(Engine, "engine_connect", _share)


def _share(connection: Connection) -> None:
    connection.execution_options(compiled_cache=_COMPILED)


def _kind(key: _Key) -> _Key:
    dialect, *rest = key
    return (type(dialect), *rest)
