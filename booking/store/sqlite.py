"""Engines for SQLite, as we use it: write-ahead log, and transactions that begin when we say so."""

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import aiosqlite
from sqlalchemy import event
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.util.concurrency import await_

_PATIENCE = 10.0  # seconds, with another process that writes
_PAUSE = 0.01


def sqlite_engine(url: URL) -> AsyncEngine:
    """An engine whose file, and the folder of it, are made with the first connection."""
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(url, pool_size=4, hide_parameters=True)
    event.listen(engine.sync_engine, "do_connect", _connect)
    event.listen(engine.sync_engine, "connect", _prepare)
    event.listen(engine.sync_engine, "begin", _begin_immediate)
    return engine


class _Cursor:
    """Goes to the driver's thread once for a statement and its rows; SQLAlchemy's goes four times.

    Turns are answered a fifth sooner for it (docs/performance.md).
    """

    arraysize = 1

    def __init__(self, driver: aiosqlite.Connection) -> None:
        self._driver = driver
        self._rows: deque[Any] = deque()
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    def execute(self, statement: str, parameters: Any = None) -> None:
        self._carry_out(sqlite3.Connection.execute, statement, parameters or ())

    def executemany(self, statement: str, many: Any) -> None:
        self._carry_out(sqlite3.Connection.executemany, statement, many)

    def fetchone(self) -> Any:
        return self._rows.popleft() if self._rows else None

    def fetchmany(self, size: int | None = None) -> Sequence[Any]:
        return [self._rows.popleft() for _ in range(min(size or 1, len(self._rows)))]

    def fetchall(self) -> Sequence[Any]:
        rows, self._rows = self._rows, deque()
        return list(rows)

    def close(self) -> None:
        self._rows.clear()

    async def _async_soft_close(self) -> None:
        """SQLAlchemy's word for leaving the cursor but not its rows."""

    def _carry_out(self, do: Callable[..., sqlite3.Cursor], *arguments: Any) -> None:
        done = self._driver._execute(_read, do, self._driver._conn, *arguments)  # type: ignore[no-untyped-call]
        self._rows, self.description, self.rowcount, self.lastrowid = await_(done)


def _read(
    do: Callable[..., sqlite3.Cursor], *arguments: Any
) -> tuple[deque[Any], Any, int, int | None]:
    cursor = do(*arguments)
    try:
        rows = deque(cursor.fetchall())
        return rows, cursor.description, cursor.rowcount, cursor.lastrowid
    finally:
        cursor.close()


class _Connection(AsyncAdapt_aiosqlite_connection):
    __slots__ = ()

    def cursor(self, server_side: bool = False) -> Any:
        return _Cursor(self.driver_connection)


def _connect(
    dialect: Any, _record: Any, arguments: Sequence[Any], options: dict[str, Any]
) -> _Connection:
    return _Connection(dialect.dbapi, dialect.connect(*arguments, **options).driver_connection)


def _prepare(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver would begin late; we say BEGIN ourselves
    connection.run_async(_set_up)


async def _set_up(connection: aiosqlite.Connection) -> None:
    await _enter_wal(connection)
    for pragma in ("synchronous=FULL", "foreign_keys=ON", f"busy_timeout={_PATIENCE * 1000:.0f}"):
        await _pragma(connection, pragma)


async def _enter_wal(connection: aiosqlite.Connection) -> None:
    """For this change alone, SQLite does not wait for another process that begins at once."""
    async with asyncio.timeout(_PATIENCE):
        while not await _changed_to_wal(connection):  # noqa: ASYNC110  # no event tells of it
            await asyncio.sleep(_PAUSE)


async def _changed_to_wal(connection: aiosqlite.Connection) -> bool:
    try:
        await _pragma(connection, "journal_mode=WAL")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True


async def _pragma(connection: aiosqlite.Connection, setting: str) -> None:
    async with connection.execute(f"PRAGMA {setting}"):
        pass


def _begin_immediate(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
