"""A slot is sold once; every guard holds alone, and without any of them it shows."""

import asyncio
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from booking.errors import (
    NoLongerOffered,
    NotOpen,
    NotYours,
    PriceChanged,
    Refusal,
    SlotTaken,
    TooManyHolds,
    TooSoon,
)
from booking.money import Money
from booking.reservations.change import cancel
from booking.reservations.claiming import give_back, take
from booking.reservations.hold import hold
from booking.reservations.locking import lock_calendars
from booking.visit import Actor, Status
from tests.booking.desk import TEN, Desk, minutes

MANY = 30
AT_ONCE = 5  # transactions that are really open together: fewer than the pool has

pytestmark = pytest.mark.threaded_sqlite


@pytest.fixture
async def desk(database, clock):
    return await Desk(database, clock).open()


async def no_lock(work, calendar_ids):
    """Locks nothing."""


def together(number):
    """A lock that locks nothing, and begins only when so many transactions are open."""
    barrier = asyncio.Barrier(number)

    async def wait_for_all(work, calendar_ids):
        await barrier.wait()

    return wait_for_all


async def outcomes(*holds):
    """Bookings, and the errors of those who got none."""
    found = await asyncio.gather(*holds, return_exceptions=True)
    return (
        [one for one in found if not isinstance(one, Exception)],
        [one for one in found if isinstance(one, Exception)],
    )


# --- many at once ---


async def test_one_of_many_gets_the_slot(desk):
    customers = [await desk.customer() for _ in range(MANY)]
    got, refused = await outcomes(*(desk.hold(one, staff=desk.noor) for one in customers))
    assert len(got) == 1
    assert {type(one) for one in refused} == {SlotTaken}
    assert await desk.booked() == 1


async def test_as_many_as_there_are_staff_get_the_time(desk):
    customers = [await desk.customer() for _ in range(MANY)]
    got, refused = await outcomes(*(desk.hold(one) for one in customers))
    assert {one.lines[0].staff_id for one in got} == {desk.noor.id, desk.sara.id}
    assert len(got) == 2
    assert {type(one) for one in refused} == {SlotTaken}


async def test_without_the_lock_the_database_refuses_the_overlap(desk):
    got, refused = await without_lock(desk)
    assert len(got) == 1
    assert {type(one) for one in refused} == {SlotTaken}
    assert await desk.double_bookings() == 0


@pytest.mark.changes_schema
async def test_without_the_databases_guard_the_lock_is_enough(desk):
    await desk.drop_guard()
    customers = [await desk.customer() for _ in range(MANY)]
    got, _ = await outcomes(*(desk.hold(one, staff=desk.noor) for one in customers))
    assert len(got) == 1
    assert await desk.double_bookings() == 0


@pytest.mark.changes_schema
async def test_without_either_guard_the_double_booking_is_seen(desk):
    """If this fails, none of the races above was one."""
    await desk.drop_guard()
    free = (TEN + timedelta(days=day, hours=h) for day in (0, 1, 7, 8, 14) for h in range(4))
    for at in free:
        await without_lock(desk, at)
        if await desk.double_bookings():
            return
    pytest.fail("nobody was booked twice, although nothing forbade it")


async def without_lock(desk, at=TEN):
    """Several look and then book, and none of them sees what the others do."""
    customers = [await desk.customer() for _ in range(AT_ONCE)]
    if desk.database.is_sqlite:
        # One transaction at a time: there it takes a look in one, and a booking in another.
        assert 0 in await desk.offered(staff=desk.noor)
        return await outcomes(*(claim_without_looking(desk, at) for _ in customers))
    lock = together(AT_ONCE)
    return await outcomes(*(desk.hold(one, lock, at=at, staff=desk.noor) for one in customers))


async def claim_without_looking(desk, at):
    async with desk.work() as work:
        customer_id = await desk.customer_in(work)
        booking = await hold(work, desk.salon, desk.wants(customer_id, at, staff=desk.sara))
        await give_back(work, booking.id)
        span = (at, at + desk.cut.length + desk.cut.buffer_after)
        await take(work, booking.id, desk.noor.id, span)
    return booking


# --- the same request again ---


async def test_the_same_key_at_once_books_once(desk):
    customer = await desk.customer()
    got, refused = await outcomes(*(desk.hold(customer, key="tap 1") for _ in range(6)))
    assert refused == []
    assert len({one.id for one in got}) == 1
    assert await desk.booked() == 1


async def test_the_same_key_later_returns_the_same_booking_as_it_stands(desk):
    customer = await desk.customer()
    booking = await desk.hold(customer, key="tap 1")
    async with desk.work() as work:
        await cancel(work, booking.id, Actor("customer"))
    again = await desk.hold(customer, key="tap 1", at=TEN + minutes(60))
    assert (again.id, again.status) == (booking.id, Status.CANCELLED)


# --- who does it ---


async def test_anyone_is_who_has_the_fewest_visits_that_day(desk):
    await desk.hold(staff=desk.noor)
    await desk.hold(staff=desk.noor, at=TEN + minutes(60))
    await desk.hold(staff=desk.sara, at=TEN + minutes(60))
    assert (await desk.hold(at=TEN + minutes(120))).lines[0].staff_id == desk.sara.id


async def test_a_tie_goes_by_the_salons_order(desk):
    assert (await desk.hold()).lines[0].staff_id == desk.noor.id


async def test_cancelled_visits_and_other_days_do_not_count(desk):
    gone = await desk.hold(staff=desk.noor)
    await desk.hold(staff=desk.noor, at=TEN + timedelta(days=1))
    async with desk.work() as work:
        await cancel(work, gone.id, Actor("customer"))
    assert (await desk.hold()).lines[0].staff_id == desk.noor.id


async def test_anyone_is_who_is_free(desk):
    await desk.hold(staff=desk.noor)
    assert (await desk.hold()).lines[0].staff_id == desk.sara.id
    with pytest.raises(SlotTaken):
        await desk.hold()


# --- holds ---


async def test_a_hold_blocks_everybody_but_its_customer(desk):
    customer = await desk.customer()
    await desk.hold(customer, service=desk.color)
    assert 0 not in await desk.offered(desk.color)
    assert 0 in await desk.offered(desk.color, customer_id=customer)
    with pytest.raises(SlotTaken):
        await desk.hold(service=desk.color, at=TEN + minutes(15))


async def test_a_customers_own_hold_gives_way_to_what_they_take_instead(desk):
    customer = await desk.customer()
    first = await desk.hold(customer, service=desk.color)
    second = await desk.hold(customer, service=desk.color, at=TEN + minutes(15))
    assert second.id != first.id
    assert await desk.double_bookings() == 0
    assert await desk.booked() == 2
    assert 0 not in await desk.offered(desk.color)


async def test_a_customers_other_hold_stays(desk):
    customer = await desk.customer()
    await desk.hold(customer, service=desk.color)
    await desk.hold(customer, service=desk.color, at=TEN + minutes(120))
    assert await desk.offered(desk.color) == []


async def test_a_hold_ends_at_its_instant_without_a_timer(desk):
    await desk.hold(service=desk.color)
    desk.clock.move(minutes(15) - timedelta(microseconds=1))
    with pytest.raises(SlotTaken):
        await desk.hold(service=desk.color)
    desk.clock.move(timedelta(microseconds=1))
    assert 0 in await desk.offered(desk.color)
    assert (await desk.hold(service=desk.color)).status is Status.HELD


async def test_a_third_unpaid_hold_is_refused(desk):
    customer = await desk.customer()
    await desk.hold(customer, service=desk.color)
    await desk.hold(customer, service=desk.color, at=TEN + timedelta(days=1))
    with pytest.raises(TooManyHolds):
        await desk.hold(customer, service=desk.color, at=TEN + minutes(120))


# --- what may be booked ---


async def test_a_buffer_keeps_the_next_visit_away(desk):
    await desk.hold(staff=desk.noor, at=TEN + minutes(60))
    for start in (30, 45, 90, 105, 114):  # the buffer of 10 minutes is before it and behind it
        with pytest.raises((SlotTaken, NotOpen)):
            await desk.hold(staff=desk.noor, at=TEN + minutes(start))
    assert set(await desk.offered(staff=desk.noor)).isdisjoint(range(6, 115))


async def test_another_price_than_was_shown_is_refused(desk):
    with pytest.raises(PriceChanged):
        await desk.hold(price=Money(1, "SAR"))


async def test_too_little_notice_is_refused_and_exactly_enough_is_not(desk):
    desk.clock.move(TEN - minutes(60) - desk.clock.now())
    assert 0 in await desk.offered()
    await desk.hold()
    desk.clock.move(timedelta(microseconds=1))
    with pytest.raises(TooSoon):
        await desk.hold()


async def test_a_calendar_of_another_salon_cannot_be_had(desk):
    theirs = await Desk(desk.database, desk.clock).open("theirs")
    with pytest.raises(NoLongerOffered):
        await desk.hold(staff=theirs.noor)
    async with desk.work() as work:
        with pytest.raises(NotYours):
            await lock_calendars(work, [desk.noor.id, theirs.noor.id])


class Undone(Exception):
    """Ends a transaction without leaving anything behind."""


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    booked=st.lists(
        st.tuples(st.integers(0, 15), st.sampled_from(["cut", "color"]), st.booleans()),
        max_size=5,
    ),
    wanted=st.sampled_from(["cut", "color"]),
    anyone=st.booleans(),
)
async def test_every_offered_start_can_be_booked_and_nothing_else(desk, booked, wanted, anyone):
    service, staff = getattr(desk, wanted), None if anyone else desk.noor
    with suppress(Undone):
        async with desk.work() as work:
            for quarter, other, with_noor in booked:
                at, member = TEN + minutes(15 * quarter), desk.noor if with_noor else None
                await can_book(desk, work, at, getattr(desk, other), member)
            offered = await desk.offered_in(work, service, staff)
            for start in range(-60, 241, 5):
                at = TEN + minutes(start)
                can = await can_book(desk, work, at, service, staff, undone=True)
                assert can == (start in offered), start
            raise Undone


async def can_book(desk, work, at, service, staff, *, undone=False):
    request = desk.wants(await desk.customer_in(work), at, service, staff)
    savepoint = await work.savepoint()
    try:
        await hold(work, desk.salon, request)
    except Refusal:
        await savepoint.rollback()
        return False
    await (savepoint.rollback() if undone else savepoint.commit())
    return True
