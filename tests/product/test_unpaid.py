"""Who has a link and does not pay is reminded while the time is still held."""

from datetime import timedelta

import pytest

from tests.product.conftest import Customer
from tests.product.phones import phone_on

_REMINDED_AFTER = timedelta(minutes=10)
_REMINDER = "No payment has arrived yet."


@pytest.fixture
def numbered(small_world):
    return Customer(small_world, phone_on("numbered", small_world))


@pytest.fixture
def on_telegram(small_world):
    return Customer(small_world, phone_on("telegram", small_world))


async def waits(customer, by=_REMINDED_AFTER):
    await customer.world.pass_time(by)
    customer.heard = customer.phone.news()
    return [one for one in customer.heard if _REMINDER in one.text]


async def test_whoever_does_something_else_is_reminded_beside_it(customer):
    invoice = await customer.reach_payment()
    await customer.say("menu")
    (reminder,) = await waits(customer)
    assert invoice in reminder.links[0]
    await customer.choose("My bookings")
    assert customer.answer.text.startswith("Your bookings")


async def test_who_waits_for_the_payment_is_reminded_by_a_new_message(on_telegram):
    await on_telegram.reach_payment()
    before = len(on_telegram.phone.chat.messages)
    (reminder,) = await waits(on_telegram)
    assert len(on_telegram.phone.chat.messages) == before + 1
    assert reminder.choices == ("I have paid", "Cancel booking")
    await on_telegram.choose("I have paid")
    assert on_telegram.heard


async def test_the_reminder_lets_its_payment_be_looked_for(customer):
    await customer.reach_payment()
    await customer.say("menu")
    await waits(customer)
    await customer.choose("I have paid")
    assert any(_REMINDER in one.text for one in customer.heard)


async def test_who_says_at_an_old_reminder_to_have_paid_reads_how_it_stands(on_telegram):
    await on_telegram.reach_payment()
    await waits(on_telegram)
    await on_telegram.world.pass_time(timedelta(minutes=6))
    await on_telegram.choose("I have paid")
    assert "The deposit was not paid in time" in on_telegram.heard[-1].text


async def test_who_has_paid_is_not_reminded(numbered):
    invoice = await numbered.reach_payment()
    await numbered.world.sandbox.moyasar.pay(invoice)
    await numbered.settle()
    assert await waits(numbered) == []


async def test_who_has_cancelled_is_not_reminded(numbered):
    await numbered.reach_payment()
    await numbered.choose("Cancel booking")
    assert await waits(numbered) == []


async def test_who_wants_to_hear_of_nothing_is_not_reminded(numbered):
    await numbered.reach_payment()
    await numbered.say("stop all")
    assert await waits(numbered) == []


async def test_a_hold_that_is_over_is_not_spoken_of(numbered):
    await numbered.reach_payment()
    assert await waits(numbered, timedelta(minutes=15)) == []


async def test_nobody_is_reminded_of_a_link_that_never_came(numbered):
    numbered.world.may_park = True
    numbered.world.sandbox.faults.add("moyasar", "invoices.create", "503", times=20)
    await numbered.say("hi")
    await numbered.choose("Hair color", "Noor", "Tuesday 2 March", "1:00 PM", "Noura")
    await numbered.choose("Confirm and pay")
    assert await waits(numbered) == []


async def test_a_short_hold_is_not_spoken_of_again(numbered):
    await numbered.world.change_salon(("hold_minutes = 15", "hold_minutes = 10"))
    await numbered.reach_payment()
    assert await waits(numbered, timedelta(minutes=5)) == []
