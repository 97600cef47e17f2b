"""Who is overtaken by somebody else gets it all, or a clear no; nobody gets half of it."""

from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest

from booking import bookings, customers, reviews, waitlist
from booking.catalog import Catalog
from booking.catalog_file import import_catalogue, read_catalogue
from booking.errors import AlreadyOver, LimitReached, PriceChanged, SlotTaken, TermsChanged
from booking.instants import local_day
from booking.limits import Limit, Per
from booking.reservations import attending, offering, proposing
from booking.reservations.change import approve, cancel, confirm, decline
from booking.reservations.hold import hold
from booking.reservations.lapse import lapse
from booking.reservations.moving import change, reassign
from booking.reservations.unanswered import decline_unanswered
from booking.store.ids import new_id
from booking.visit import Actor, Change, Slot, Status
from booking.waiting import Wanted
from tests.booking.desk import ALWAYS_OPEN, CATALOGUE, TEN, Desk, minutes
from tests.booking.sound import ONCE_ACCEPTED, check_bookings
from tests.overtaking import overtakings

CUSTOMER, STAFF = Actor("customer", "1"), Actor("staff", "1")
LATER = minutes(120)


@pytest.fixture
def database_url(postgresql_url):
    return postgresql_url  # SQLite writes in turn


@pytest.fixture
async def desk(database, clock):
    return await Desk(database, clock).open(changes=ALWAYS_OPEN)


def plays(desk, new, first, second):
    return overtakings(desk.database, new, _alone(desk, first), _alone(desk, second))


def _alone(desk, operation):
    """In a transaction of its own."""

    async def done(subject):
        async with desk.work() as work:
            return await operation(work, desk.salon, subject)

    return done


async def one_wins(desk, new, *pairs, keeping=ONCE_ACCEPTED):
    """Of each two who have seen the same booking, the other is told that it has changed."""
    for first, second in pairs:
        async for played in plays(desk, new, first, second):
            (no,) = played.refusals
            assert isinstance(no, AlreadyOver | TermsChanged), played
    await check_bookings(desk, keeping)


async def status_of(desk, booking):
    async with desk.work() as work:
        return (await bookings.get(work, booking.id)).status


# What somebody does with a booking that they have seen.


async def cancelling(work, _salon, booking):
    return await cancel(work, booking.id, CUSTOMER, seen=booking.revision)


async def moving(work, salon, booking):
    wanted = Change(booking.starts_at + LATER)
    return await change(work, salon, booking.id, wanted, CUSTOMER, seen=booking.revision)


async def reassigning(work, salon, booking):
    _, sara = salon.staff
    return await reassign(work, salon, booking.id, sara.id, STAFF)


async def approving(work, salon, booking):
    return await approve(work, salon, booking.id, STAFF, seen=booking.revision)


async def declining(work, _salon, booking):
    return await decline(work, booking.id, STAFF, seen=booking.revision)


async def proposing_later(work, salon, booking):
    later = booking.starts_at + LATER
    return await proposing.propose(work, salon, booking.id, later, STAFF, booking.revision)


async def agreeing(work, salon, booking):
    return await proposing.agree(work, salon, await bookings.get(work, booking.id), CUSTOMER)


async def paying(work, salon, booking):
    return await confirm(work, salon, booking.id, Actor("provider"))


async def lapsing(work, _salon, booking):
    return await lapse(work, booking.id)


def booking_it(desk, later=0):
    """Somebody else books the time of it, or one so many minutes later."""

    async def hold_it(work, salon, booking):
        customer, at = await desk.customer_in(work), booking.starts_at + minutes(later)
        return await hold(work, salon, desk.wants(customer, at, staff=desk.noor))

    return hold_it


# Bookings that something is about to happen to.


def booked(desk, service=None):
    async def new():
        return await desk.hold(at=next(desk.times), staff=desk.noor, service=service)

    return new


def run_out(desk):
    async def new():
        booking = await booked(desk, desk.color)()
        desk.clock.move(desk.salon.hold)
        return booking

    return new


def proposed(desk):
    async def new():
        booking = await booked(desk)()
        return await _alone(desk, proposing_later)(booking)

    return new


def begun(desk):
    async def new():
        booking = await booked(desk)()
        desk.clock.move(booking.starts_at - desk.clock.now())
        return booking

    return new


def over(desk):
    async def new():
        booking = await booked(desk)()
        desk.clock.move(booking.ends_at - desk.clock.now())
        return booking

    return new


async def test_a_time_is_sold_once(desk):
    async def new():
        return replace(template, starts_at=next(desk.times))

    template = await booked(desk)()
    async for played in plays(desk, new, booking_it(desk), booking_it(desk)):
        (no,) = played.refusals
        assert isinstance(no, SlotTaken)
    await check_bookings(desk)


async def test_a_limit_is_not_passed_by_two_who_lock_nothing_in_common(desk):
    async def new():
        return TEN + timedelta(days=next(days))

    async def with_sara(work, salon, at):
        wanted = desk.wants(await desk.customer_in(work), at, staff=desk.sara)
        return await hold(work, salon, wanted)

    async def with_noor(work, salon, at):
        wanted = desk.wants(await desk.customer_in(work), at + LATER, staff=desk.noor)
        return await hold(work, salon, wanted)

    days = count()
    desk.salon = replace(desk.salon, limits=(Limit(Per.SALON, day=1),))
    async for played in plays(desk, new, with_sara, with_noor):
        (no,) = played.refusals
        assert isinstance(no, LimitReached)


async def test_a_visit_is_moved_or_cancelled_and_leaves_no_claim_behind(desk):
    pairs = [(moving, cancelling), (cancelling, moving), (moving, moving), (cancelling, cancelling)]
    await one_wins(desk, booked(desk), *pairs, (reassigning, cancelling))


async def test_who_is_moved_to_a_time_has_it_or_stays(desk):
    async for played in plays(desk, booked(desk), moving, booking_it(desk, later=120)):
        (no,) = played.refusals
        assert isinstance(no, SlotTaken)
    await check_bookings(desk)


async def test_a_hold_is_paid_or_cancelled(desk):
    await one_wins(desk, booked(desk, desk.color), (paying, cancelling), (cancelling, paying))


async def test_who_pays_while_the_visit_is_moved_has_the_time_for_good(desk):
    async for played in plays(desk, booked(desk, desk.color), moving, paying):
        assert await status_of(desk, played.subject) is Status.CONFIRMED
    await check_bookings(desk)


async def test_who_pays_when_the_hold_runs_out_has_the_time_or_somebody_else(desk):
    for first, second in ((lapsing, paying), (paying, lapsing)):
        async for played in plays(desk, run_out(desk), first, second):
            assert await status_of(desk, played.subject) is Status.CONFIRMED
    for first, second in ((booking_it(desk), paying), (paying, booking_it(desk))):
        async for played in plays(desk, run_out(desk), first, second):
            (no,) = played.refusals
            assert isinstance(no, SlotTaken)
    await check_bookings(desk)


@pytest.mark.parametrize("blocks", [True, False])
async def test_a_request_is_answered_as_it_was_seen(desk, blocks):
    cut = replace(desk.cut, approval=True, requests_block=blocks)
    desk.salon = replace(desk.salon, services=(cut, desk.color))
    await one_wins(
        *(desk, booked(desk), (approving, moving), (approving, declining)),
        *((declining, moving), (proposing_later, cancelling), (proposing_later, moving)),
        keeping=("requested", *ONCE_ACCEPTED) if blocks else ONCE_ACCEPTED,
    )


async def test_a_proposal_is_taken_as_it_was_seen(desk):
    cut = replace(desk.cut, approval=True)
    desk.salon = replace(desk.salon, services=(cut, desk.color))
    pairs = [(agreeing, proposing_later), (agreeing, cancelling)]
    await one_wins(desk, proposed(desk), *pairs, keeping=("requested", *ONCE_ACCEPTED))


async def test_what_came_of_a_visit_is_one_thing_and_when_they_came_is_kept(desk):
    async def arriving(work, _salon, booking):
        return await attending.arrive(work, booking.id, STAFF)

    async def completing(work, _salon, booking):
        return await attending.complete(work, booking.id, STAFF)

    async def staying_away(work, _salon, booking):
        return await attending.mark_no_show(work, booking.id, STAFF)

    await one_wins(desk, begun(desk), (completing, staying_away), (staying_away, completing))
    async for played in plays(desk, begun(desk), completing, arriving):
        if not played.refusals:
            assert played.first.arrived_at == desk.clock.now()


async def test_the_last_chair_is_taken_once(desk):
    chairs = ("horizon_days = 30", "horizon_days = 30\nresources = { chair = 1 }")
    needs = ("minutes = 45", 'minutes = 45\nuses = ["chair"]')
    await desk.open("other", changes=(*ALWAYS_OPEN, chairs, needs))
    template = await booked(desk)()

    async def new():
        return replace(template, starts_at=next(desk.times))

    async def with_sara(work, salon, booking):
        customer = await desk.customer_in(work)
        return await hold(work, salon, desk.wants(customer, booking.starts_at, staff=desk.sara))

    async for played in plays(desk, new, with_sara, booking_it(desk)):
        (no,) = played.refusals
        assert isinstance(no, SlotTaken)


async def test_who_sold_by_the_old_catalogue_did_so_before_the_new_one(desk):
    def catalogue(price):
        text = CATALOGUE.format(slug="main")
        for old, new in (*ALWAYS_OPEN, ("115.00", price)):
            text = text.replace(old, new, 1)
        return read_catalogue(text, "salon.toml")

    async def new():
        await import_catalogue(desk.database, catalogue("115.00"), seal=str)
        return next(desk.times)

    async def book(at):
        async with desk.work() as work:
            salon = await Catalog().salon(work)
            wanted = desk.wants(await desk.customer_in(work), at, staff=desk.noor)
            return await hold(work, salon, wanted)

    async def raise_price(_at):
        return await import_catalogue(desk.database, catalogue("125.00"), seal=str)

    async for played in overtakings(desk.database, new, book, raise_price):
        assert isinstance(played.first, PriceChanged) or played.first.price == desk.cut.price
        assert played.second.changed
    async for played in overtakings(desk.database, new, raise_price, book):
        assert isinstance(played.second, PriceChanged) or played.second.price == desk.cut.price
    await check_bookings(desk)


async def test_who_answers_at_the_last_moment_is_heard(desk):
    cut = replace(desk.cut, approval=True)
    desk.salon = replace(desk.salon, services=(cut, desk.color), answer_within=minutes(60))

    async def new():
        booking = await booked(desk)()
        desk.clock.move(booking.answer_until - desk.clock.now())
        return booking

    async def declining_at_its_end(work, _salon, booking):
        return await decline_unanswered(work, booking.id)

    async def proposing_before(work, salon, booking):
        work.now -= minutes(1)  # when they began
        return await proposing_later(work, salon, booking)

    async for played in plays(desk, new, declining_at_its_end, proposing_before):
        assert played.first is bool(played.refusals), played
    await check_bookings(desk)


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
        return await _alone(desk, offering_it)((entry, slot))

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


async def test_who_rates_twice_at_once_counts_once(desk):
    def rating(stars):
        async def rate(work, _salon, booking):
            await reviews.rate(work, booking, stars, CUSTOMER)

        return rate

    number = 0
    async for _ in plays(desk, over(desk), rating(5), rating(3)):
        number += 1
        async with desk.work() as work:
            found = await reviews.find_scores(work, [desk.noor.id, desk.cut.id])
        assert {one.ratings for one in found.values()} == {number}
