"""Offers of the waiting list: in order, one at a time, and never two for one time."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from booking import bookings, customers, waitlist
from booking.errors import AlreadyOver, SlotTaken
from booking.instants import local_day
from booking.reservations import offering
from booking.reservations.change import cancel
from booking.reservations.lapse import lapse
from booking.reservations.locking import lock_calendars
from booking.visit import Actor, Slot, Status
from booking.waiting import Part, Wanted
from tests.booking.desk import TEN, TUESDAY, Desk, minutes
from tests.booking.test_reservations import no_lock

DAY = TUESDAY.date()
RIYADH = ZoneInfo("Asia/Riyadh")


@pytest.fixture
async def desk(database, clock):
    return await Desk(database, clock).open()


async def waits(desk, number, **wanted):
    """Somebody new on the list, as the list knows them."""
    values = {"services": (desk.cut.id,), "staff_id": desk.noor.id, "first": DAY, "last": DAY}
    async with desk.work() as work:
        person = await customers.meet(work, "telegram", str(number), None)
        entry_id = await waitlist.join(work, person, Wanted(**{**values, **wanted}))
        return next(one for one in await waitlist.in_order(work, DAY) if one.id == entry_id)


async def offered(desk, entry, lock=lock_calendars):
    """The first fitting time, kept for this entry; None if there is none."""
    async with desk.work() as work:
        slot = await offering.fitting(work, desk.salon, entry, DAY)
        return slot and await offering.offer(work, desk.salon, entry, slot, lock)


async def full_but_one(desk):
    """The booking whose cancelling leaves the day's only free haircut with Noor."""
    found = [await desk.hold(at=TEN + minutes(60 * hour), staff=desk.noor) for hour in range(4)]
    return found[1]


async def free(desk, booking):
    async with desk.work() as work:
        await cancel(work, booking.id, Actor("staff", "1"))


async def test_who_came_first_is_first(desk):
    entries = [await waits(desk, number) for number in range(3)]
    async with desk.work() as work:
        assert await waitlist.in_order(work, DAY) == entries
        assert await waitlist.in_order(work, DAY + timedelta(days=1)) == []
        await waitlist.leave(work, entries[0].customer_id, entries[0].id)
        assert [one.id for one in await waitlist.in_order(work, DAY)] == [
            one.id for one in entries[1:]
        ]


async def test_an_offer_is_a_hold_that_nobody_else_gets(desk):
    booking = await full_but_one(desk)
    entry = await waits(desk, 1)
    assert await offered(desk, entry) is None
    await free(desk, booking)
    kept = await offered(desk, entry)
    assert (kept.status, kept.starts_at) == (Status.HELD, TEN + minutes(60))
    assert kept.held_until == desk.clock.now() + desk.salon.offer
    with pytest.raises(SlotTaken):
        await desk.hold(at=kept.starts_at, staff=desk.noor)
    assert await offered(desk, await waits(desk, 2)) is None


@pytest.mark.parametrize("lock", [lock_calendars, no_lock])
@pytest.mark.threaded_sqlite
async def test_of_many_at_once_one_is_offered_the_time(desk, lock):
    booking = await full_but_one(desk)
    entries = [await waits(desk, number) for number in range(5)]
    await free(desk, booking)
    found = await asyncio.gather(
        *(offered(desk, entry, lock) for entry in entries), return_exceptions=True
    )
    kept = [one for one in found if one is not None and not isinstance(one, Exception)]
    assert len(kept) == 1
    assert all(isinstance(one, SlotTaken) for one in found if isinstance(one, Exception))
    assert await desk.double_bookings() == 0


@pytest.mark.threaded_sqlite
async def test_nobody_is_offered_two_times_at_once(desk):
    entry = await waits(desk, 1)
    found = await asyncio.gather(*(offered(desk, entry) for _ in range(5)))
    assert len([one for one in found if one]) == 1


async def test_taking_books_it_once_and_only_while_it_is_kept(desk):
    entry = await waits(desk, 1)
    kept = await offered(desk, entry)
    by = Actor("customer", str(entry.customer_id))
    desk.clock.move(desk.salon.offer - timedelta(seconds=1))
    async with desk.work() as work:
        taken = await offering.take(work, desk.salon, kept.id, by)
    assert taken.status is Status.CONFIRMED
    async with desk.work() as work:
        with pytest.raises(AlreadyOver):
            await offering.take(work, desk.salon, kept.id, by)
    other = await offered(desk, await waits(desk, 2))
    desk.clock.move(desk.salon.offer)
    async with desk.work() as work:
        with pytest.raises(AlreadyOver):  # at its very end it is free
            await offering.take(work, desk.salon, other.id, by)
        assert await lapse(work, other.id)


async def test_what_has_a_deposit_is_held_anew_for_it(desk):
    entry = await waits(desk, 1, services=(desk.color.id,))
    kept = await offered(desk, entry)
    assert kept.deposit == desk.color.deposit
    desk.clock.move(timedelta(minutes=10))
    async with desk.work() as work:
        taken = await offering.take(work, desk.salon, kept.id, Actor("customer"))
    assert (taken.status, taken.is_offer) == (Status.HELD, False)
    assert taken.held_until == desk.clock.now() + desk.salon.hold
    desk.clock.move(timedelta(minutes=10))
    async with desk.work() as work:
        assert not await lapse(work, kept.id)
        assert (await bookings.get(work, kept.id)).status is Status.HELD
    with pytest.raises(SlotTaken):
        await desk.hold(at=kept.starts_at, staff=desk.noor)


async def test_refusing_frees_it_and_it_is_not_offered_again(desk):
    entry = await waits(desk, 1)
    kept = await offered(desk, entry)
    async with desk.work() as work:
        await offering.refuse(work, kept.id, Actor("customer", str(entry.customer_id)))
        await waitlist.passed(work, entry.id, kept.starts_at)
        (again,) = await waitlist.in_order(work, DAY)
        slot = await offering.fitting(work, desk.salon, again, DAY)
    assert slot.starts_at > kept.starts_at


async def test_who_left_meanwhile_is_offered_nothing(desk):
    entry = await waits(desk, 1)
    async with desk.work() as work:
        await waitlist.leave(work, entry.customer_id, entry.id)
    assert await offered(desk, entry) is None
    assert await desk.booked() == 0


async def test_what_is_not_done_any_more_is_not_offered(desk):
    entry = await waits(desk, 1)
    desk.salon = replace(desk.salon, services=(desk.color,))
    assert await offered(desk, entry) is None


@pytest.mark.parametrize(
    ("part", "hours"),
    [
        (Part.ANY, [0, 11, 12, 16, 17, 23]),
        (Part.MORNING, [0, 11]),
        (Part.AFTERNOON, [12, 16]),
        (Part.EVENING, [17, 23]),
    ],
)
def test_parts_of_the_day_are_those_of_the_salons_clock(part, hours):
    midnight = TUESDAY.replace(tzinfo=RIYADH)
    wanted = Wanted((1,), None, DAY, DAY, part)
    fitting = [
        hour
        for hour in (0, 11, 12, 16, 17, 23)
        if wanted.fits(Slot(midnight + timedelta(hours=hour), (1,)), RIYADH)
    ]
    assert fitting == hours
    after = Slot(midnight + timedelta(days=1), (1,))
    assert local_day(after.starts_at, RIYADH) != DAY
    assert not wanted.fits(after, RIYADH)
