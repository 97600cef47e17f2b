"""`python -m bench.plans`: the plans of the queries that must not slow down with the years.

One salon with a million bookings, and a queue with a million rows that are done, 5,000 of a busy
salon that are due, and one of each of 500 other salons. PostgreSQL also tells what it read.
"""

import asyncio
import re
import sqlite3
from collections.abc import Awaitable, Callable
from typing import Any

import psycopg

from bench.asking import Asker, asker, statements
from bench.surroundings import surroundings
from booking import bookings
from booking.store import queue

_BOOKINGS = 1_000_000
_DUE, _OTHERS = 5_000, 500

_QUEUE = """
SET session_replication_role = replica;
INSERT INTO queue (tenant_id, id, topic, lane, priority, payload, due_at, attempts, leased_until,
    fence, state, ended_at)
  SELECT {tenant}, number, 'hear', 'in:telegram:' || number % 5000, 0, '{{}}', now(), 1, now(), 1,
         'done', now()
  FROM generate_series(1, {done}) AS number;
INSERT INTO queue (tenant_id, id, topic, lane, priority, payload, due_at, attempts, leased_until,
    fence, state)
  SELECT CASE WHEN number <= {due} THEN {tenant} ELSE number END, {done} + number, 'say',
         'out:telegram:' || number, 1, '{{}}', now() - interval '1 minute', 0, '2000-01-01', 0,
         'ready'
  FROM generate_series(1, {due} + {others}) AS number;
"""

Question = Callable[[], Awaitable[Any]]


async def plans() -> None:
    """Fill databases, ask as the product asks, and print how they answer."""
    async with surroundings() as around:
        with around.sqlite() as url:
            async with asker(url, _BOOKINGS) as one:
                with sqlite3.connect(one.database.url.database or "") as connection:
                    await _explain(one, _salons(one) | _queues(one), _sqlite_plan(connection))
        with around.postgresql() as url:
            async with asker(url, _BOOKINGS) as one:
                with psycopg.connect(url, autocommit=True) as connection:
                    await _explain_postgresql(one, connection)


async def _explain_postgresql(one: Asker, connection: psycopg.Connection) -> None:
    await _explain(one, _salons(one), _postgresql_plan(connection))
    tenant = one.salon.tenant_id
    script = _QUEUE.format(tenant=tenant, done=_BOOKINGS, due=_DUE, others=_OTHERS)
    for statement in script.strip().split(";\n"):
        connection.execute(statement.encode())
    print("\n== PostgreSQL, with the statistics of a queue that was empty")
    await _explain(one, _queues(one), _postgresql_plan(connection))
    connection.execute("VACUUM ANALYZE queue")
    print("\n== PostgreSQL, with its statistics up to date")
    await _explain(one, _queues(one), _postgresql_plan(connection))


def _salons(one: Asker) -> dict[str, Question]:
    async def upcoming() -> None:
        async with one.database.unit_of_work(one.salon.tenant_id) as work:
            await bookings.upcoming(work, 7)

    return {
        "free times of a day, one person": one.day,
        "free days of a month, ten people": one.month,
        "a customer's bookings to come": upcoming,
    }


def _queues(one: Asker) -> dict[str, Question]:
    return {
        "24 rows for a worker (queue.claim)": lambda: queue.claim(
            one.database, one.salon.tenant_id, 24
        ),
        "whose work is due (queue.due_tenants)": lambda: queue.due_tenants(one.database),
    }


Plan = Callable[[str, Any], str]


async def _explain(one: Asker, questions: dict[str, Question], plan: Plan) -> None:
    for name, ask in questions.items():
        print(f"\n-- {one.database.url.get_backend_name()}: {name}")
        for statement, parameters in await statements(one.database, ask):
            print(plan(statement, parameters), end="\n\n")


def _sqlite_plan(connection: sqlite3.Connection) -> Plan:
    def plan(statement: str, parameters: Any) -> str:
        rows = connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
        return "\n".join(row[-1] for row in rows)

    return plan


def _postgresql_plan(connection: psycopg.Connection) -> Plan:
    def plan(statement: str, parameters: Any) -> str:
        explained = f"EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, SUMMARY) {statement}".encode()
        with connection.transaction(force_rollback=True):
            rows = connection.execute(explained, parameters).fetchall()
        return "\n".join(re.sub(r"\d{15,}", "...", row[0]) for row in rows)

    return plan


if __name__ == "__main__":
    asyncio.run(plans())
