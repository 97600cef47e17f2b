"""Who is overtaken by somebody else gets it all, or a clear no; nobody gets half of it."""

from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest

from booking import reviews
from booking.catalog import Catalog
from booking.catalog_file import import_catalogue, read_catalogue
from booking.errors import LimitReached, PriceChanged, SlotTaken
from booking.limits import Limit, Per
from booking.reservations import attending
from booking.reservations.hold import hold
from booking.reservations.unanswered import decline_unanswered
from booking.visit import Status
from tests.booking.acts import (
    CUSTOMER,
    LATER,
    STAFF,
    agreeing,
    approving,
    begun,
    booked,
    booking_it,
    cancelling,
    declining,
    lapsing,
    moving,
    one_wins,
    over,
    paying,
    plays,
    proposed,
    proposing_later,
    reassigning,
    run_out,
    status_of,
)
from tests.booking.desk import ALWAYS_OPEN, CATALOGUE, TEN, Desk, minutes
from tests.booking.sound import ONCE_ACCEPTED, check_bookings
from tests.overtaking import overtakings

# SQLite writes in turn.
pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@pytest.fixture
async def desk(database, clock):
    return await Desk(database, clock).open(changes=ALWAYS_OPEN)


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

    with_sara = booking_it(desk, staff=desk.sara)
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
