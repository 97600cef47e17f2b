"""However the opening of an invoice ends, there is one, and it dies with the hold."""

from dataclasses import replace
from datetime import timedelta

import pytest

from booking import bookings
from booking.errors import Misuse, Unavailable
from booking.money import Money
from booking.visit import Status
from payments import billing
from payments.moyasar import Moyasar
from payments.payment import State
from payments.provider import Rejected


async def test_the_invoice_asks_for_the_deposit_until_the_hold_ends(shop):
    booking, invoice = await shop.opened()
    payment = await shop.payment(booking)
    assert (invoice.amount, invoice.currency) == (10000, "SAR")
    assert invoice.expired_at == booking.held_until
    assert invoice.metadata == {"payment_key": payment.key, "booking_id": str(booking.id)}
    assert invoice.fields.callback_url == f"{shop.webhook_url}/invoice"
    assert payment.url == invoice.url


async def test_asking_twice_asks_once(shop):
    booking = await shop.hold()
    async with shop.work() as work:
        await billing.request(work, booking, "Hair color again")
    await shop.work_off()
    payment = await shop.payment(booking)
    await billing.charge(shop.database, shop.provider, shop.tenant_id, payment.id)
    assert len(shop.moyasar.invoices) == 1
    assert await shop.entries(booking) == ["requested", "opened"]


async def test_asking_again_after_the_payment_asks_for_nothing(shop):
    booking, _ = await shop.paid()
    async with shop.work() as work:
        paid = await bookings.get(work, booking.id)
        await billing.request(work, paid, "Hair color")
    await shop.work_off()
    assert await shop.state(booking) is State.PAID
    assert len(shop.moyasar.invoices) == 1


async def test_a_booking_without_a_deposit_cannot_be_charged(shop):
    booking = replace(await shop.hold(), id=1, deposit=Money.zero("SAR"))
    with pytest.raises(Misuse):
        async with shop.work() as work:
            await billing.request(work, booking, "Hair color")


@pytest.mark.parametrize("fault", ["lost", "drop", "500", "500:done", "502", "503", "403", "429"])
async def test_there_is_one_invoice_whatever_became_of_the_answer(shop, fault):
    shop.faults.add("moyasar", "invoices.create", fault)
    booking = await shop.hold()
    await shop.work_off()
    assert isinstance(shop.failures.pop(), Unavailable)
    assert await shop.state(booking) is State.REQUESTED
    await shop.wait(seconds=2)
    assert await shop.state(booking) is State.OPEN
    assert len(shop.moyasar.invoices) == 1


async def test_a_charge_waits_as_long_as_moyasar_asks(shop):
    shop.faults.add("moyasar", "invoices.create", "429:7")
    booking = await shop.hold()
    await shop.work_off()
    assert shop.failures[0].retry_after == timedelta(seconds=7)
    await shop.wait(seconds=6)
    assert await shop.state(booking) is State.REQUESTED
    await shop.wait(seconds=1)
    assert await shop.state(booking) is State.OPEN


async def test_a_hold_that_lapsed_meanwhile_gets_no_invoice(shop):
    booking = await shop.hold()
    await shop.wait(minutes=15)
    assert await shop.status(booking) is Status.EXPIRED
    assert await shop.state(booking) is State.EXPIRED
    assert not shop.moyasar.invoices
    assert await shop.entries(booking) == ["requested", "expired"]


async def test_an_invoice_that_we_never_heard_of_is_cancelled_with_its_booking(shop):
    shop.faults.add("moyasar", "invoices.create", "lost")
    booking = await shop.hold()
    await shop.work_off()
    await shop.cancel(booking)
    await shop.wait(seconds=2)
    (invoice,) = shop.moyasar.invoices.values()
    assert invoice.status == "canceled"
    assert await shop.state(booking) is State.CANCELLED


async def test_a_key_that_moyasar_rejects_is_told_at_once(shop, caplog):
    wrong = shop.client_with("sk_test_wrong")
    right, shop.provider = shop.provider, Moyasar(wrong, webhook_secret=None)
    booking = await shop.hold()
    await shop.work_off()
    assert [type(error) for error in shop.failures] == [Rejected]
    assert await shop.state(booking) is State.FAILED
    assert shop.told == ["held", "link_failed"]
    assert "sk_test" not in f"{shop.failures} {wrong!r} {shop.provider!r} {caplog.text}"
    shop.provider = right  # mended within the hold, and taken up again
    payment = await shop.payment(booking)
    await billing.charge(shop.database, shop.provider, shop.tenant_id, payment.id)
    assert await shop.state(booking) is State.OPEN
