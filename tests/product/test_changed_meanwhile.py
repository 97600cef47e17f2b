"""What was shown is no longer so: nothing is done that was not stated, and everybody is told."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from booking.catalog import Catalog
from booking.reservations.change import confirm
from booking.store import queue
from booking.store.tables.bookings import bookings
from booking.store.tenancy import scoped
from booking.visit import Actor
from bot.worker.inbox import inbound_lane
from bot.worker.turns import Turns
from payments import billing
from tests.product.conftest import Customer
from tests.product.phones import phone_on
from tests.product.test_strange_input import booked

COMES_BACK = "Your deposit of SAR 60 comes back to you."
KEPT = "The deposit of SAR 60 does not come back."


@pytest.fixture
def numbered(small_world):
    return Customer(small_world, phone_on("numbered", small_world))


async def reach_payment(customer, *, link: bool = True):
    await customer.say("hi")
    await customer.choose("Facial", "Huda", "Tuesday 2 March", "5:30 PM", "Noura")
    if not customer.phone.gives_number:
        customer.phone.share_contact()
        await customer.settle()
    if not link:
        customer.world.sandbox.faults.add("moyasar", "invoices.create", "503", times=20)
    return await customer.choose("Confirm and pay")


async def pay(customer):
    (invoice,) = customer.world.sandbox.moyasar.invoices.values()
    await customer.world.sandbox.moyasar.pay(invoice.id)
    await customer.settle()


async def test_who_waits_for_a_link_that_cannot_be_made_is_told(customer):
    customer.world.may_park = True
    await reach_payment(customer, link=False)
    await customer.world.pass_time(timedelta(seconds=21))
    heard = customer.phone.news()
    assert any("takes longer than usual" in one.text for one in heard)
    for _ in range(8):
        await customer.world.pass_time(timedelta(minutes=1))
    assert any("could not make a payment link" in one.text for one in customer.phone.news())


async def test_that_a_link_takes_long_is_told_in_line_with_what_the_customer_writes(numbered):
    world = numbered.world
    await reach_payment(numbered, link=False)
    world.clock.move(timedelta(seconds=21))
    due = await queue.claim(world.database, world.tenant_id, 20)
    (late,) = (task for task in due if task.payload.get("event") == "link_late")
    turns = Turns(
        *(world.database, Catalog(), world.product.wording, world.product.tenants),
        world.product.context.links,
    )
    assert await turns.tell(late) == []
    lane = inbound_lane(late.payload["channel"], late.payload["chat"])
    async with world.work() as work:
        (row,) = await queue.waiting(work, lane, 10)
        for task in due:
            if task is not late:
                await queue.release(work, task)
    assert (row.topic, row.payload) == (late.topic, late.payload)
    await numbered.settle()
    assert any("takes longer than usual" in one.text for one in numbered.heard)


async def test_who_waits_for_a_link_is_answered(numbered):
    await reach_payment(numbered, link=False)
    answer = await numbered.say("hello?")
    assert "the payment link is on its way" in answer.text


async def test_a_number_meant_for_the_confirmation_cancels_nothing(numbered):
    await reach_payment(numbered, link=False)
    await numbered.say("1")
    assert await booked(numbered.world) == ["held"]


async def test_the_payment_screen_cancels_nothing_that_was_paid_meanwhile(customer):
    await reach_payment(customer)
    world = customer.world
    async with world.work() as work:
        row = await work.row(select(bookings.c.id).where(scoped(bookings)))
        salon = await Catalog().salon(work)
        await confirm(work, salon, row.id, Actor("provider"))
    customer.phone.choose("Cancel booking")  # before anybody told of the payment
    await customer.settle()
    assert await booked(world) == ["confirmed"]


async def test_a_cancellation_that_costs_more_than_was_stated_is_stated_again(customer):
    await reach_payment(customer)
    await pay(customer)
    stated = await customer.choose("Cancel booking")
    assert COMES_BACK in stated.text
    await customer.world.pass_time(timedelta(hours=9))
    customer.phone.news()  # the reminder of it
    again = await customer.choose("Yes, cancel it")
    assert "Something has changed." in again.text
    assert KEPT in again.text
    assert await booked(customer.world) == ["confirmed"]
    await customer.choose("Yes, cancel it")
    assert await booked(customer.world) == ["cancelled"]


async def test_a_cancellation_says_what_comes_back(customer):
    await reach_payment(customer)
    await pay(customer)
    await customer.choose("Cancel booking")
    await customer.choose("Yes, cancel it")
    assert "Your deposit of SAR 60 is on its way back." in customer.answer.text


async def test_one_own_lapsed_hold_is_no_booking(numbered):
    await reach_payment(numbered)
    numbered.world.clock.move(timedelta(minutes=15))
    await numbered.say("menu")
    await numbered.say("/start")
    await numbered.choose("Facial", "Huda", "Tuesday 2 March", "5:30 PM")
    await numbered.choose("Confirm and pay")
    assert sorted(await booked(numbered.world)) == ["expired", "held"]


async def test_who_cancelled_hears_of_the_refund_again_only_if_it_goes_wrong(customer):
    world = customer.world
    world.may_park = True
    await reach_payment(customer)
    await pay(customer)
    world.sandbox.faults.add("moyasar", "payments.refund", "declined", times=2)
    await customer.choose("Cancel booking")
    await customer.choose("Yes, cancel it")
    assert "is on its way back." in customer.heard[0].text
    assert "could not be sent back automatically." in customer.heard[1].text
    lines = world.product.tenants.first
    for _ in range(2):  # the salon has seen to it
        await billing.reconcile(world.database, lines.provider, world.tenant_id)
    await customer.settle()
    assert customer.answer.text.startswith("Your deposit of SAR 60 is on its way back.")
