"""Insert statements, each made once: making one costs more than sending it."""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import Insert, Table
from sqlalchemy.dialects import postgresql, sqlite


@cache
def plain(table: Table) -> Insert:
    return table.insert()


@cache
def new(table: Table, *, is_sqlite: bool) -> Insert:
    """Nothing is inserted, and no row returned, where a key or an exclusion forbids it."""
    return _upsert(table, is_sqlite).on_conflict_do_nothing().returning(table.c.tenant_id)


@cache
def all_new(table: Table, key: Sequence[str], *, is_sqlite: bool) -> Insert:
    """Rows that this key forbids are left out."""
    return _upsert(table, is_sqlite).on_conflict_do_nothing(index_elements=key)


@cache
def put(table: Table, columns: Sequence[str], *, is_sqlite: bool) -> Insert:
    """A row with the same primary key gets these columns' new values."""
    key = [column.name for column in table.primary_key]
    insert = _upsert(table, is_sqlite)
    changed = {name: insert.excluded[name] for name in columns if name not in key}
    return insert.on_conflict_do_update(index_elements=key, set_=changed)


def _upsert(table: Table, is_sqlite: bool) -> postgresql.Insert | sqlite.Insert:
    return sqlite.insert(table) if is_sqlite else postgresql.insert(table)
