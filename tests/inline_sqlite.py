"""SQLite without its driver's thread: for one process, and several times as fast.

The statements, the dialect and the database are those of the product; only the thread to which the
driver hands every call, and back, is left out. Who waits for another connection's lock stops the
whole loop, so there must not be two writers outside of `Database`, which lets in one at a time.
"""

from asyncio import Future
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import SimpleQueue
from typing import Any

import aiosqlite
from sqlalchemy import Engine, event

from booking.clock import Clock
from booking.store.database import Database


class InlineDatabase(Database):
    """Such a database, whose commits do not wait for the disk either."""

    def __init__(self, url: str, clock: Clock) -> None:
        super().__init__(url, clock)
        self.path = str(self.url.database)
        event.listen(self.engine.sync_engine, "do_connect", _without_thread, insert=True)
        event.listen(self.engine.sync_engine, "connect", _do_not_wait)


@contextmanager
def inline_sqlite() -> Iterator[None]:
    """Every SQLite file that is opened meanwhile is opened so."""
    event.listen(Engine, "do_connect", _without_thread)
    try:
        yield
    finally:
        event.remove(Engine, "do_connect", _without_thread)


def _without_thread(dialect: Any, _record: Any, _arguments: Any, options: dict[str, Any]) -> None:
    if dialect.driver == "aiosqlite":
        options["async_creator_fn"] = _connected


async def _connected(path: str, **options: Any) -> aiosqlite.Connection:
    connection = aiosqlite.connect(path, **options)
    connection._tx = _AtOnce()
    return await connection._connect()  # to await the connection itself would start its thread


class _AtOnce(SimpleQueue[tuple[Future[Any] | None, Callable[[], Any]]]):
    """In the place of the queue before the thread: does at once what is put into it."""

    def put_nowait(self, item: tuple[Future[Any] | None, Callable[[], Any]]) -> None:
        future, function = item
        try:
            result = function()
        except Exception as error:
            if future is not None:
                future.set_exception(error)
        else:
            if future is not None:
                future.set_result(result)


def _do_not_wait(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA synchronous=OFF").close()
