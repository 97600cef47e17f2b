"""Arithmetic on instants inside the database, the same on SQLite and PostgreSQL."""

from typing import Any

from sqlalchemy import BigInteger
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class minutes_between(FunctionElement[int]):  # noqa: N801  # it reads as a function
    """Whole minutes from the first instant to the second."""

    type = BigInteger()
    inherit_cache = True


class day_number(FunctionElement[int]):  # noqa: N801
    """The days from 1970 on to this instant, on a clock that is so many minutes ahead of UTC."""

    type = BigInteger()
    inherit_cache = True


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
