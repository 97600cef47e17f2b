"""Arithmetic on instants inside the database, the same on SQLite and PostgreSQL."""

from typing import Any

from sqlalchemy import BigInteger
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class minute_of(FunctionElement[int]):  # noqa: N801  # it reads as a function
    """The minute since 1970 in which the instant lies."""

    type = BigInteger()
    inherit_cache = True


class minute_from(FunctionElement[int]):  # noqa: N801
    """The first minute since 1970 that begins at or after the instant."""

    type = BigInteger()
    inherit_cache = True


class minutes_between(FunctionElement[int]):  # noqa: N801
    """Whole minutes from the first instant to the second."""

    type = BigInteger()
    inherit_cache = True


class day_number(FunctionElement[int]):  # noqa: N801
    """The days from 1970 on to this instant, on a clock that is so many minutes ahead of UTC."""

    type = BigInteger()
    inherit_cache = True


def _written(function: type[FunctionElement[int]], dialect: str, pattern: str) -> None:
    def write(element: FunctionElement[int], compiler: SQLCompiler, **more: Any) -> str:
        return pattern.format(*(compiler.process(one, **more) for one in element.clauses))

    compiles(function, dialect)(write)


_written(minute_of, "sqlite", "({} / 60000000)")
_written(minute_from, "sqlite", "(({} + 59999999) / 60000000)")
_written(minutes_between, "sqlite", "(({1} - {0}) / 60000000)")
_written(day_number, "sqlite", "(({} / 60000000 + {}) / 1440)")

_MINUTES = "floor(extract(epoch FROM {}) / 60)::bigint"
_written(minute_of, "postgresql", f"({_MINUTES})")
_written(minute_from, "postgresql", f"({_MINUTES.replace('floor', 'ceil')})")
_written(minutes_between, "postgresql", f"({_MINUTES.format('{1} - {0}')})")
_written(day_number, "postgresql", f"(({_MINUTES} + {{}}) / 1440)")
