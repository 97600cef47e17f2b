"""The database itself refuses two active claims on one stretch of a calendar."""

from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from booking.store.tables.bookings import claims
from booking.store.tenancy import scoped
from tests.store.rows import NOON, OTHER_CHAIR, OURS, THEIRS, insert_claim, open_salon

_HOUR = timedelta(hours=1)
_INSTANT = timedelta(microseconds=1)
_ZERO = timedelta(0)


@pytest.fixture(autouse=True)
async def one_hour_is_claimed(database):
    """From noon to one o'clock, claim 41."""
    for tenant_id in (OURS, THEIRS):
        await open_salon(database, tenant_id)
    await insert_claim(database, _ZERO, _HOUR)


@pytest.mark.parametrize(
    ("begins", "ends"),
    [
        (_ZERO, _HOUR),
        (_HOUR / 4, _HOUR / 2),
        (-_HOUR, 2 * _HOUR),
        (-_HOUR, _INSTANT),
        (_HOUR - _INSTANT, 2 * _HOUR),
        (_HOUR - 36 * _HOUR, _HOUR),
    ],
    ids=["the same", "within", "around", "its begin", "its end", "the longest"],
)
async def test_an_overlapping_claim_is_refused(database, begins, ends):
    with pytest.raises(IntegrityError, match="no_overlap"):
        await insert_claim(database, begins, ends, claim_id=42)


@pytest.mark.parametrize(("begins", "ends"), [(-_HOUR, _ZERO), (_HOUR, 2 * _HOUR)])
async def test_a_touching_claim_is_accepted(database, begins, ends):
    await insert_claim(database, begins, ends, claim_id=42)


async def test_an_inactive_claim_may_overlap(database):
    await insert_claim(database, _ZERO, _HOUR, claim_id=42, active=False)


async def test_another_calendar_may_be_claimed_at_the_same_time(database):
    await insert_claim(database, _ZERO, _HOUR, claim_id=42, calendar_id=OTHER_CHAIR)


async def test_another_salon_may_claim_a_calendar_of_the_same_id(database):
    await insert_claim(database, _ZERO, _HOUR, tenant_id=THEIRS)


async def test_a_claim_that_was_given_back_frees_its_time(database):
    await change(database, 41, active=False)
    await insert_claim(database, _ZERO, _HOUR, claim_id=42)


async def test_a_claim_cannot_come_back_over_another(database):
    await insert_claim(database, _ZERO, _HOUR, claim_id=42, active=False)
    with pytest.raises(IntegrityError, match="no_overlap"):
        await change(database, 42, active=True)


async def test_a_claim_cannot_be_moved_over_another(database):
    await insert_claim(database, _HOUR, 2 * _HOUR, claim_id=42)
    with pytest.raises(IntegrityError, match="no_overlap"):
        await change(database, 42, starts_at=NOON + _HOUR / 2)


async def test_a_claim_may_be_moved_over_its_own_place(database):
    await change(database, 41, starts_at=NOON + _HOUR / 2, ends_at=NOON + 2 * _HOUR)


async def test_the_longest_claim_is_found_from_its_end(database):
    await insert_claim(database, 2 * _HOUR, 38 * _HOUR, claim_id=42)
    with pytest.raises(IntegrityError, match="no_overlap"):
        await insert_claim(database, 38 * _HOUR - _INSTANT, 39 * _HOUR, claim_id=43)


async def test_a_claim_longer_than_thirty_six_hours_is_refused(database):
    with pytest.raises(IntegrityError, match="ck_claims_longest"):
        await insert_claim(database, 2 * _HOUR, 38 * _HOUR + _INSTANT, claim_id=42)


async def test_a_claim_that_ends_when_it_starts_is_refused(database):
    with pytest.raises(IntegrityError, match="ck_claims_length"):
        await insert_claim(database, 2 * _HOUR, 2 * _HOUR, claim_id=42)


async def change(database, claim_id, **values):
    async with database.unit_of_work(OURS) as work:
        which = scoped(claims) & (claims.c.id == claim_id)
        await work.execute(update(claims).where(which).values(**values))
