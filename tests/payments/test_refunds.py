"""What is owed goes back once, by the provider's own count."""

import asyncio
from datetime import timedelta

import pytest

from booking.errors import Misuse, Unavailable
from booking.store import queue, upkeep
from booking.visit import Status
from payments import billing
from payments.billing.reconciling import Problem
from payments.payment import State
from payments.provider import Refused
from tests.payments.shop import STAFF

DEPOSIT = 10000


async def test_a_customer_who_cancels_in_time_gets_all_of_it(shop):
    booking, invoice = await shop.paid()
    await shop.cancel(booking)
    await shop.work_off()
    assert shop.refunded(invoice) == DEPOSIT
    assert await shop.state(booking) is State.REFUNDED
    assert await shop.entries(booking) == [
        *("requested", "opened", "paid", "refund_requested", "refunded")
    ]
    assert shop.told[-3:] == ["cancelled", "to_refund", "refunded"]


@pytest.mark.parametrize(("late", "returned"), [(0, DEPOSIT), (1, 0)])
async def test_the_terms_hold_to_the_second(shop, late, returned):
    booking, invoice = await shop.paid()
    shop.clock.move(booking.free_cancel_until - shop.clock.now() + timedelta(seconds=late))
    await shop.cancel(booking)
    # What counts is when they cancelled, not when we come to hear of it.
    await shop.wait(hours=2)
    assert shop.refunded(invoice) == returned
    assert await shop.state(booking) is (State.REFUNDED if returned else State.PAID)


async def test_a_salon_that_cancels_returns_all_of_it(shop):
    booking, invoice = await shop.paid()
    shop.clock.move(booking.starts_at - shop.clock.now() - timedelta(minutes=5))
    await shop.cancel(booking, by=STAFF)
    await shop.work_off()
    assert shop.refunded(invoice) == DEPOSIT


async def test_a_cancellation_that_is_told_twice_refunds_once(shop):
    booking, invoice = await shop.paid()
    await shop.cancel(booking)
    happened = {
        "event": "cancelled",
        "booking": booking.id,
        "revision": 3,
        "actor": "customer",
        "at": shop.clock.now().isoformat(),
    }
    async with shop.work() as work:
        await billing.on_event(work, happened)
        await billing.on_event(work, happened)
    await shop.work_off()
    assert shop.refunded(invoice) == DEPOSIT
    assert (await shop.entries(booking)).count("refunded") == 1


@pytest.mark.parametrize("fault", ["lost", "drop", "500", "500:done", "502", "503", "429:3", "403"])
async def test_the_money_goes_back_once_whatever_became_of_the_answer(shop, fault):
    booking, invoice = await shop.paid()
    shop.faults.add("moyasar", "payments.refund", fault)
    await shop.cancel(booking)
    await shop.work_off()
    assert isinstance(shop.failures.pop(), Unavailable)
    for _ in range(8):
        await shop.wait(seconds=20)
    assert await shop.state(booking) is State.REFUNDED
    assert shop.refunded(invoice) == DEPOSIT
    assert (await shop.entries(booking)).count("refunded") == 1
    assert shop.told.count("refunded") == 1


async def test_a_refund_that_was_carried_out_is_seen_at_the_next_look(quiet_shop):
    shop = quiet_shop
    booking, invoice = await shop.paid()
    shop.faults.add("moyasar", "payments.refund", "lost")
    await shop.cancel(booking)
    await shop.work_off()
    assert await shop.state(booking) is State.TO_REFUND
    await shop.wait(seconds=1)
    assert await shop.state(booking) is State.REFUNDED
    assert shop.refunded(invoice) == DEPOSIT


async def test_nobody_tries_again_while_a_refund_may_be_under_way(quiet_shop):
    shop = quiet_shop
    booking, invoice = await shop.paid()
    shop.faults.add("moyasar", "payments.refund", "drop")
    await shop.cancel(booking)
    await shop.work_off()
    with pytest.raises(Unavailable) as waits:
        await shop.refund(booking)
    assert waits.value.retry_after == timedelta(seconds=60)
    assert shop.refunded(invoice) == 0
    shop.clock.move(timedelta(seconds=60))
    await shop.refund(booking)
    assert shop.refunded(invoice) == DEPOSIT


@pytest.mark.threaded_sqlite
async def test_five_refunds_at_once_give_the_money_back_once(quiet_shop):
    shop = quiet_shop
    booking, invoice = await shop.paid()
    await shop.cancel(booking)
    async with shop.work() as work:
        for task in await queue.waiting(work, f"booking:{booking.id}", 10):
            await billing.on_event(work, task.payload)
    await asyncio.gather(*(shop.refund(booking) for _ in range(5)), return_exceptions=True)
    assert shop.refunded(invoice) == DEPOSIT
    assert await shop.state(booking) is State.REFUNDED
    assert (await shop.entries(booking)).count("refunded") == 1


async def test_a_refund_that_moyasar_refuses_waits_for_a_person(shop):
    booking, invoice = await shop.paid()
    shop.faults.add("moyasar", "payments.refund", "declined", 2)  # no money in the account
    await shop.cancel(booking)
    await shop.work_off()
    assert [type(error) for error in shop.failures] == [Refused]
    assert await upkeep.parked(shop.database) == {"refund": 1}
    (finding,) = await billing.reconcile(shop.database, shop.provider, shop.tenant_id)
    assert finding.problem is Problem.NOT_REFUNDED
    (finding,) = await billing.reconcile(shop.database, shop.provider, shop.tenant_id)
    assert (finding.before, finding.after) == (State.TO_REFUND, State.REFUNDED)
    assert shop.refunded(invoice) == DEPOSIT


async def test_a_payment_of_another_sum_is_not_given_back(shop):
    booking, invoice = await shop.paid()
    shop.faults.add("moyasar", "payments.fetch", "wrong_sum")
    await shop.cancel(booking)
    await shop.work_off()
    assert [type(error) for error in shop.failures] == [Misuse]
    assert shop.refunded(invoice) == 0


async def test_money_given_back_by_hand_is_written_down(shop):
    booking, invoice = await shop.paid()
    path = f"/payments/{invoice.payments[0].id}/refund"
    await shop.client.post(path, {"amount": 4000})
    await shop.deliveries.settled()
    await shop.work_off()
    assert (await shop.payment(booking)).refunded.minor == 4000
    assert await shop.state(booking) is State.PAID
    await shop.client.post(path, {"amount": 6000})
    await shop.deliveries.settled()
    await shop.work_off()
    assert await shop.state(booking) is State.REFUNDED
    assert (await shop.entries(booking)).count("refunded") == 2
    assert await shop.status(booking) is Status.CONFIRMED


async def test_what_was_given_back_by_hand_is_not_given_again(shop):
    booking, invoice = await shop.paid()
    await shop.client.post(f"/payments/{invoice.payments[0].id}/refund", {"amount": 4000})
    await shop.cancel(booking)
    await shop.work_off()
    assert shop.refunded(invoice) == DEPOSIT
    assert await shop.state(booking) is State.REFUNDED
