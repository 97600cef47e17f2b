"""Engines for SQLite and PostgreSQL, and the unit of work: one transaction of one tenant."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, nullcontext
from typing import Any

from sqlalchemy import CursorResult, Insert, Row, Table
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import (
    AsyncConnection,
    AsyncEngine,
    AsyncTransaction,
    create_async_engine,
)
from sqlalchemy.sql.expression import Executable

from booking.clock import Clock
from booking.errors import Misuse, Unavailable
from booking.store import inserts
from booking.store.sqlite import sqlite_engine
from booking.store.tenancy import confine

_DEADLINE = 30.0  # seconds: one frozen server must not fill the pool
_RETRY_STATES = {"40P01", "40001", "55P03", "57P01"}  # deadlock, serialization, lock, shutdown

Parameters = Mapping[str, Any]


class Database:
    """One database and its clock; made once, in `main.py` or a test."""

    def __init__(self, url: str, clock: Clock, *, pool_size: int = 6) -> None:
        self.clock = clock
        self.url = _with_driver(make_url(url))
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = sqlite_engine(self.url) if self.is_sqlite else _pg_engine(self.url, pool_size)
        # SQLite's own busy-wait is unfair: the last of ten writers waits a second with it.
        self._writing = asyncio.Lock() if self.is_sqlite else None

    async def close(self) -> None:
        await self.engine.dispose()

    @asynccontextmanager
    async def unit_of_work(self, tenant_id: int) -> AsyncIterator["Work"]:
        """One transaction that commits if the block ends well.

        Raises Unavailable when the database asks to try again; at a lost connection during COMMIT
        the outcome is unknown, so what is repeated needs a request key.
        """
        async with self._begin() as connection:
            work = Work(connection, tenant_id, self.clock)
            yield work
        for told in work.after_commit:
            told()

    @asynccontextmanager
    async def across_tenants(self) -> AsyncIterator[AsyncConnection]:
        """A transaction for plain reads that find whose work is due, and repeatable sweeps."""
        async with self._begin() as connection:
            yield connection

    @asynccontextmanager
    async def _begin(self) -> AsyncIterator[AsyncConnection]:
        async with self._writing or nullcontext():
            try:
                async with asyncio.timeout(_DEADLINE), self.engine.begin() as connection:
                    yield connection
            except DBAPIError as error:
                if unavailable := _unavailable(error):
                    raise unavailable from error
                raise
            except TimeoutError as error:
                raise Unavailable("database: no answer in time", uncertain=True) from error


class Work:
    """What may be done in one transaction of one tenant."""

    def __init__(self, connection: AsyncConnection, tenant_id: int, clock: Clock) -> None:
        self.connection = connection
        self.tenant_id = tenant_id
        self.now = clock.now()
        self.after_commit: list[Callable[[], None]] = []
        self._is_sqlite = connection.dialect.name == "sqlite"
        self._saves_changes = False
        self._saved: AsyncTransaction | None = None

    async def execute(
        self, statement: Executable, parameters: Parameters | None = None
    ) -> CursorResult[Any]:
        """Run one statement, confined to this tenant."""
        confine(statement)
        if statement.is_dml:
            await self._changing()
        return await self.connection.execute(
            statement, {**(parameters or {}), "tenant": self.tenant_id}
        )

    async def execute_all(self, statement: Executable, many: Sequence[Parameters]) -> None:
        """Run one changing statement for each of these, in as few round trips as the driver can."""
        if many:
            confine(statement)
            await self._changing()
            own = [{**parameters, "tenant": self.tenant_id} for parameters in many]
            await self.connection.execute(statement, own)

    async def rows(
        self, statement: Executable, parameters: Parameters | None = None
    ) -> Sequence[Row[Any]]:
        return (await self.execute(statement, parameters)).all()

    async def row(
        self, statement: Executable, parameters: Parameters | None = None
    ) -> Row[Any] | None:
        return (await self.execute(statement, parameters)).first()

    async def count(self, statement: Executable, parameters: Parameters | None = None) -> int:
        """Run an update or delete; how many rows it touched."""
        return (await self.execute(statement, parameters)).rowcount

    async def insert(self, table: Table, *rows: Parameters) -> None:
        """Insert rows, stamped with this tenant."""
        if rows:
            await self._changing()
            await self.connection.execute(inserts.plain(table), self._stamped(rows))

    async def insert_new(self, table: Table, row: Parameters) -> bool:
        """Insert unless a unique key or an exclusion forbids it; whether it was inserted."""
        await self._changing()
        statement = inserts.new(table, is_sqlite=self._is_sqlite)
        result = await self.connection.execute(statement, self._stamped([row])[0])
        return result.first() is not None

    async def insert_all_new(
        self, table: Table, rows: Sequence[Parameters], key: tuple[str, ...]
    ) -> None:
        """Insert those rows that this unique key, which begins with the tenant, does not forbid."""
        if rows:
            await self._changing()
            statement = inserts.all_new(table, key, is_sqlite=self._is_sqlite)
            await self.connection.execute(statement, self._stamped(rows))

    async def insert_computed(
        self, statement: Insert, row: Parameters, parameters: Parameters
    ) -> Row[Any]:
        """Run an insert that computes some columns and returns them; its row is stamped."""
        await self._changing()
        stamped = {**self._stamped([row])[0], **parameters, "tenant": self.tenant_id}
        return (await self.connection.execute(statement, stamped)).one()

    async def put(self, table: Table, row: Parameters) -> None:
        """Insert, or update the row with the same primary key."""
        await self._changing()
        statement = inserts.put(table, tuple(row), is_sqlite=self._is_sqlite)
        await self.connection.execute(statement, self._stamped([row])[0])

    def savepoint(self) -> Any:
        """An async context manager; what happens in it is undone if it ends with an exception."""
        return self.connection.begin_nested()

    @asynccontextmanager
    async def savepoint_once_changed(self) -> AsyncIterator[None]:
        """The same, begun by the first change: who only reads is spared two round trips."""
        self._saves_changes = True
        try:
            yield
        except BaseException:
            if self._saved:
                await self._saved.rollback()
            raise
        else:
            if self._saved:
                await self._saved.commit()
        finally:
            self._saves_changes, self._saved = False, None

    async def _changing(self) -> None:
        if self._saves_changes and self._saved is None:
            self._saved = await self.connection.begin_nested()

    def _stamped(self, rows: Iterable[Parameters]) -> list[dict[str, Any]]:
        stamped = [{**row, "tenant_id": self.tenant_id} for row in rows]
        if any(row.get("tenant_id", self.tenant_id) != self.tenant_id for row in rows):
            raise Misuse("a row of another tenant")
        return stamped


def _with_driver(url: URL) -> URL:
    match url.get_backend_name():
        case "sqlite":
            return url.set(drivername="sqlite+aiosqlite")
        case "postgresql":
            return url.set(drivername="postgresql+psycopg")
        case other:
            raise ValueError(f"DATABASE_URL must begin with sqlite: or postgresql:, not {other}:")


def _pg_engine(url: URL, pool_size: int) -> AsyncEngine:
    return create_async_engine(url, pool_size=pool_size, max_overflow=0, hide_parameters=True)


def _unavailable(error: DBAPIError) -> Unavailable | None:
    """What time may mend, told apart by SQLSTATE alone; the rest stays as it is."""
    state = getattr(error.orig, "sqlstate", None) or ""
    unreached = (
        isinstance(error, OperationalError) and not state and hasattr(error.orig, "sqlstate")
    )
    lost = error.connection_invalidated or isinstance(error, InterfaceError) or unreached
    if state in _RETRY_STATES or state.startswith(("08", "53")) or lost:
        return Unavailable(f"database: {state or 'connection lost'}", uncertain=lost)
    if "database is locked" in str(error.orig):
        return Unavailable("database: locked")
    return None
