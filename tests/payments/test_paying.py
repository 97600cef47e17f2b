"""A deposit that is asked for, paid and proven makes its booking certain."""

import asyncio

import pytest

from booking.money import Money
from booking.store import queue
from booking.visit import Status
from payments import billing
from payments.billing import Outcome
from payments.moyasar import Moyasar
from payments.payment import State
from payments.provider import Charge
from tests.payments.shop import WEBHOOK_SECRET

DEPOSIT = Money(10000, "SAR")
NO_NUDGE = ("moyasar", "callback", "webhook_never")


async def test_a_paid_deposit_confirms_the_booking(shop):
    booking, _ = await shop.paid()
    assert await shop.status(booking) is Status.CONFIRMED
    assert await shop.state(booking) is State.PAID
    assert await shop.entries(booking) == ["requested", "opened", "paid"]
    assert shop.told == ["held", "link_ready", "confirmed"]
    assert not shop.failures


async def test_the_link_is_shown_while_it_can_be_paid(shop):
    booking = await shop.hold()
    views = [await _view(shop, booking)]
    await shop.work_off()
    views.append(await _view(shop, booking))
    invoice = await shop.invoice(booking)
    await shop.moyasar.pay(invoice.id)
    await shop.deliveries.settled()
    await shop.work_off()
    views.append(await _view(shop, booking))
    assert [view.url for view in views] == [None, invoice.url, None]
    assert [view.state for view in views] == [State.REQUESTED, State.OPEN, State.PAID]
    assert {view.amount for view in views} == {DEPOSIT}
    assert {view.expires_at for view in views} == {booking.held_until}


async def test_a_booking_without_payment_shows_none(shop):
    async with shop.work() as work:
        assert await billing.view(work, 1) is None


async def test_a_declined_card_leaves_slot_and_link_as_they_are(shop):
    booking, invoice = await shop.opened()
    await shop.moyasar.decline(invoice.id)
    await shop.deliveries.settled()
    await shop.work_off()
    assert await shop.status(booking) is Status.HELD
    assert (await _view(shop, booking)).url == invoice.url
    await shop.moyasar.pay(invoice.id)
    await shop.deliveries.settled()
    await shop.work_off()
    assert await shop.status(booking) is Status.CONFIRMED


async def test_a_webhook_that_comes_twice_counts_once(shop):
    shop.faults.add("moyasar", "pay", "webhook_twice")
    booking, _ = await shop.paid()
    assert await shop.entries(booking) == ["requested", "opened", "paid"]
    assert shop.told.count("confirmed") == 1


async def test_five_looks_one_after_the_other_settle_once(shop):
    booking, invoice = await shop.opened()
    await shop.moyasar.pay(invoice.id)
    outcomes = [await shop.settle(invoice) for _ in range(5)]
    assert outcomes == [Outcome.CONFIRMED, *[Outcome.SETTLED] * 4]
    assert await shop.entries(booking) == ["requested", "opened", "paid"]


@pytest.mark.threaded_sqlite
async def test_five_looks_at_once_settle_once(shop):
    booking, invoice = await shop.opened()
    await shop.moyasar.pay(invoice.id)
    outcomes = await asyncio.gather(*(shop.settle(invoice) for _ in range(5)))
    assert sorted(outcomes) == [Outcome.CONFIRMED, *[Outcome.SETTLED] * 4]
    assert await shop.entries(booking) == ["requested", "opened", "paid"]
    await shop.work_off()
    assert shop.told.count("confirmed") == 1


async def test_a_webhook_before_the_answer_of_create_is_heard(shop):
    shop.faults.add("moyasar", "invoices.create", "webhook_before_answer")
    booking = await shop.hold()
    await shop.work_off()
    assert await shop.status(booking) is Status.CONFIRMED
    assert len(shop.moyasar.invoices) == 1
    assert not shop.failures


async def test_money_that_comes_before_we_know_the_invoice_confirms(shop):
    booking = await shop.hold()
    opened = await shop.provider.open(await _charge(shop, booking))
    await shop.moyasar.pay(opened.provider_id)
    invoice = shop.moyasar.invoices[opened.provider_id]
    assert await shop.settle(invoice) is Outcome.CONFIRMED
    await shop.work_off()  # the charge, whose answer comes too late
    assert (await shop.payment(booking)).provider_id == invoice.id
    assert await shop.entries(booking) == ["requested", "opened", "paid"]
    assert len(shop.moyasar.invoices) == 1
    assert "link_ready" not in shop.told


async def test_a_payment_that_is_settled_before_the_answer_of_create_stays_paid(quiet_shop):
    shop = quiet_shop
    shop.faults.add(*NO_NUDGE)

    class SlowToAnswer(Moyasar):
        async def open(self, charge):
            receipt = await super().open(charge)
            await shop.moyasar.pay(receipt.provider_id)
            await shop.settle(shop.moyasar.invoices[receipt.provider_id])
            return receipt

    shop.provider = SlowToAnswer(shop.client, webhook_secret=WEBHOOK_SECRET)
    booking = await shop.hold()
    await shop.work_off()
    assert await shop.state(booking) is State.PAID
    assert await shop.entries(booking) == ["requested", "opened", "paid"]
    assert "link_ready" not in shop.told


async def test_the_invoices_own_callback_is_enough(quiet_shop):
    booking, _ = await quiet_shop.paid()
    assert await quiet_shop.status(booking) is Status.CONFIRMED


async def test_a_callback_is_worth_a_look_and_no_more(quiet_shop):
    booking, invoice = await quiet_shop.opened()
    async with quiet_shop.work() as work:
        await billing.nudged(work, "moyasar", invoice.id)
    await quiet_shop.work_off()
    assert await quiet_shop.status(booking) is Status.HELD


async def test_callbacks_of_strangers_are_not_stored(quiet_shop):
    _, invoice = await quiet_shop.opened()
    async with quiet_shop.work() as work:
        before = await queue.waiting(work, f"settle:{invoice.id}", 10)
        await billing.nudged(work, "moyasar", "an-unknown-invoice")
        for _ in range(5):
            await billing.nudged(work, "moyasar", invoice.id)
        assert not before
        assert not await queue.waiting(work, "settle:an-unknown-invoice", 10)
        assert len(await queue.waiting(work, f"settle:{invoice.id}", 10)) == 1


async def test_a_payment_that_nobody_tells_of_is_found_within_a_minute(quiet_shop):
    booking, invoice = await quiet_shop.opened()
    quiet_shop.faults.add(*NO_NUDGE)
    for _ in range(5):
        await quiet_shop.wait(minutes=1)
    await quiet_shop.moyasar.pay(invoice.id)
    await quiet_shop.wait(seconds=59)
    assert await quiet_shop.status(booking) is Status.HELD
    await quiet_shop.wait(seconds=1)
    assert await quiet_shop.status(booking) is Status.CONFIRMED


async def test_looking_ends_with_the_booking(quiet_shop):
    booking, _ = await quiet_shop.opened()
    await quiet_shop.cancel(booking)
    for _ in range(2):
        await quiet_shop.wait(minutes=1)
    quiet_shop.faults.add("moyasar", "invoices.fetch", "500", 10)
    for _ in range(12):
        await quiet_shop.wait(minutes=1)
    assert not quiet_shop.failures


async def test_a_payment_at_the_last_moment_that_nobody_tells_of_is_found(quiet_shop):
    booking, invoice = await quiet_shop.opened()
    quiet_shop.faults.add(*NO_NUDGE)
    await quiet_shop.wait(minutes=14)
    await quiet_shop.moyasar.pay(invoice.id)
    await quiet_shop.wait(minutes=2)
    assert await quiet_shop.status(booking) is Status.CONFIRMED


async def test_a_settled_payment_is_not_asked_for_again(shop):
    booking, _ = await shop.paid()
    shop.faults.add("moyasar", "invoices.fetch", "500", 10)
    await shop.wait(days=2)
    assert not shop.failures
    assert await shop.state(booking) is State.PAID


async def _view(shop, booking):
    async with shop.work() as work:
        return await billing.view(work, booking.id)


async def _charge(shop, booking):
    payment = await shop.payment(booking)
    return Charge(payment.key, booking.id, payment.amount, "Hair color", payment.expires_at)
