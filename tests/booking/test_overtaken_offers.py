"""Who waits is offered a time once; who is overtaken has it, or somebody else does."""

from dataclasses import replace

import pytest

from booking import customers, waitlist
from booking.instants import local_day
from booking.reservations import offering
from booking.store.ids import new_id
from booking.visit import Slot
from booking.waiting import Wanted
from tests.booking.acts import (
    CUSTOMER,
    alone,
    booking_it,
    lapsing,
    plays,
)
from tests.booking.desk import ALWAYS_OPEN, Desk, minutes
from tests.booking.sound import check_bookings

# SQLite writes in turn.
pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@pytest.fixture
async def desk(database, clock):
    return await Desk(database, clock).open(changes=ALWAYS_OPEN)


def waiting(desk, service):
    """Somebody who waits for the day of a time that nobody has."""

    async def new():
        at = next(desk.times)
        day = local_day(at, desk.salon.zone)
        wanted = Wanted((service.id,), desk.noor.id, day, day)
        async with desk.work() as work:
            person = await customers.meet(work, "telegram", str(new_id()), None)
            entry_id = await waitlist.join(work, person, wanted)
            entries = await waitlist.in_order(work, day)
        return next(one for one in entries if one.id == entry_id), Slot(at, (desk.noor.id,))

    return new


def offered(desk, service):
    async def new():
        entry, slot = await waiting(desk, service)()
        return await alone(desk, offering_it)((entry, slot))

    return new


async def offering_it(work, salon, subject):
    entry, slot = subject
    teams = (((entry.wanted.staff_id,),),)
    return await offering.offer(work, salon, entry, replace(slot, teams=teams))


async def taking(work, salon, booking):
    work.now -= minutes(1)  # when they tapped
    return await offering.take(work, salon, booking.id, CUSTOMER)


async def refusing(work, _salon, booking):
    return await offering.refuse(work, booking.id, CUSTOMER)


async def test_one_time_is_offered_to_one_person_once(desk):
    async for played in plays(desk, waiting(desk, desk.cut), offering_it, offering_it):
        assert (played.first is None) != (played.second is None)
    await check_bookings(desk)


async def test_an_offer_is_taken_or_somebody_else_has_the_time(desk):
    async def new():
        booking = await offered(desk, desk.cut)()
        desk.clock.move(desk.salon.offer)
        return booking

    for first, second in ((booking_it(desk), taking), (taking, booking_it(desk))):
        async for played in plays(desk, new, first, second):
            assert len(played.refusals) == 1, played
    await check_bookings(desk)


async def test_an_offer_with_a_deposit_lapses_or_is_kept_for_it(desk):
    async def new():
        booking = await offered(desk, desk.color)()
        desk.clock.move(desk.salon.offer)
        return booking

    async for played in plays(desk, new, lapsing, taking):
        assert played.first is bool(played.refusals), played
    async for played in plays(desk, offered(desk, desk.color), taking, taking):
        assert len(played.refusals) == 1, played
    async for played in plays(desk, offered(desk, desk.color), taking, refusing):
        assert len(played.refusals) == 1, played
    async for played in plays(desk, offered(desk, desk.color), refusing, taking):
        assert len(played.refusals) == 1, played
    await check_bookings(desk)


async def test_who_leaves_the_waiting_list_does_not_come_back_to_it(desk):
    async def passing(work, _salon, subject):
        entry, slot = subject
        await waitlist.passed(work, entry.id, slot.starts_at)

    async def leaving(work, _salon, subject):
        entry, _ = subject
        assert await waitlist.leave(work, entry.customer_id, entry.id)

    async for played in plays(desk, waiting(desk, desk.cut), passing, leaving):
        entry, _ = played.subject
        async with desk.work() as work:
            assert not await waitlist.of_customer(work, entry.customer_id, entry.wanted.first)
