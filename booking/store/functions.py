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


@compiles(minute_of, "sqlite")
def _minute_of_sqlite(element: minute_of, compiler: SQLCompiler, **more: Any) -> str:
    (instant,) = _arguments(element, compiler, more)
    return f"({instant} / 60000000)"


@compiles(minute_of, "postgresql")
def _minute_of_postgresql(element: minute_of, compiler: SQLCompiler, **more: Any) -> str:
    (instant,) = _arguments(element, compiler, more)
    return f"(floor(extract(epoch FROM {instant}) / 60)::bigint)"


@compiles(minute_from, "sqlite")
def _minute_from_sqlite(element: minute_from, compiler: SQLCompiler, **more: Any) -> str:
    (instant,) = _arguments(element, compiler, more)
    return f"(({instant} + 59999999) / 60000000)"


@compiles(minute_from, "postgresql")
def _minute_from_postgresql(element: minute_from, compiler: SQLCompiler, **more: Any) -> str:
    (instant,) = _arguments(element, compiler, more)
    return f"(ceil(extract(epoch FROM {instant}) / 60)::bigint)"


@compiles(minutes_between, "sqlite")
def _minutes_sqlite(element: minutes_between, compiler: SQLCompiler, **more: Any) -> str:
    start, end = _arguments(element, compiler, more)
    return f"(({end} - {start}) / 60000000)"


@compiles(minutes_between, "postgresql")
def _minutes_postgresql(element: minutes_between, compiler: SQLCompiler, **more: Any) -> str:
    start, end = _arguments(element, compiler, more)
    return f"(floor(extract(epoch FROM {end} - {start}) / 60)::bigint)"


@compiles(day_number, "sqlite")
def _day_sqlite(element: day_number, compiler: SQLCompiler, **more: Any) -> str:
    instant, ahead = _arguments(element, compiler, more)
    return f"(({instant} / 60000000 + {ahead}) / 1440)"


@compiles(day_number, "postgresql")
def _day_postgresql(element: day_number, compiler: SQLCompiler, **more: Any) -> str:
    instant, ahead = _arguments(element, compiler, more)
    return f"((floor(extract(epoch FROM {instant}) / 60)::bigint + {ahead}) / 1440)"


def _arguments(element: FunctionElement[int], compiler: SQLCompiler, more: Any) -> list[str]:
    return [compiler.process(one, **more) for one in element.clauses]
