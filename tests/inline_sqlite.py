"""SQLite without its driver's thread: for one coroutine at a time, and several times as fast.

The statements, the dialect and the database are those of the product; only the thread to which the
driver hands every call, and back, is left out.
"""

import sqlite3

import aiosqlite
from sqlalchemy import event
from sqlalchemy.ext.asyncio import create_async_engine

from booking.store.database import Database


class InlineDatabase(Database):
    """A database of one connection; what is committed is not forced to the disk."""

    def __init__(self, url, clock):
        super().__init__(url, clock)
        path = self.url.database
        self.engine = create_async_engine(
            self.url, async_creator=lambda: _connected(path), pool_size=1, max_overflow=0
        )
        event.listen(self.engine.sync_engine, "begin", _begin)


class _Inline(aiosqlite.Connection):
    async def _execute(self, fn, *args, **kwargs):
        return fn(*args, **kwargs)

    def stop(self):
        self._running = False

    async def close(self):
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self.stop()


async def _connected(path):
    inline = _Inline(lambda: None, 64)
    inline._connection = sqlite3.connect(path, isolation_level=None)  # in its place
    for pragma in ("journal_mode=WAL", "synchronous=OFF", "foreign_keys=ON"):
        inline._connection.execute(f"PRAGMA {pragma}")
    return inline


def _begin(connection):
    connection.exec_driver_sql("BEGIN IMMEDIATE")
