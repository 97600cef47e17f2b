"""What costs more with somebody is said before they are chosen."""

import pytest

from tests.product.conftest import Customer
from tests.product.phones import phone_on
from tests.product.world import opened_world


@pytest.fixture
async def at_staff(sqlite_url, clock):
    """A customer who is about to choose with whom to have their brows done."""
    async with opened_world(sqlite_url, clock, salon="large") as world:
        customer = Customer(world, phone_on("numbered", world))
        await customer.say("hi", "Face")
        yield customer


def raw(customer):
    return customer.phone.messages[-1].body


async def test_the_least_price_and_time_are_said_of_a_service(at_staff):
    assert "Brows (from 15 minutes, from SAR 40)" in raw(at_staff)
    assert "Deep cleaning (1 hour, SAR 200)" in raw(at_staff)


async def test_each_is_offered_at_their_own_price_and_booked_at_it(at_staff):
    await at_staff.say("Brows")
    assert "Layan (20 minutes · SAR 55 · From Monday 1 March" in raw(at_staff)
    assert "Maha (15 minutes · SAR 40 · From Monday 1 March" in raw(at_staff)
    await at_staff.say("Layan", "Tuesday 2 March", "10:00 AM")
    answer = await at_staff.say("Noura")
    assert "Length: 20 minutes" in answer.text
    assert "Price: SAR 55, to pay at the salon" in answer.text


async def test_who_does_not_mind_is_offered_the_cheapest(at_staff):
    await at_staff.say("Brows", "Anyone", "Tuesday 2 March", "10:00 AM")
    answer = await at_staff.say("Noura")
    assert "Price: SAR 40, to pay at the salon" in answer.text
