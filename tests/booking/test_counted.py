"""What limits have left by the database's sums is what is left by counting visit by visit."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from booking.counted import read_quota
from booking.instants import local_day
from booking.limits import Limit, Per, Quota, Share, Visited
from booking.reservations.locking import lock_calendars
from booking.reservations.moving import change
from booking.store.tables.bookings import booking_lines, bookings
from booking.visit import Actor, Change
from booking.wish import Wish
from tests.booking.desk import TEN, Desk, minutes

_SPRING = datetime(2027, 3, 28, tzinfo=UTC)  # the clock is put forward in Berlin
_STATUSES = ["confirmed", "confirmed", "completed", "no_show", "held", "cancelled", "expired"]


@pytest.fixture
async def desk(database, clock):
    desk = await Desk(database, clock).open()
    clock.move(_SPRING - clock.now())
    return desk


@pytest.mark.parametrize("seed", range(5))
async def test_the_sums_are_what_counting_each_visit_finds(desk, seed):
    random = Random(seed)  # noqa: S311  # a test's dice
    me, other = await desk.customer(), await desk.customer()
    salon = replace(desk.salon, zone=ZoneInfo("Europe/Berlin"), limits=_limits(random, desk))
    async with desk.work() as work:
        visits = [await _visit(work, desk, random, salon, [me, other]) for _ in range(120)]
    counted = [visit for visit in visits if visit is not None]
    days = (date(2027, 3, 26), date(2027, 4, 1))
    wish = Wish((desk.cut,), None, me)
    async with desk.work() as work:
        quota = await read_quota(work, salon, wish, days)
    expected = Quota(salon.limits, counted, salon.first_weekday)
    for ahead in range(7):
        for member in (desk.noor, desk.sara):
            share = Share(desk.cut.id, member.id, 45)
            one = Visited(days[0] + timedelta(days=ahead), me, 45, (share,))
            assert quota.reached(one) == expected.reached(one)


async def test_a_booking_that_gets_a_new_time_does_not_count(desk):
    me = await desk.customer()
    salon = replace(desk.salon, limits=(Limit(Per.CUSTOMER, day=1),))
    one = await desk.hold(me, at=_SPRING + timedelta(days=2, hours=7))
    day = local_day(one.starts_at, salon.zone)
    visit = Visited(day, me, 45, (Share(desk.cut.id, desk.noor.id, 45),))
    wish = Wish((desk.cut,), None, me)
    async with desk.work() as work:
        quota = await read_quota(work, salon, wish, (day, day))
        assert quota.reached(visit).limit == salon.limits[0]
        quota = await read_quota(work, salon, wish, (day, day), one.id)
        assert quota.reached(visit) is None


def _limits(random, desk):
    periods = ("day", "week", "month", "year")
    return tuple(
        Limit(
            per,
            minutes=by_minutes,
            services=frozenset({desk.cut.id}) if per is Per.TEAM else frozenset(),
            **{random.choice(periods): random.randrange(1, 60) * (45 if by_minutes else 1)},
        )
        for per in Per
        for by_minutes in (False, True)
    )


async def _visit(work, desk, random, salon, customers):
    """A booking of one or two services, each by one or two people; null: it does not count."""
    starts_at = _SPRING + minutes(random.randrange(-90 * 1440, 10 * 1440))
    status, customer_id = random.choice(_STATUSES), random.choice(customers)
    held_until = work.now + minutes(random.choice([-5, 5])) if status == "held" else None
    lines, ends_at = [], starts_at
    for service in random.sample([desk.cut, desk.color], random.choice([1, 2])):
        together = random.sample([desk.noor, desk.sara], random.choice([1, 2]))
        span = (ends_at, ends_at + service.length)
        lines += [(service.id, member.id, *span) for member in together]
        ends_at = span[1]
    booking_id = random.getrandbits(60)
    booking = {
        "id": booking_id,
        "code": "ABCD",
        "request_key": str(booking_id),
        "customer_id": customer_id,
        "channel": "telegram",
        "chat": "42",
        "status": status,
        "revision": 1,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "held_until": held_until,
        "currency": "SAR",
        "price_minor": 100,
        "deposit_minor": 0,
        "terms": {},
        "created_at": work.now,
    }
    await work.insert(bookings, booking)
    await work.insert(
        booking_lines,
        *(
            {
                "booking_id": booking_id,
                "ordinal": ordinal,
                "service_id": service_id,
                "calendar_id": staff_id,
                "starts_at": begins,
                "ends_at": ends,
                "price_minor": 100,
            }
            for ordinal, (service_id, staff_id, begins, ends) in enumerate(lines)
        ),
    )
    if status in ("cancelled", "expired") or (held_until and held_until <= work.now):
        return None
    shares = tuple(
        Share(one, who, (ends - begins) // minutes(1), (begins - starts_at) // minutes(1))
        for one, who, begins, ends in lines
    )
    day = local_day(starts_at, salon.zone)
    return Visited(day, customer_id, (ends_at - starts_at) // minutes(1), shares)


@pytest.mark.parametrize("per", [Per.SALON, Per.SERVICE, Per.CUSTOMER])
async def test_what_others_use_up_too_is_asked_while_nobody_else_books(desk, per):
    desk.salon = replace(desk.salon, limits=(Limit(per, day=1),))
    everybody = {desk.noor.id, desk.sara.id}
    locked = []

    async def lock(work, calendar_ids):
        locked.append(set(calendar_ids))
        await lock_calendars(work, calendar_ids)

    tuesday = TEN + timedelta(days=28)
    booking = await desk.hold(at=tuesday, staff=desk.sara, lock=lock)
    wanted, by = Change(tuesday + minutes(60)), Actor("customer", str(booking.customer_id))
    async with desk.work() as work:
        await change(work, desk.salon, booking.id, wanted, by, lock)
    assert locked == [everybody, everybody]


async def test_what_only_one_person_uses_up_locks_nobody_else(desk):
    desk.salon = replace(desk.salon, limits=(Limit(Per.STAFF, day=1),))

    async def lock(work, calendar_ids):
        assert set(calendar_ids) == {desk.sara.id}
        await lock_calendars(work, calendar_ids)

    await desk.hold(at=TEN + timedelta(days=28), staff=desk.sara, lock=lock)
