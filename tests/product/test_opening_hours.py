"""When the salon is open, as people say it."""

from datetime import timedelta

import pytest

from tests.product.conftest import Customer
from tests.product.phones import phone_on

THURSDAY = "Thursday 4 March: 12:00 PM to 1:00 AM"
_FRIDAY_AFTER_MIDNIGHT = timedelta(days=3, hours=14, minutes=45)  # from Monday 10:00 on


@pytest.fixture
def customer(small_world):
    return Customer(small_world, phone_on("telegram", small_world))


async def test_the_hours_after_midnight_are_told_once_with_their_evening(customer):
    await customer.say("when do you open?")
    told = customer.answer.text.splitlines()
    assert THURSDAY in told
    assert "Friday 5 March: 4:00 PM to 11:00 PM" in told


async def test_a_day_that_is_asked_for_does_not_begin_with_the_evening_before(customer):
    await customer.say("what are your hours on friday?")
    assert customer.answer.text.splitlines()[0] == "Friday 5 March: 4:00 PM to 11:00 PM"


async def test_who_asks_before_the_evening_is_over_reads_of_it(customer):
    await customer.world.pass_time(_FRIDAY_AFTER_MIDNIGHT)
    await customer.say("when do you open?")
    first, *_ = customer.answer.text.splitlines()
    assert first == "Friday 5 March: 12:00 AM to 1:00 AM, 4:00 PM to 11:00 PM"
