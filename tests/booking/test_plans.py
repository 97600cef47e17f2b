"""What is read again and again finds its rows by an index, however long the history is."""

from datetime import timedelta

import pytest

from booking.occupied import claims_between
from tests.booking.desk import TEN, Desk
from tests.booking.plans import asked, plan


@pytest.fixture
async def desk(database, clock):
    return await Desk(database, clock).open()


async def test_claims_are_found_by_calendar_and_start(desk):
    people = [desk.noor.id, desk.sara.id]
    with asked(desk.database) as sent:
        async with desk.work() as work:
            await claims_between(work, people, TEN, TEN + timedelta(hours=1))
    ((statement, parameters),) = sent
    found = await plan(desk.database, statement, parameters)
    assert "ix_claims_active" in found
    both_ends = "starts_at>? AND starts_at<?" if desk.database.is_sqlite else "starts_at > "
    assert both_ends in found
