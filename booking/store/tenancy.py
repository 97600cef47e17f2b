"""Every query is confined to one tenant, by the session and not by discipline.

A tenant-owned table has `tenant_id` first in its keys. Statements say `scoped(table)` for each such
table that they name; a unit of work fills in its own tenant and refuses a statement that forgot.
"""

from collections.abc import Iterator
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Column,
    ColumnElement,
    FromClause,
    Insert,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    TextClause,
    TextualSelect,
    bindparam,
)
from sqlalchemy.sql import visitors
from sqlalchemy.sql.elements import BinaryExpression
from sqlalchemy.sql.expression import Executable
from sqlalchemy.sql.operators import eq
from sqlalchemy.sql.schema import SchemaItem

from booking.errors import Misuse

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

_TENANT = bindparam("tenant", type_=BigInteger)
_confined: WeakKeyDictionary[Executable, bool] = WeakKeyDictionary()


def tenant_table(name: str, *parts: SchemaItem, key: tuple[str, ...] = ("id",)) -> Table:
    """A table of one tenant's rows: `tenant_id` first, then what `key` names."""
    return Table(
        name,
        metadata,
        Column("tenant_id", BigInteger, nullable=False),
        *parts,
        PrimaryKeyConstraint("tenant_id", *key),
        info={"tenant_owned": True},
    )


def scoped(*tables: FromClause) -> ColumnElement[bool]:
    """The condition that confines these tables (or aliases) to the unit of work's tenant."""
    condition: ColumnElement[bool] = tables[0].c.tenant_id == _TENANT
    for table in tables[1:]:
        condition &= table.c.tenant_id == _TENANT
    return condition


def confine(statement: Executable) -> None:
    """Refuse a statement that names a tenant-owned table without confining it."""
    if statement in _confined:
        return
    if isinstance(statement, TextClause | TextualSelect):
        raise Misuse("the tables of textual SQL cannot be seen")
    if isinstance(statement, Insert) and _is_owned(statement.table):
        raise Misuse(f"an insert into {statement.table} has no tenant: say work.insert")
    unconfined = set(_tables(statement)) - set(_scoped_tables(statement))
    if unconfined:
        names = ", ".join(sorted(str(table) for table in unconfined))
        raise Misuse(f"a statement reads {names} of all tenants")
    _confined[statement] = True


def _tables(statement: Executable) -> Iterator[FromClause]:
    for part in _parts(statement):
        if isinstance(part, Column) and isinstance(part.table, FromClause):
            if _is_owned(part.table):
                yield part.table
        elif isinstance(part, FromClause) and _is_owned(part):
            yield part


def _is_owned(source: FromClause) -> bool:
    table = getattr(source, "element", source)
    return isinstance(table, Table) and bool(table.info.get("tenant_owned"))


def _scoped_tables(statement: Executable) -> Iterator[FromClause]:
    for part in _parts(statement):
        if (
            isinstance(part, BinaryExpression)
            and part.operator is eq
            and isinstance(part.left, Column)
            and part.left.name == "tenant_id"
            and isinstance(part.right, BindParameter)
            and part.right.key == _TENANT.key
        ):
            yield part.left.table


def _parts(statement: Any) -> Iterator[Any]:
    return visitors.iterate(statement)
