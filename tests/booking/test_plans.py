"""What is read again and again finds its rows by an index, however long the history is."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from bench.history import write_history
from booking.bookings import upcoming
from booking.counted import read_quota
from booking.instants import local_day
from booking.limits import Limit, Per
from booking.occupied import blocked_between, claims_between
from booking.store.database import Database
from booking.store.statistics import analyse
from booking.wish import Wish
from tests.booking.desk import TEN, Desk
from tests.booking.plans import asked, plan

pytestmark = pytest.mark.changes_schema
_BOOKINGS = 5_000
_COUNTED_BY = {
    Per.CUSTOMER: "ix_bookings_customer",
    Per.SALON: "ix_bookings_start",
    Per.STAFF: "ix_booking_lines_calendar",
    Per.SERVICE: "ix_bookings_start",
}


@pytest.fixture
async def desk(database, database_url, clock):
    desk = await Desk(database, clock).open()
    write_history(database_url, desk.salon, _BOOKINGS, clock.now())
    await analyse(database)
    return desk


async def test_claims_are_found_by_calendar_and_start(desk):
    around = [desk.noor.id, desk.sara.id], TEN, TEN + timedelta(hours=1)

    async def ask(work):
        await claims_between(work, *around)

    async def ask_for_minutes(work):
        await blocked_between(work, *around, customer_id=7)

    bounds = "starts_at>? AND starts_at<?" if desk.database.is_sqlite else "starts_at > "
    for found in (await _plan(desk, ask), await _plan(desk, ask_for_minutes)):
        assert "ix_claims_active" in found
        assert bounds in found


async def test_what_limits_count_is_found_by_customer_by_person_or_by_start(desk):
    wish = Wish((desk.cut,), desk.noor.id, customer_id=7)
    for per, index in _COUNTED_BY.items():
        salon = replace(desk.salon, limits=(Limit(per, week=9),))
        day = local_day(TEN, salon.zone)

        async def ask(work, salon=salon, day=day):
            await read_quota(work, salon, wish, (day, day))

        assert index in await _plan(desk, ask), per


async def test_a_customers_bookings_to_come_are_found_by_customer(desk):
    async def ask(work):
        await upcoming(work, 7)

    assert "ix_bookings_customer" in await _plan(desk, ask)


async def test_what_was_counted_is_known_to_connections_that_are_open(sqlite_url, clock):
    database = Database(sqlite_url, clock)
    desk = await Desk(database, clock).open()
    await analyse(database)
    write_history(sqlite_url, desk.salon, _BOOKINGS, clock.now())
    with asked(database) as sent:
        async with desk.work() as work:
            await upcoming(work, 7)
    ((statement, parameters),) = sent
    with closing(sqlite3.connect(database.url.database, cached_statements=0)) as other:
        assert "ix_bookings_customer" not in _sqlite_plan(other, statement, parameters)
        await analyse(database)
        assert "ix_bookings_customer" in _sqlite_plan(other, statement, parameters)
    await database.close()


def _sqlite_plan(connection, statement, parameters):
    connection.execute(statement, parameters).fetchall()  # only this looks at the file
    rows = connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
    return "\n".join(row[-1] for row in rows)


async def _plan(desk, ask):
    with asked(desk.database) as sent:
        async with desk.work() as work:
            await ask(work)
    ((statement, parameters),) = sent
    return await plan(desk.database, statement, parameters)
