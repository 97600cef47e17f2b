"""What comes in twice counts once, and what was never offered does nothing."""

import pytest
from sqlalchemy import select

from booking.store.tables.bookings import bookings
from booking.store.tenancy import scoped
from tests.product.conftest import Customer
from tests.product.door import (
    update,
)
from tests.product.phones import TelegramPhone, WhatsAppPhone


async def booked(world):
    async with world.work() as work:
        return await work.rows(select(bookings).where(scoped(bookings)))


async def test_an_update_that_comes_twice_is_answered_once(door):
    chat = door.world.telegram().private_chat()
    chat.opened = True
    for _ in range(2):
        assert await door.tell_telegram(update(user_id=5001)) == 200
        await door.world.settle()
    assert len([one for one in chat.messages if one.from_bot]) == 1


async def test_a_message_that_comes_twice_is_answered_once(small_world):
    phone = WhatsAppPhone(small_world, 1, "Noura", "en")
    small_world.sandbox.faults.add("twilio", "webhook", "webhook_twice")
    phone.write("/menu")  # words that wait together would be one turn
    await small_world.settle()
    assert len(phone.news()) == 1


async def test_a_tap_that_comes_twice_books_once(small_world):
    customer = Customer(small_world, TelegramPhone(small_world, 1, "Noura", "en"))
    await customer.reach_confirmation()
    small_world.sandbox.faults.add("telegram", "webhook", "webhook_twice")
    assert (await customer.choose("Confirm")).text.startswith("You are booked.")
    assert len(await booked(small_world)) == 1


async def test_a_payment_that_is_told_twice_is_one(small_world):
    customer = Customer(small_world, TelegramPhone(small_world, 1, "Noura", "en"))
    invoice_id = await customer.reach_payment()
    small_world.sandbox.faults.add("moyasar", "pay", "webhook_twice")
    await small_world.sandbox.moyasar.pay(invoice_id)
    await customer.settle()
    assert customer.answer.text.startswith("Paid and booked.")
    assert (await booked(small_world))[0].revision == 2


@pytest.mark.parametrize("data", ["t{turn}.99", "t{before}.0", "t99.0", "confirm:11500", "", "💥"])
async def test_data_that_was_not_offered_does_nothing(small_world, data):
    customer = Customer(small_world, TelegramPhone(small_world, 1, "Noura", "en"))
    await customer.reach_confirmation()
    offered = customer.phone.chat.messages[-1]
    turn = int(offered.buttons[0][0].data.partition(".")[0][1:])
    forged = data.format(turn=turn, before=turn - 1) or " "
    customer.phone.person.tap(forged, offered.message_id, forged=True)
    await customer.settle()
    assert "Shall I book this?" in customer.answer.text
    assert await booked(small_world) == []


@pytest.mark.parametrize("action", ["cancel", "pay", "again", "bookings"])
async def test_a_standing_button_of_somebody_elses_booking_does_nothing(small_world, action):
    owner = Customer(small_world, TelegramPhone(small_world, 1, "Noura", "en"))
    await owner.book()
    (booking,) = await booked(small_world)
    thief = Customer(small_world, TelegramPhone(small_world, 2, "Amal", "en"))
    await thief.say("hi")
    theirs = thief.phone.chat.messages[-1].message_id
    data = f"s.{action}.{booking.id}.{booking.revision}"
    thief.phone.person.tap(data, theirs, forged=True)
    await thief.settle()
    assert "I cannot find that booking." in thief.answer.text
    assert booking.code not in thief.answer.text
    assert await booked(small_world) == [booking]
