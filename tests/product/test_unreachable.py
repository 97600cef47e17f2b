"""Who blocked the bot hears no news of it until they write again; who writes is always answered."""

from datetime import timedelta

import pytest

from tests.product.conftest import Customer
from tests.product.phones import TelegramPhone

_HOLD = timedelta(minutes=15)


@pytest.fixture
def customer(small_world):
    return Customer(small_world, TelegramPhone(small_world, 1, "Noura", "en"))


async def hold_color(customer):
    await customer.say("hi")
    await customer.choose("Hair color", "Noor", "Tuesday 2 March", "1:00 PM", "Noura")
    customer.phone.share_contact()
    await customer.settle()
    await customer.choose("Confirm and pay")
    await customer.say("menu")  # or news would be the answer that they wait for


def calls_to(customer):
    chat = customer.phone.at[1]
    calls = customer.world.sandbox.telegram.calls
    return [name for name, given in calls if str(given.get("chat_id")) == chat]


async def test_news_is_not_sent_to_who_blocked_the_bot(customer):
    await hold_color(customer)
    customer.phone.person.block()
    await customer.settle()
    before = len(calls_to(customer))
    await customer.world.pass_time(_HOLD)
    assert len(calls_to(customer)) == before


async def test_who_writes_again_is_answered_and_hears_news(customer):
    customer.phone.person.send("hi")
    await customer.settle()
    customer.phone.person.block()
    await customer.settle()
    customer.phone.person.unblock()
    await hold_color(customer)
    before = len(calls_to(customer))
    await customer.world.pass_time(_HOLD)
    assert len(calls_to(customer)) > before
