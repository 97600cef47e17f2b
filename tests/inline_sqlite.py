"""SQLite without its driver's thread: for one coroutine at a time, and several times as fast.

The statements, the dialect and the database are those of the product; only the thread to which the
driver hands every call, and back, is left out.
"""

import sqlite3
from collections.abc import Callable
from typing import Any

import aiosqlite
from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import create_async_engine

from booking.clock import Clock
from booking.store.database import Database


class InlineDatabase(Database):
    """A database of one connection; what is committed is not forced to the disk."""

    def __init__(self, url: str, clock: Clock) -> None:
        super().__init__(url, clock)
        self.path = str(self.url.database)
        self.engine = create_async_engine(
            self.url, async_creator=lambda: _connected(self.path), pool_size=1, max_overflow=0
        )
        event.listen(self.engine.sync_engine, "begin", _begin)


class _Inline(aiosqlite.Connection):
    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return fn(*args, **kwargs)

    def stop(self) -> None:  # there is no thread
        self._running = False

    async def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self.stop()


async def _connected(path: str) -> _Inline:
    connection = sqlite3.connect(path, isolation_level=None)
    inline = _Inline(lambda: connection, 64)
    for pragma in ("journal_mode=WAL", "synchronous=OFF", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    inline._connection = connection  # which the thread would have made
    return inline


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
