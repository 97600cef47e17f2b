"""Years of one salon's bookings, written by the database itself: the newest first, then back.

Everybody has seven visits a day, some two hundred a month, of which one in ten was cancelled: with
forty people, a million are ten years.
"""

import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta

import psycopg
from sqlalchemy.engine import make_url

from booking.instants import local_day, opening_minute
from booking.salon import Salon

_AHEAD = timedelta(days=32)  # beyond the horizon, so that every day that is asked for is dense
_PER_DAY, _OPENS, _PITCH, _LENGTH = 7, 8 * 60 + 15, 115, 30  # of each person; minutes
_CUSTOMERS = 5_000  # who come again and again

_TABLES = """
CREATE TEMP TABLE visits AS
  SELECT number, {member} AS calendar_id, number % {customers} AS customer_id,
         CASE WHEN number % 10 = 9 THEN 'cancelled' ELSE 'confirmed' END AS status,
         {starts_at} AS starts_at, {ends_at} AS ends_at
  FROM ({numbers}) AS numbers;
INSERT INTO bookings (tenant_id, id, code, request_key, customer_id, channel, chat, status,
    revision, starts_at, ends_at, currency, price_minor, deposit_minor, terms, created_at)
  SELECT {tenant}, number, 'AAAAAA', 'history:' || number, customer_id, 'telegram', customer_id,
         status, 1, starts_at, ends_at, 'SAR', 6000, 0, '{{"cancel_until_minutes": 1440}}',
         starts_at
  FROM visits;
INSERT INTO booking_lines (tenant_id, booking_id, ordinal, service_id, calendar_id, starts_at,
    ends_at, price_minor)
  SELECT {tenant}, number, 0, {service}, calendar_id, starts_at, ends_at, 6000 FROM visits;
INSERT INTO claims (tenant_id, id, calendar_id, booking_id, starts_at, ends_at, active)
  SELECT {tenant}, number, calendar_id, number, starts_at, ends_at, status = 'confirmed'
  FROM visits;
DROP TABLE visits
"""
_SQLITE_NUMBERS = """
WITH RECURSIVE numbers(number) AS (
  SELECT 0 UNION ALL SELECT number + 1 FROM numbers WHERE number < {last}
) SELECT number FROM numbers"""
_POSTGRESQL_NUMBERS = "SELECT number FROM generate_series(0, {last}) AS number"

# The exclusion is checked row by row, which takes minutes for a million; for reading, an index on
# the same columns is as good, and that is built in seconds.
_WITHOUT_EXCLUSION = """
SET session_replication_role = replica;
SET maintenance_work_mem = '512MB';
ALTER TABLE claims DROP CONSTRAINT no_overlap
"""
_ITS_INDEX = """
CREATE INDEX no_overlap ON claims
  USING gist (tenant_id, calendar_id, tstzrange(starts_at, ends_at)) WHERE active;
VACUUM ANALYZE
"""


def write_history(url: str, salon: Salon, bookings: int, now: datetime) -> None:
    """Fill this new database with so many bookings."""
    if url.startswith("sqlite"):
        _run_sqlite(url, _script(salon, bookings, now, _SQLITE_NUMBERS, "({}) * 1000000"))
    else:
        script = _script(salon, bookings, now, _POSTGRESQL_NUMBERS, "to_timestamp({})")
        with psycopg.connect(url, autocommit=True) as connection:
            for statement in _statements(_WITHOUT_EXCLUSION + ";\n" + script + ";\n" + _ITS_INDEX):
                connection.execute(statement.encode())


def _run_sqlite(url: str, script: str) -> None:
    connection = sqlite3.connect(make_url(url).database or "", isolation_level=None)
    try:
        for statement in ("PRAGMA synchronous = OFF", *_statements(script)):
            connection.execute(statement)
    finally:
        connection.close()


def _script(salon: Salon, bookings: int, now: datetime, numbers: str, instant: str) -> str:
    people = [member.id for member in salon.staff]
    newest = opening_minute(local_day(now + _AHEAD, salon.zone), _OPENS, salon.zone)
    nth = f"(number / {len(people)})"
    starts_at = f"{newest * 60} - {nth} / {_PER_DAY} * 86400 + {nth} % {_PER_DAY} * {_PITCH * 60}"
    return _TABLES.format(
        tenant=salon.tenant_id,
        member=_one_of(people),
        service=salon.services[0].id,
        customers=_CUSTOMERS,
        starts_at=instant.format(starts_at),
        ends_at=instant.format(f"{starts_at} + {_LENGTH * 60}"),
        numbers=numbers.format(last=bookings - 1),
    )


def _one_of(ids: Sequence[int]) -> str:
    cases = " ".join(f"WHEN {place} THEN {one}" for place, one in enumerate(ids))
    return f"CASE number % {len(ids)} {cases} END"


def _statements(script: str) -> list[str]:
    return script.strip().split(";\n")
