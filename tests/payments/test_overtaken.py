"""Money is written down once and goes back once, whoever is overtaken by whom."""

import pytest
from sqlalchemy import select

from booking import bookings
from booking.errors import MoreThanKept, NothingDue
from booking.reservations import attending
from booking.reservations.change import cancel
from booking.store.tenancy import scoped
from booking.visit import Actor, Status
from payments import billing, receipts
from payments.billing import at_salon
from payments.billing.settling import Outcome
from payments.provider import Part
from payments.receipt import Series
from payments.tables import receipts as receipts_table
from tests.booking.desk import ALWAYS_OPEN, Desk
from tests.booking.sound import check_bookings
from tests.overtaking import overtakings
from tests.payments.paying import (
    DEPOSIT,
    NOTHING,
    PRICE,
    PROVIDER,
    alone,
    asked,
    check_books,
    ending,
    granting,
    paid,
    paying,
    payment_of,
)

NOOR = Actor("staff", "7")
# SQLite writes in turn.
pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@pytest.fixture
async def desk(database, clock):
    desk = await Desk(database, clock).open(changes=ALWAYS_OPEN)
    yield desk
    await check_bookings(desk)
    await check_books(desk)


def plays(desk, new, first, second):
    return overtakings(desk.database, new, alone(desk, first), alone(desk, second))


def begun(desk, *before):
    async def new():
        booking = await paid(desk)()
        desk.clock.move(booking.starts_at - desk.clock.now())
        for operation in before:
            await alone(desk, operation)(booking)
        return booking

    return new


async def cancelling(work, booking):
    return await cancel(work, booking.id, NOOR)


async def taking(work, booking):
    return await at_salon.take(work, booking, at_salon.Method.CASH, NOOR)


async def taking_by_card(work, booking):
    return await at_salon.take(work, booking, at_salon.Method.TERMINAL, NOOR)


async def handing_back(work, booking):
    await at_salon.give_back(work, booking, NOOR)


async def staying_away(work, booking):
    await attending.mark_no_show(work, booking.id, NOOR)


async def issuing(work, booking):
    await receipts.issue(work, booking.id)


async def test_who_hears_of_a_payment_twice_at_once_writes_it_down_once(desk):
    async for played in plays(desk, asked(desk), paying, paying):
        assert {played.first, played.second} == {Outcome.CONFIRMED, Outcome.SETTLED}


async def test_what_was_paid_while_it_was_cancelled_goes_back(desk):
    for first, second in ((paying, cancelling), (cancelling, paying)):
        async for played in plays(desk, asked(desk), first, second):
            await alone(desk, ending)(played.subject)
            payment = await payment_of(desk, played.subject)
            assert (payment.received, payment.owed) == (DEPOSIT, DEPOSIT)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (granting(100, "1"), granting(100, "2")),
        (granting(60, "1"), granting(60, "2")),
        (granting(60, "1"), ending),
        (ending, granting(60, "1")),
    ],
)
async def test_what_is_given_back_is_never_more_than_came(desk, first, second):
    async for played in plays(desk, paid(desk), first, second):
        assert all(isinstance(no, MoreThanKept) for no in played.refusals), played
        assert (played.refusals != []) or ending in (first, second)


async def test_what_is_due_at_the_salon_is_taken_once_and_handed_back_once(desk):
    pairs = (
        (begun(desk), taking, taking_by_card),
        (begun(desk, taking), handing_back, handing_back),
    )
    for new, first, second in pairs:
        async for played in plays(desk, new, first, second):
            (no,) = played.refusals
            assert isinstance(no, NothingDue)


async def test_what_is_handed_back_while_it_is_taken_is_due_or_taken(desk):
    async for played in plays(desk, begun(desk, taking), taking_by_card, handing_back):
        assert all(isinstance(no, NothingDue) for no in played.refusals)
        async with desk.work() as work:
            till = await at_salon.till(work, await bookings.get(work, played.subject.id))
        assert till.due + till.taken == PRICE - DEPOSIT


async def test_who_does_not_come_may_have_paid_all_the_same(desk):
    async for played in plays(desk, begun(desk), taking, staying_away):
        assert played.refusals == []
        async with desk.work() as work:
            booking = await bookings.get(work, played.subject.id)
            till = await at_salon.till(work, booking)
        assert (booking.status, till.taken) == (Status.NO_SHOW, PRICE - DEPOSIT)


async def test_receipts_are_numbered_without_gaps_and_once(desk):
    other = await paid(desk)()

    async def issuing_another(work, _booking):
        await receipts.issue(work, other.id)

    async for _ in plays(desk, paid(desk), issuing, issuing):
        pass
    async for _ in plays(desk, paid(desk), issuing, issuing_another):
        pass
    async with desk.work() as work:
        issued = await work.rows(select(receipts_table).where(scoped(receipts_table)))
    for series in Series:
        numbers = sorted(one.number for one in issued if one.series == series)
        assert numbers == list(range(1, len(numbers) + 1))
    assert len({one.entry_id for one in issued}) == len(issued)


class Giver:
    """A provider that gives back what it is asked for, as often as it is asked."""

    name = PROVIDER

    def __init__(self):
        self.returned = {}

    async def look_at_part(self, part_id):
        return Part(part_id, DEPOSIT, self.returned.get(part_id, NOTHING))

    async def refund(self, part_id, amount):
        self.returned[part_id] = self.returned.get(part_id, NOTHING) + amount
        return await self.look_at_part(part_id)


async def test_two_workers_give_the_same_money_back_once(desk):
    async def new():
        booking = await paid(desk)()
        await alone(desk, granting(60, "1"))(booking)
        return await payment_of(desk, booking)

    async def giving_back(payment):
        await billing.refund(desk.database, giver, desk.tenant_id, payment.id)

    giver = Giver()
    async for played in overtakings(
        desk.database, new, giving_back, giving_back, in_one_transaction=False
    ):
        part_id = f"part-{played.subject.booking_id}"
        assert giver.returned[part_id] == DEPOSIT.share(60)
