"""How a database would answer what it was asked: its plans, as one text."""

from contextlib import contextmanager

from sqlalchemy import event


@contextmanager
def asked(database):
    """The statements that are sent while the block runs, with their parameters."""
    sent = []

    def note(_connection, _cursor, statement, parameters, *_):
        if not statement.startswith("BEGIN"):
            sent.append((statement, parameters))

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(database.engine.sync_engine, "before_cursor_execute", note)


async def plan(database, statement, parameters):
    """Without the choice to read a whole table, which PostgreSQL prefers as long as it is small."""
    explain = "EXPLAIN QUERY PLAN" if database.is_sqlite else "EXPLAIN (COSTS OFF)"
    async with database.engine.connect() as connection:
        if not database.is_sqlite:
            await connection.exec_driver_sql("SET enable_seqscan = off")
            await connection.exec_driver_sql("SET enable_bitmapscan = off")
        rows = await connection.exec_driver_sql(f"{explain} {statement}", parameters)
        return "\n".join(str(row[-1]) for row in rows)
