"""A booking becomes another: its own time is free for it, and a refused change changes nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from booking import bookings
from booking.errors import MoveRefused, NotExchangeable, NotOpen, PriceChanged, SlotTaken
from booking.reservations.change import confirm
from booking.reservations.moving import change, times_for_change
from booking.visit import Actor, Change, Status
from tests.booking.desk import TEN, TUESDAY, Desk, minutes
from tests.booking.test_reservations import no_lock, outcomes

STAFF = Actor("staff", "1")


@pytest.fixture
async def desk(database, clock):
    return await Desk(database, clock).open()


async def changed(desk, booking, wanted, by=None, **lock):
    by = by or Actor("customer", str(booking.customer_id))
    async with desk.work() as work:
        return await change(work, desk.salon, booking.id, wanted, by, **lock)


async def stored(desk, booking):
    async with desk.work() as work:
        return await bookings.get(work, booking.id)


def later(number):
    return TEN + minutes(number)


async def test_a_booking_may_overlap_its_own_time(desk):
    booking = await desk.hold(staff=desk.noor)
    moved = await changed(desk, booking, Change(later(15)))
    assert (moved.starts_at, moved.moved_from, moved.moves) == (later(15), TEN, 1)
    assert moved == await stored(desk, booking)
    assert await desk.double_bookings() == 0
    assert (await desk.hold(at=later(75), staff=desk.noor)).status is Status.CONFIRMED


async def test_it_keeps_its_people_unless_others_are_wanted(desk):
    booking = await desk.hold(staff=desk.noor)
    await desk.hold(at=later(60), staff=desk.noor)
    with pytest.raises(SlotTaken):
        await changed(desk, booking, Change(later(60)))
    assert (await stored(desk, booking)).starts_at == TEN
    moved = await changed(desk, booking, Change(later(60), anyone=True))
    assert moved.lines[0].staff_id == desk.sara.id
    back = await changed(desk, booking, Change(TEN, staff_id=desk.noor.id))
    assert back.lines[0].staff_id == desk.noor.id


async def test_anyone_is_who_has_the_fewest_visits_besides_it(desk):
    booking = await desk.hold(staff=desk.noor)
    for at in (120, 180):
        await desk.hold(at=later(at), staff=desk.noor)
    await desk.hold(at=later(120), staff=desk.sara)
    await desk.hold(at=later(180), staff=desk.sara)
    moved = await changed(desk, booking, Change(later(15), anyone=True))
    assert moved.lines[0].staff_id == desk.noor.id


async def test_times_for_a_change_are_those_at_which_it_succeeds(desk):
    booking = await desk.hold(staff=desk.noor)
    await desk.hold(at=later(90), staff=desk.noor)
    days = (TUESDAY.date(), TUESDAY.date())
    async with desk.work() as work:
        times = await times_for_change(work, desk.salon, booking, Change(TEN), days)
    starts = [(slot.starts_at - TEN) // timedelta(minutes=1) for slot in times]
    assert starts[:3] == [0, 15, 30]
    assert not set(range(36, 145)) & set(starts)
    for start in starts:
        assert (await changed(desk, booking, Change(later(start)))).starts_at == later(start)


async def test_another_service_has_its_own_length_and_todays_price(desk):
    booking = await desk.hold(staff=desk.noor, service=desk.cut)
    salon = desk.salon
    dyed = replace(desk.color, deposit=None, deposit_percent=None)
    desk.salon = replace(salon, services=(desk.cut, dyed))
    wanted = Change(TEN, service_id=desk.color.id, price_shown=desk.color.price)
    after = await changed(desk, booking, wanted)
    assert after == await stored(desk, booking)
    assert (after.price, after.service_ids) == (desk.color.price, (desk.color.id,))
    assert after.ends_at == later(90)
    assert after.lines[0].staff_id == desk.noor.id
    with pytest.raises(SlotTaken):
        await desk.hold(at=later(75), staff=desk.noor)


async def test_what_was_paid_stays_with_it(desk):
    booking = await desk.hold(staff=desk.noor, service=desk.color)
    with pytest.raises(NotExchangeable):  # not while it is unpaid
        await changed(desk, booking, Change(TEN, service_id=desk.cut.id))
    async with desk.work() as work:
        await confirm(work, desk.salon, booking.id, Actor("provider"))
    after = await changed(desk, booking, Change(TEN, service_id=desk.cut.id))
    assert (after.price, after.deposit) == (desk.cut.price, desk.color.deposit)
    assert after.terms == booking.terms


async def test_what_costs_less_than_was_paid_is_booked_anew(desk):
    booking = await desk.hold(staff=desk.noor, service=desk.color)
    async with desk.work() as work:
        await confirm(work, desk.salon, booking.id, Actor("provider"))
    cheap = replace(desk.cut, price=desk.color.deposit - desk.cut.price.share(1))
    desk.salon = replace(desk.salon, services=(cheap, desk.color))
    with pytest.raises(NotExchangeable):
        await changed(desk, booking, Change(TEN, service_id=cheap.id))


@pytest.mark.parametrize("rule", [{}, {"deposit": None, "prepay": True}, {"approval": True}])
async def test_what_must_be_paid_or_approved_first_is_booked_anew(desk, rule):
    booking = await desk.hold(staff=desk.noor)
    if "approval" in rule:
        rule = {**rule, "deposit": None}
    desk.salon = replace(desk.salon, services=(desk.cut, replace(desk.color, **rule)))
    with pytest.raises(NotExchangeable):
        await changed(desk, booking, Change(TEN, service_id=desk.color.id))
    assert (await stored(desk, booking)).service_ids == (desk.cut.id,)


async def test_it_is_not_changed_at_another_price_than_was_shown(desk):
    booking = await desk.hold(staff=desk.noor, service=desk.cut)
    free = replace(desk.color, deposit=None)
    desk.salon = replace(desk.salon, services=(desk.cut, free))
    wanted = Change(TEN, service_id=free.id, price_shown=desk.cut.price)
    with pytest.raises(PriceChanged):
        await changed(desk, booking, wanted)


async def test_changes_are_limited_in_number_and_time_for_customers_only(desk):
    desk.salon = replace(desk.salon, free_moves=1, move_until=minutes(120))
    booking = await desk.hold(staff=desk.noor)
    await changed(desk, booking, Change(later(60)))
    with pytest.raises(MoveRefused) as refused:
        await changed(desk, booking, Change(TEN))
    assert refused.value.moves_left == 0
    await changed(desk, booking, Change(later(15)), by=STAFF)
    other = await desk.hold(staff=desk.sara)
    desk.clock.move(TEN - minutes(119) - desk.clock.now())
    with pytest.raises(MoveRefused) as refused:
        await changed(desk, other, Change(later(120)))
    assert refused.value.until == TEN - minutes(120)
    assert (await stored(desk, other)).starts_at == TEN


async def test_customers_get_what_is_offered_and_nothing_else(desk):
    booking = await desk.hold(staff=desk.noor)
    with pytest.raises(NotOpen):
        await changed(desk, booking, Change(later(7)))
    assert (await changed(desk, booking, Change(later(7)), by=STAFF)).starts_at == later(7)


async def test_of_many_that_move_to_one_time_one_gets_it(desk):
    moving = [await desk.hold(at=later(60 * number), staff=desk.noor) for number in range(3)]
    wanted = Change(later(180))
    got, refused = await outcomes(
        *(changed(desk, booking, wanted) for booking in moving),
        desk.hold(at=later(180), staff=desk.noor),
    )
    assert len(got) == 1
    assert {type(one) for one in refused} == {SlotTaken}
    assert await desk.double_bookings() == 0


async def test_without_the_lock_the_database_refuses_the_move(desk):
    moving = [await desk.hold(at=later(60 * number), staff=desk.noor) for number in range(3)]
    got, _ = await outcomes(
        *(changed(desk, booking, Change(later(180)), lock=no_lock) for booking in moving)
    )
    assert len(got) == 1
    assert await desk.double_bookings() == 0


async def test_what_is_paid_late_takes_the_time_back_from_the_customers_own_new_hold(desk):
    customer_id = await desk.customer()
    late = await desk.hold(customer_id, service=desk.color)
    desk.clock.move(minutes(15))
    again = await desk.hold(customer_id, service=desk.color)
    assert again.id != late.id
    async with desk.work() as work:
        assert (await confirm(work, desk.salon, late.id, STAFF)).status is Status.CONFIRMED
    assert (await stored(desk, again)).status is Status.CANCELLED
    assert await desk.double_bookings() == 0
