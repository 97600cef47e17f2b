"""A savepoint that begins with the first change undoes as much as one that began before."""

import pytest
from sqlalchemy import func, select

from booking.store.ids import new_id
from booking.store.tables.people import customers
from booking.store.tenancy import scoped

TENANT = 7
_COUNT = select(func.count().label("n")).where(scoped(customers))


class Refused(Exception):
    pass


async def _add(work):
    await work.insert(customers, {"id": new_id(), "created_at": work.now})


async def _be_refused(work, changes):
    async with work.savepoint_once_changed():
        await work.row(_COUNT)
        for _ in range(changes):
            await _add(work)
        raise Refused


async def _count(database):
    async with database.unit_of_work(TENANT) as work:
        return (await work.row(_COUNT)).n


async def test_what_was_changed_inside_is_undone_and_the_rest_stays(database):
    async with database.unit_of_work(TENANT) as work:
        await _add(work)
        with pytest.raises(Refused):
            await _be_refused(work, changes=2)
        await _add(work)
    assert await _count(database) == 2


async def test_what_was_changed_inside_stays_if_nothing_goes_wrong(database):
    async with database.unit_of_work(TENANT) as work:
        async with work.savepoint_once_changed():
            await _add(work)
        await _add(work)
    assert await _count(database) == 2


async def test_who_only_reads_may_be_refused_too(database):
    async with database.unit_of_work(TENANT) as work:
        with pytest.raises(Refused):
            await _be_refused(work, changes=0)
        await _add(work)
    assert await _count(database) == 1
