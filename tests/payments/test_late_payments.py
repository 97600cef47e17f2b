"""Money that comes too late is never lost: it confirms what is still free, or goes back."""

import asyncio
from datetime import timedelta

import pytest

from booking.errors import Unavailable
from booking.reservations.lapse import lapse
from booking.store.tables.bookings import booking_lines
from booking.visit import Status
from payments.billing import Outcome
from payments.payment import State

DEPOSIT = 10000
LATE = {"late": True}  # begun in time, but the bank answers afterwards


async def test_an_unpaid_hold_takes_its_link_with_it(shop):
    booking, invoice = await shop.opened()
    await shop.wait(minutes=15)
    assert await shop.status(booking) is Status.EXPIRED
    assert await shop.state(booking) is State.EXPIRED
    assert invoice.status == "expired"
    assert not shop.failures


async def test_a_cancelled_hold_takes_its_link_with_it(shop):
    booking, invoice = await shop.opened()
    await shop.cancel(booking)
    await shop.work_off()
    assert invoice.status == "canceled"
    assert await shop.state(booking) is State.CANCELLED
    assert await shop.entries(booking) == ["requested", "opened", "cancelled"]


async def test_paid_late_with_the_slot_still_free_is_confirmed(shop):
    booking, invoice = await shop.opened()
    await shop.wait(minutes=16)
    assert await shop.status(booking) is Status.EXPIRED
    await shop.moyasar.pay(invoice.id, **LATE)
    await shop.deliveries.settled()
    await shop.work_off()
    assert await shop.status(booking) is Status.CONFIRMED
    assert await shop.state(booking) is State.PAID
    assert shop.told == ["held", "link_ready", "lapsed", "confirmed", "paid_late"]
    assert shop.refunded(invoice) == 0


async def test_paid_late_with_the_slot_sold_is_refunded_in_full_once(shop):
    booking, invoice = await shop.opened()
    await shop.wait(minutes=16)
    other, _ = await shop.paid(chat="43")
    await shop.moyasar.pay(invoice.id, **LATE)
    await shop.deliveries.settled()
    await shop.work_off()
    assert await shop.status(booking) is Status.EXPIRED
    assert await shop.status(other) is Status.CONFIRMED
    assert await shop.state(booking) is State.REFUNDED
    assert shop.refunded(invoice) == DEPOSIT
    assert shop.told[-2:] == ["to_refund", "refunded"]
    assert "slot_taken" in shop.reasons
    await shop.wait(days=2)
    assert shop.refunded(invoice) == DEPOSIT
    assert shop.told[-1] == "refunded"
    assert shop.told.count("refunded") == 1


async def test_a_visit_that_is_lost_in_part_leaves_nothing_claimed(shop):
    booking, invoice = await shop.opened()
    await _add_an_hour(shop, booking)
    await shop.wait(minutes=16)
    await shop.paid(chat="43", hour=10)
    await shop.moyasar.pay(invoice.id, **LATE)
    await shop.deliveries.settled()
    await shop.work_off()
    assert await shop.state(booking) is State.REFUNDED
    third, _ = await shop.paid(chat="44")
    assert third.starts_at == booking.starts_at


async def test_a_late_payment_that_nobody_tells_of_is_found_a_day_later(quiet_shop):
    shop = quiet_shop
    shop.faults.add("moyasar", "callback", "webhook_never")
    booking, invoice = await shop.opened()
    await shop.wait(hours=2)
    assert await shop.state(booking) is State.EXPIRED
    await shop.moyasar.pay(invoice.id, **LATE)
    await shop.wait(hours=23)
    assert await shop.status(booking) is Status.CONFIRMED


async def test_money_for_a_visit_whose_time_has_gone_by_is_refunded(quiet_shop):
    shop = quiet_shop
    shop.faults.add("moyasar", "callback", "webhook_never")
    booking, invoice = await shop.opened(hour=8)
    await shop.wait(hours=2)
    await shop.moyasar.pay(invoice.id, **LATE)
    await shop.wait(hours=23)
    assert await shop.status(booking) is Status.EXPIRED
    assert await shop.state(booking) is State.REFUNDED
    assert shop.refunded(invoice) == DEPOSIT


async def test_paying_while_the_customer_cancels_gives_the_money_back(quiet_shop):
    shop = quiet_shop
    shop.faults.add("moyasar", "callback", "webhook_never")
    booking, invoice = await shop.opened()
    await shop.cancel(booking)
    await shop.moyasar.pay(invoice.id)  # before we come to cancel the invoice, which is refused
    await shop.work_off()
    assert await shop.status(booking) is Status.CANCELLED
    assert await shop.state(booking) is State.REFUNDED
    assert shop.refunded(invoice) == DEPOSIT
    assert "already_over" in shop.reasons
    assert not shop.failures


async def test_a_payment_that_completes_on_a_cancelled_invoice_goes_back(shop):
    booking, invoice = await shop.opened()
    await shop.cancel(booking)
    await shop.work_off()
    await shop.moyasar.pay(invoice.id, **LATE)
    await shop.deliveries.settled()
    await shop.work_off()
    assert await shop.state(booking) is State.REFUNDED
    assert shop.refunded(invoice) == DEPOSIT


@pytest.mark.threaded_sqlite
async def test_cancelling_and_settling_at_once_end_in_a_refund_or_a_kept_rule(shop):
    booking, invoice = await shop.opened()
    await shop.moyasar.pay(invoice.id)
    await asyncio.gather(shop.settle(invoice), shop.cancel(booking), shop.settle(invoice))
    await shop.deliveries.settled()
    await shop.work_off()
    # Tomorrow is more than a day away, so that either way all of it comes back.
    assert await shop.status(booking) is Status.CANCELLED
    assert await shop.state(booking) is State.REFUNDED
    assert shop.refunded(invoice) == DEPOSIT


@pytest.mark.threaded_sqlite
async def test_lapsing_and_settling_at_once_confirm(shop):
    booking, invoice = await shop.opened()
    await shop.moyasar.pay(invoice.id)
    shop.clock.move(booking.held_until - shop.clock.now())

    async def lapse_it():
        async with shop.work() as work:
            return await lapse(work, booking.id)

    await asyncio.gather(shop.settle(invoice), lapse_it())
    await shop.deliveries.settled()
    await shop.work_off()
    assert await shop.status(booking) is Status.CONFIRMED
    assert await shop.state(booking) is State.PAID
    assert shop.refunded(invoice) == 0


async def test_an_invoice_that_can_still_be_paid_is_cancelled_later(shop):
    booking, invoice = await shop.opened()
    await shop.cancel(booking)
    shop.faults.add("moyasar", "invoices.cancel", "502")
    await shop.work_off()
    assert isinstance(shop.failures[0], Unavailable)
    await shop.wait(seconds=2)
    assert invoice.status == "canceled"


async def test_money_for_a_booking_of_the_past_goes_back(shop):
    booking, invoice = await shop.opened()
    await shop.cancel(booking)
    await shop.moyasar.pay(invoice.id)
    assert await shop.settle(invoice) is Outcome.TO_REFUND
    assert await shop.settle(invoice) is Outcome.SETTLED


async def _add_an_hour(shop, booking):
    line = booking.lines[0]
    async with shop.work() as work:
        await work.insert(
            booking_lines,
            {
                "booking_id": booking.id,
                "ordinal": 1,
                "service_id": line.service_id,
                "calendar_id": line.staff_id,
                "starts_at": line.ends_at,
                "ends_at": line.ends_at + timedelta(hours=1),
                "price_minor": line.price.minor,
            },
        )
