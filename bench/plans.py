"""`python -m bench.plans`: the plans of the queries that must not slow down with the years.

One salon with a million bookings, and a queue with a million rows that are done, 5,000 of a busy
salon that are due, and one of each of 500 other salons.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg

from bench.recording import Recorder
from bench.surroundings import surroundings
from bench.writers import Writer, writers
from booking.clock import SystemClock
from booking.occupied import claims_between
from booking.store import queue
from booking.store.database import Database

_BOOKINGS = 1_000_000
_DUE, _OTHERS = 5_000, 500

# The newest end a month from now, so that the calendars are full while the bench asks.
_FILL = """
SET session_replication_role = replica;
CREATE TEMP TABLE visits AS
  SELECT number, (ARRAY[{calendars}])[1 + number % {people}] AS calendar_id,
         date_trunc('day', now()) + interval '30 days' - number / {people} * interval '45 minutes'
         AS starts_at
  FROM generate_series(1, {bookings}) AS number;
INSERT INTO bookings (tenant_id, id, code, request_key, customer_id, channel, chat, status,
    revision, starts_at, ends_at, currency, price_minor, deposit_minor, terms, created_at)
  SELECT {tenant}, number, 'AAAAAA', 'plan:' || number, {customer}, 'telegram', '1', 'confirmed',
         1, starts_at, starts_at + interval '30 minutes', 'SAR', 6000, 0, '{{}}', starts_at
  FROM visits;
INSERT INTO claims (tenant_id, id, calendar_id, booking_id, starts_at, ends_at, active)
  SELECT {tenant}, number, calendar_id, number, starts_at, starts_at + interval '30 minutes', true
  FROM visits;
INSERT INTO queue (tenant_id, id, topic, lane, priority, payload, due_at, attempts, leased_until,
    fence, state, ended_at)
  SELECT {tenant}, number, 'hear', 'in:telegram:' || number % 5000, 0, '{{}}', now(), 1, now(), 1,
         'done', now()
  FROM generate_series(1, {bookings}) AS number;
INSERT INTO queue (tenant_id, id, topic, lane, priority, payload, due_at, attempts, leased_until,
    fence, state)
  SELECT CASE WHEN number <= {due} THEN {tenant} ELSE number END, {bookings} + number, 'say',
         'out:telegram:' || number, 1, '{{}}', now() - interval '1 minute', 0, '2000-01-01', 0,
         'ready'
  FROM generate_series(1, {due} + {others}) AS number;
"""


async def plans() -> None:
    """Fill a database, ask as the product asks, and print how PostgreSQL answers."""
    async with surroundings() as around:
        with around.postgresql() as url:
            database = Database(url, SystemClock())
            try:
                await _explained(database, url, around.salon)
            finally:
                await database.close()


async def _explained(database: Database, url: str, catalogue: Path) -> None:
    known = await writers(database, catalogue)
    with psycopg.connect(url, autocommit=True) as connection:
        _fill(connection, known)
        for analysed in (False, True):
            print(f"\n== {'with' if analysed else 'without'} statistics")
            if analysed:
                connection.execute("VACUUM ANALYZE")
            for name, ask in _questions(database, known[0]).items():
                statement, parameters = await _recorded(database, ask)
                print(f"\n-- {name}")
                print(_plan(connection, statement, parameters))


def _fill(connection: psycopg.Connection, known: list[Writer]) -> None:
    script = _FILL.format(
        tenant=known[0].salon.tenant_id,
        customer=known[0].customer.id,
        calendars=", ".join(str(one.member.id) for one in known),
        people=len(known),
        bookings=_BOOKINGS,
        due=_DUE,
        others=_OTHERS,
    )
    for statement in script.strip().split(";\n"):
        connection.execute(statement.encode())


def _questions(database: Database, asker: Writer) -> dict[str, Callable[[], Awaitable[Any]]]:
    tenant_id, now = asker.salon.tenant_id, database.clock.now()

    async def a_day() -> None:
        async with database.unit_of_work(tenant_id) as work:
            await claims_between(work, [asker.member.id], now, now + timedelta(days=1))

    return {
        "what occupies one calendar for a day (booking/occupied.py)": a_day,
        "24 rows for a worker (queue.claim)": lambda: queue.claim(database, tenant_id, 24),
        "whose work is due (queue.due_tenants)": lambda: queue.due_tenants(database),
    }


async def _recorded(database: Database, ask: Callable[[], Awaitable[Any]]) -> tuple[str, Any]:
    with Recorder(database) as recorder:
        await ask()
        recorder.hold_ended()
    ((first, *_),) = recorder.taken()
    return first


def _plan(connection: psycopg.Connection, statement: str, parameters: Any) -> str:
    explained = f"EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, SUMMARY) {statement}".encode()
    with connection.transaction(force_rollback=True):
        rows = connection.execute(explained, parameters).fetchall()
    return "\n".join(re.sub(r"\d{15,}", "...", row[0]) for row in rows)


if __name__ == "__main__":
    asyncio.run(plans())
