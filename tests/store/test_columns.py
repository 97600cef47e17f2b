"""Instants are UTC, whatever the database keeps them as."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from booking.store.tables.people import customers
from booking.store.tenancy import scoped
from tests.store.rows import OURS

_INSTANTS = [
    datetime(2027, 3, 1, 7, 0, 0, 123456, tzinfo=UTC),
    datetime(1969, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
    datetime(2999, 12, 31, 23, 59, 59, 1, tzinfo=UTC),
]


async def keep_and_read(database, instant):
    async with database.unit_of_work(OURS) as work:
        await work.insert(customers, {"id": 1, "created_at": instant})
    async with database.unit_of_work(OURS) as work:
        row = await work.row(select(customers.c.created_at).where(scoped(customers)))
    return row.created_at


@pytest.mark.parametrize("instant", _INSTANTS, ids=str)
async def test_an_instant_comes_back_as_it_was(database, instant):
    read = await keep_and_read(database, instant)
    assert read == instant
    assert read.utcoffset() == timedelta(0)


async def test_an_instant_of_another_zone_comes_back_in_utc(database):
    riyadh = datetime(2027, 3, 1, 10, tzinfo=ZoneInfo("Asia/Riyadh"))
    read = await keep_and_read(database, riyadh)
    assert (read, read.tzinfo) == (riyadh, UTC)


async def test_a_naive_instant_is_refused(database):
    naive = datetime(2027, 3, 1, 7)  # noqa: DTZ001  # the very thing
    with pytest.raises(StatementError, match="zone"):
        await keep_and_read(database, naive)


async def test_instants_are_compared_as_instants(database):
    earlier, later = sorted(_INSTANTS)[1:]
    await keep_and_read(database, earlier)
    async with database.unit_of_work(OURS) as work:
        older = select(customers.c.id).where(scoped(customers), customers.c.created_at < later)
        younger = select(customers.c.id).where(scoped(customers), customers.c.created_at >= later)
        assert len(await work.rows(older)) == 1
        assert len(await work.rows(younger)) == 0
