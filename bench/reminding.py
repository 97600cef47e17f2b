"""A hundred thousand reminders that are due at once, and one customer who chats meanwhile."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from itertools import count

import psycopg

from bench.chatting import one_by_one
from bench.customer import Line
from bench.product import UNPACED, product
from bench.surroundings import Surroundings
from bench.table import Measured, percentile

_REMINDERS = 100_000
_WARMING = 5

_FILL = """
SET session_replication_role = replica;
INSERT INTO customers (tenant_id, id, name, language, created_at)
  SELECT {tenant}, number, 'Noura', 'en', now() FROM generate_series(1, {many}) AS number;
INSERT INTO addresses (tenant_id, channel, external_id, customer_id, heard_at)
  SELECT {tenant}, 'telegram', (9000000 + number)::text, number, now()
  FROM generate_series(1, {many}) AS number;
INSERT INTO conversations (tenant_id, channel, chat, person, state, minute_at, minute_count)
  SELECT {tenant}, 'telegram', (9000000 + number)::text, (9000000 + number)::text,
         '{{"v": 1, "state": "menu", "at": {{}}, "draft": {{}}, "offered": []}}', now(), 0
  FROM generate_series(1, {many}) AS number;
INSERT INTO bookings (tenant_id, id, code, request_key, customer_id, channel, chat, status,
    revision, starts_at, ends_at, currency, price_minor, deposit_minor, terms, created_at)
  SELECT {tenant}, number, 'AAAAAA', 'reminded:' || number, number, 'telegram',
         (9000000 + number)::text, 'confirmed', 1, '{start}',
         '{start}'::timestamptz + interval '30 minutes', 'SAR', 6000, 0,
         '{{"v": 2, "cancel_until_minutes": 1440, "steps": [[1440, 100]]}}', now()
  FROM generate_series(1, {many}) AS number;
INSERT INTO booking_lines (tenant_id, booking_id, ordinal, service_id, calendar_id, starts_at,
    ends_at, price_minor)
  SELECT {tenant}, number, 0, {service}, {member}, '{start}',
         '{start}'::timestamptz + interval '30 minutes', 6000
  FROM generate_series(1, {many}) AS number;
INSERT INTO queue (tenant_id, id, topic, lane, priority, payload, due_at, attempts, leased_until,
    fence, state)
  SELECT {tenant}, number, 'remind', 'remind:' || number, 2,
         jsonb_build_object('v', 1, 'booking', number, 'start', '{start}'),
         now() - interval '1 minute', 0, '2000-01-01', 0, 'ready'
  FROM generate_series(1, {many}) AS number
"""
_WHOSE = """
SELECT offers.tenant_id, offers.service_id, offers.calendar_id,
       to_char((now() + interval '24 hours') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:00+00:00')
FROM offers LIMIT 1
"""
_LEFT = "SELECT count(*) FROM queue WHERE topic = 'remind' AND state = 'ready' AND due_at <= now()"


async def measured(around: Surroundings) -> AsyncIterator[Measured]:
    """How many are checked again and queued in a second, and how long a reply takes meanwhile."""
    with around.postgresql() as url:
        async with product(UNPACED, url, around.salon, around.telegram, around.api_url) as it:
            numbers = count()
            await one_by_one(it.line, numbers, _WARMING)
            connection = await psycopg.AsyncConnection.connect(url, autocommit=True)
            async with connection:
                await _fill(connection)
                began = time.perf_counter()
                chatting = asyncio.create_task(_chat(it.line, numbers))
                await _until_queued(connection)
                rate = _REMINDERS / (time.perf_counter() - began)
                chatting.cancel()
                replied = (await asyncio.gather(chatting, return_exceptions=True))[0]
    assert isinstance(replied, list), replied
    yield Measured("reminders checked and queued a second, PostgreSQL", [rate], 500, at_least=True)
    p95 = percentile([1000 * each for each in replied], 0.95)
    yield Measured("update to reply meanwhile, p95", [p95], 200, " ms")


async def _fill(connection: psycopg.AsyncConnection) -> None:
    """All of it is due in one instant: at the commit."""
    async with connection.transaction():
        found = await (await connection.execute(_WHOSE.encode())).fetchone()
        assert found is not None
        tenant, service, member, start = found
        script = _FILL.format(
            tenant=tenant, service=service, member=member, start=start, many=_REMINDERS
        )
        for statement in script.strip().split(";\n"):
            await connection.execute(statement.encode())


async def _chat(line: Line, numbers: Iterator[int]) -> list[float]:
    """The replies' times, until it is cancelled."""
    replied: list[float] = []
    try:
        while True:
            replied += [turn.replied for turn in await one_by_one(line, numbers, 1)]
    except asyncio.CancelledError:
        return replied


async def _until_queued(connection: psycopg.AsyncConnection) -> None:
    while True:
        row = await (await connection.execute(_LEFT.encode())).fetchone()
        if row is None or row[0] == 0:
            return
        await asyncio.sleep(0.5)
