"""A visit is booked on the conditions of who does it, and on none but those that were stated."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from booking.bookings import find
from booking.errors import ConditionsChanged, PriceChanged
from booking.instants import local_day
from booking.money import Money
from booking.reservations.hold import hold
from booking.reservations.moving import move, reassign
from booking.reservations.stating import state
from booking.slots import free_times
from booking.visit import Actor
from booking.wish import Wish
from tests.booking.desk import TEN, TUESDAY, Desk, minutes

STAFF = Actor("staff", "1")
OWN = (
    (
        'services = ["cut"]',
        'services = ["cut"]\nprices = { cut = "150.00" }\nminutes = { cut = 60 }',
    ),
    ("minutes = 45", 'minutes = 45\nvat = "0%"'),
)
SHARE = ('price = "115.00"', 'price = "115.00"\ndeposit = "50%"')


def sar(minor):
    return Money(minor, "SAR")


@pytest.fixture
async def desk(database, clock):
    return await Desk(database, clock).open(changes=OWN)


async def stated(desk, staff=None, at=TEN, customer_id=1):
    async with desk.work() as work:
        wish = Wish((desk.cut,), staff and staff.id, customer_id)
        return (await state(work, desk.salon, wish, customer_id, at)).conditions


async def test_starts_fit_the_length_of_who_does_it(desk):
    # Until two o'clock: the last start of 45 minutes, and of 60.
    assert (await desk.offered(staff=desk.noor))[-1] == 195
    assert (await desk.offered(staff=desk.sara))[-1] == 180
    assert (await desk.offered())[-1] == 195


async def test_the_price_and_length_of_who_does_it_are_booked(desk):
    booking = await desk.hold(staff=desk.sara, price=sar(15000))
    assert (booking.price, booking.ends_at - booking.starts_at) == (sar(15000), minutes(60))
    async with desk.work() as work:
        (line,) = (await find(work, booking.id)).lines
    assert (line.price, line.vat_percent) == (sar(15000), Decimal(0))
    with pytest.raises(PriceChanged):
        await desk.hold(staff=desk.sara, at=TEN + minutes(75))


async def test_who_does_not_mind_is_told_the_cheapest_and_gets_it(desk):
    assert (await stated(desk)).price == sar(11500)
    first = await desk.hold()
    assert first.lines[0].staff_id == desk.noor.id
    now = await stated(desk)
    assert (now.price, now.length) == (sar(15000), minutes(60))
    with pytest.raises(PriceChanged):  # who was told the price of the one that is taken
        await desk.hold()
    assert (await desk.hold(price=sar(15000))).lines[0].staff_id == desk.sara.id


async def test_a_share_is_of_the_persons_own_price(database, clock):
    desk = await Desk(database, clock).open(changes=(*OWN, SHARE))
    assert (await stated(desk, desk.noor)).due == sar(5750)
    assert (await desk.hold(staff=desk.sara, price=sar(15000))).deposit == sar(7500)


async def test_what_is_moved_keeps_its_length_and_price(desk):
    booking = await desk.hold(staff=desk.sara, price=sar(15000))
    async with desk.work() as work:
        await move(work, desk.salon, booking.id, TEN + minutes(60), STAFF)
        moved = await reassign(work, desk.salon, booking.id, desk.noor.id, STAFF)
    assert (moved.price, moved.ends_at - moved.starts_at) == (sar(15000), minutes(60))
    assert moved.lines[0].vat_percent == Decimal(0)


async def test_nothing_is_booked_on_other_conditions_than_were_stated(desk):
    seen = await stated(desk, desk.noor)
    desk.salon = replace(desk.salon, cancel_until=timedelta(hours=48))
    customer_id = await desk.customer()
    wanted = desk.wants(customer_id, staff=desk.noor)
    async with desk.work() as work:
        with pytest.raises(ConditionsChanged):
            await hold(work, desk.salon, replace(wanted, conditions_shown=seen.fingerprint))
    assert await desk.booked() == 0
    again = await stated(desk, desk.noor)
    async with desk.work() as work:
        await hold(work, desk.salon, replace(wanted, conditions_shown=again.fingerprint))
    assert await desk.booked() == 1


async def test_a_visit_that_has_come_near_needs_an_approval_that_was_not_stated(database, clock):
    near = ("minimum_notice = 60", "minimum_notice = 60\napproval_if_sooner = 180")
    desk = await Desk(database, clock).open(changes=(near,))
    clock.move(TEN - minutes(181) - clock.now())
    seen = await stated(desk)
    assert not seen.needs_approval
    clock.move(minutes(2))
    wanted = replace(desk.wants(await desk.customer()), conditions_shown=seen.fingerprint)
    async with desk.work() as work:
        with pytest.raises(ConditionsChanged):
            await hold(work, desk.salon, wanted)


async def test_a_season_has_its_own_terms_in_what_is_stated_and_booked(database, clock):
    season = """horizon_days = 30
cancel_steps = [[1440, 100]]
[[salon.seasons]]
from = "2027-03-02"
to = "2027-03-02"
cancel_steps = [[2880, 50]]
"""
    desk = await Desk(database, clock).open(changes=(("horizon_days = 30\n", season),))
    assert (await stated(desk)).terms == ((2880, 50),)
    assert (await stated(desk, at=TEN + timedelta(days=1))).terms == ((1440, 100),)
    assert (await desk.hold()).terms == ((2880, 50),)


async def test_a_salon_that_never_closes_books_what_it_offers_on_any_day(database, clock):
    weekdays = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
    always = "\n".join(f'{day} = ["00:00-24:00"]' for day in weekdays)
    changes = (
        ('tue = ["10:00-14:00"]\nwed = ["10:00-14:00"]', always),
        ("horizon_days = 30", "horizon_days = 30\nslot_step = 50"),
    )
    desk = await Desk(database, clock).open(changes=changes)
    day = TUESDAY + timedelta(days=3)
    alone = await desk.offered(day=day)
    async with desk.work() as work:
        days = (TUESDAY.date(), day.date())
        several = await free_times(work, desk.salon, Wish((desk.cut,)), days)
    opens = TEN + (day - TUESDAY)
    assert alone == [
        (slot.starts_at - opens) // minutes(1)
        for slot in several
        if local_day(slot.starts_at, desk.salon.zone) == day.date()
    ]
    assert (await desk.hold(at=opens + minutes(alone[0]))).starts_at == opens + minutes(alone[0])
