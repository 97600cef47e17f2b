"""The statements that bookings are made of, written down and run again over bare psycopg."""

import asyncio
import time
from types import TracebackType
from typing import Any, Self

import psycopg
from sqlalchemy import event

from booking.store.database import Database

Hold = list[tuple[str, Any]]  # statements with their parameters


class Recorder:
    """Writes down what is sent to the database while its block runs."""

    def __init__(self, database: Database) -> None:
        self._engine = database.engine.sync_engine
        self._open: Hold = []
        self._ended: list[Hold] = []

    def hold_ended(self) -> None:
        self._ended.append(self._open)
        self._open = []

    def taken(self) -> list[Hold]:
        """What was written down since the last time."""
        taken, self._ended = self._ended, []
        return taken

    def __enter__(self) -> Self:
        event.listen(self._engine, "before_cursor_execute", self._note)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        event.remove(self._engine, "before_cursor_execute", self._note)

    def _note(
        self, _connection: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any
    ) -> None:
        if statement.startswith("BEGIN"):  # SQLite's, which is sent like any other
            return
        sets = parameters if isinstance(parameters, list) else [parameters]
        self._open += [(statement, one) for one in sets]


async def replay(url: str, holds: list[list[Hold]]) -> float:
    """Holds per second: each list on a connection of its own, each hold a transaction."""
    connections = [await psycopg.AsyncConnection.connect(url, autocommit=True) for _ in holds]
    try:
        began = time.perf_counter()
        await asyncio.gather(*map(_replay, connections, holds))
        return sum(map(len, holds)) / (time.perf_counter() - began)
    finally:
        for connection in connections:
            await connection.close()


async def _replay(connection: psycopg.AsyncConnection[Any], holds: list[Hold]) -> None:
    for hold in holds:
        async with connection.transaction(), connection.cursor() as cursor:
            for statement, parameters in hold:
                await cursor.execute(statement.encode(), parameters)
                if cursor.description:
                    await cursor.fetchall()
