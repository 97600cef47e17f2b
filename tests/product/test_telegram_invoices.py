"""Deposits that are paid by Telegram's own invoices, where the salon has a token for them."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from booking.store.tables.bookings import bookings
from booking.store.tenancy import scoped
from payments.tables import payment_entries, payments, receipts
from sandbox.telegram.checkouts import ANSWERED_WITHIN
from tests.product.conftest import Customer
from tests.product.phones import TelegramPhone, WhatsAppPhone
from tests.product.world import opened_world

TOKEN = "a token of the salon's provider at Telegram"
GIVEN_BACK = "أعدت 60 ر.س"


@pytest.fixture
async def world(database_url, clock):
    async with opened_world(database_url, clock, provider_token=TOKEN) as world:
        yield world


@pytest.fixture
async def customer(world):
    """Noura holds a visit whose deposit is 60 riyals."""
    customer = Customer(world, TelegramPhone(world, 1, "Noura", "en"))
    await customer.say("hi")
    await customer.choose("Facial", "Huda", "Tuesday 2 March", "5:30 PM", "Noura")
    customer.phone.share_contact()
    await customer.settle()
    await customer.choose("Confirm and pay")
    return customer


def link(customer):
    (url,) = customer.answer.links
    return url


async def pay(customer, url):
    customer.phone.person.pay(url)
    await customer.settle()


async def stands(world):
    """How the booking and its payment stand, and what the ledger says of it."""
    async with world.work() as work:
        booking = await work.row(select(bookings.c.status).where(scoped(bookings)))
        payment = await work.row(
            select(payments.c.state, payments.c.provider).where(scoped(payments))
        )
        entries = await work.rows(
            select(payment_entries.c.kind)
            .where(scoped(payment_entries))
            .order_by(payment_entries.c.id)
        )
    return booking.status, payment.provider, payment.state, [row.kind for row in entries]


async def test_an_invoice_is_paid_and_the_booking_stands(world, customer):
    url = link(customer)
    assert url.startswith("https://t.me/$")
    await pay(customer, url)
    assert "Paid and booked." in customer.heard[-1].text
    entries = ["requested", "opened", "paid"]
    assert await stands(world) == ("confirmed", "telegram", "paid", entries)
    async with world.work() as work:
        (row,) = await work.rows(select(receipts.c.content).where(scoped(receipts)))
    assert row.content["paid_by"] == "telegram"


async def test_an_invoice_that_was_paid_is_not_paid_again(world, customer):
    url = link(customer)
    await pay(customer, url)
    await pay(customer, url)
    assert "not held" in customer.phone.chat.toast
    assert (await stands(world))[3].count("paid") == 1


async def test_what_is_not_held_any_more_is_not_paid(world, customer):
    url = link(customer)
    await world.pass_time(timedelta(minutes=15))
    await pay(customer, url)
    assert "not held" in customer.phone.chat.toast
    assert (await stands(world))[:3] == ("expired", "telegram", "expired")


async def test_the_telling_of_a_payment_may_come_twice(world, customer):
    world.sandbox.faults.add("telegram", "webhook", "webhook_twice", 3)
    await pay(customer, link(customer))
    assert (await stands(world))[3] == ["requested", "opened", "paid"]


async def test_money_that_was_let_through_as_the_hold_ended_counts(world, customer):
    customer.phone.person.pay(link(customer))
    await world.sandbox.deliveries.settled()
    await world.product.intake.close()
    await world.sandbox.deliveries.settled()
    await world.pass_time(timedelta(minutes=16))
    assert (await stands(world))[:3] == ("confirmed", "telegram", "paid")


async def test_what_telegram_cannot_give_back_the_staff_give_back(world, customer):
    world.may_park = True  # the refund, which needs a person
    await pay(customer, link(customer))
    await customer.say("cancel")
    await customer.choose("Yes, cancel it")
    assert (await stands(world))[2] == "to_refund"
    told = " ".join(world.staff_texts())
    assert "لا يستطيع تيليجرام إعادة" in told
    assert "ميسر" not in told  # whose dashboard knows nothing of it
    assert GIVEN_BACK in buttons(world)
    world.staff.tap(GIVEN_BACK, chat=world.group)
    await customer.settle()
    assert (await stands(world))[2] == "refunded"
    assert GIVEN_BACK not in buttons(world)


def buttons(world):
    return [label for one in world.staff_shown() for label in one.choices]


async def test_elsewhere_moyasar_asks(world):
    amal = Customer(world, WhatsAppPhone(world, 2, "Amal", "en"))
    await amal.say("hi")
    await amal.choose("Facial", "Huda", "Tuesday 2 March", "5:30 PM", "Amal", "Confirm and pay")
    assert "/pay/" in amal.answer.links[0]


async def test_what_is_too_little_for_telegram_moyasar_asks_for(world):
    await world.change_salon(('deposit = "25%"', 'deposit = "3.00"'))
    amal = Customer(world, TelegramPhone(world, 2, "Amal", "en"))
    await amal.say("hi")
    await amal.choose("Facial", "Huda", "Tuesday 2 March", "5:30 PM", "Amal")
    amal.phone.share_contact()
    await amal.settle()
    await amal.choose("Confirm and pay")
    assert "/pay/" in amal.answer.links[0]
    (invoice,) = world.sandbox.moyasar.invoices.values()
    await world.sandbox.moyasar.pay(invoice.id)
    await amal.settle()
    entries = ["requested", "opened", "paid"]
    assert await stands(world) == ("confirmed", "moyasar", "paid", entries)


async def test_an_answer_that_comes_too_late_takes_no_money(world, customer):
    query = customer.phone.person.pay(link(customer))
    world.clock.move(ANSWERED_WITHIN + timedelta(seconds=1))
    await customer.settle()
    assert (await stands(world))[2] == "open"
    assert query
