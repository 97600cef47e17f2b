"""What the staff take at the salon is in the ledger once, and can be handed back."""

import asyncio

import pytest
from sqlalchemy import select

from booking import bookings
from booking.errors import NotBegun, NothingDue
from booking.store.tables.people import audit
from booking.store.tenancy import scoped
from booking.visit import Actor
from payments import receipts
from payments.billing import at_salon
from payments.billing.at_salon import Method
from payments.receipt import Series

NOOR = Actor("staff", "7")


async def read(shop, booking):
    async with shop.work() as work:
        booking = await bookings.get(work, booking.id)
        return await at_salon.till(work, booking)


async def take(shop, booking, method=Method.CASH):
    async with shop.work() as work:
        return await at_salon.take(work, await bookings.get(work, booking.id), method, NOOR)


async def hand_back(shop, booking):
    async with shop.work() as work:
        await at_salon.give_back(work, await bookings.get(work, booking.id), NOOR)


@pytest.fixture
async def visit(shop):
    """It has begun, and 100 of its 380 riyals were paid online."""
    booking, _ = await shop.paid()
    await shop.wait(days=2)
    return booking


async def test_what_is_left_is_taken_written_down_and_audited(shop, visit):
    till = await read(shop, visit)
    assert (till.due.minor, till.taken.minor) == (28000, 0)
    payment = await take(shop, visit)
    assert (payment.provider, payment.state, payment.received.minor) == ("cash", "paid", 28000)
    till = await read(shop, visit)
    assert (till.due.minor, till.taken.minor) == (0, 28000)
    async with shop.work() as work:
        noted = await work.rows(select(audit).where(scoped(audit), audit.c.action == "taken"))
    assert [(row.actor, row.actor_id, row.details["minor"]) for row in noted] == [
        ("staff", "7", 28000)
    ]


@pytest.mark.threaded_sqlite
async def test_of_many_who_write_it_down_at_once_one_does(shop, visit):
    async def attempt():
        try:
            return await take(shop, visit, Method.TERMINAL)
        except NothingDue:
            return None

    taken = await asyncio.gather(*(attempt() for _ in range(4)))
    assert sum(payment is not None for payment in taken) == 1
    assert (await read(shop, visit)).taken.minor == 28000


async def test_what_is_handed_back_is_due_again(shop, visit):
    await take(shop, visit)
    await hand_back(shop, visit)
    assert (await read(shop, visit)).due.minor == 28000
    with pytest.raises(NothingDue):
        await hand_back(shop, visit)
    await take(shop, visit, Method.TERMINAL)
    assert (await read(shop, visit)).taken.minor == 28000


async def test_before_the_visit_nothing_is_taken(shop):
    booking, _ = await shop.paid()
    with pytest.raises(NotBegun):
        await take(shop, booking)


async def test_the_deposit_stays_what_the_customer_was_asked_for(shop, visit):
    await take(shop, visit)
    assert (await shop.payment(visit)).provider == "moyasar"
    assert await shop.state(visit) == "paid"


async def test_each_sum_has_a_receipt_that_says_how_it_was_paid(shop, visit):
    await take(shop, visit, Method.TERMINAL)
    await hand_back(shop, visit)
    async with shop.work() as work:
        await receipts.issue(work, visit.id)
        issued = await receipts.of_booking(work, visit.id)
    assert [(one.series, one.content.paid_by) for one in issued] == [
        (Series.INVOICE, "moyasar"),
        (Series.INVOICE, "terminal"),
        (Series.CREDIT_NOTE, "terminal"),
    ]
    assert issued[2].content.refers_to == issued[1].number
