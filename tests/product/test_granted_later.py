"""What the staff give back after a visit or a cancellation is told as what it is."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from booking.store.tables.bookings import bookings
from booking.store.tenancy import scoped
from tests.product.conftest import Customer
from tests.product.phones import TelegramPhone
from tests.product.test_staff_money import plain

COMPLETED = "تمت الزيارة"


async def code(world):
    async with world.work() as work:
        return (await work.row(select(bookings.c.code).where(scoped(bookings)))).code


@pytest.fixture
def customer(small_world):
    return Customer(small_world, TelegramPhone(small_world, 1, "Noura", "en"))


@pytest.fixture
async def paid(customer):
    """A customer who has paid a deposit of 100 riyals."""
    await customer.world.sandbox.moyasar.pay(await customer.reach_payment())
    await customer.settle()
    return customer


async def told(customer, amount):
    """What the customer is told when the owner gives so much back."""
    world = customer.world
    customer.phone.news()
    world.staff.send(f"/refund {await code(world)} {amount} sorry", chat=world.group)
    await customer.settle()
    return [plain(one.text).partition("\n")[0] for one in customer.heard]


async def test_a_share_that_is_given_back_after_the_visit(paid):
    world = paid.world
    await world.pass_time(timedelta(days=1, hours=4))
    world.staff.tap(COMPLETED, chat=world.group)
    await paid.settle()
    assert await told(paid, 20) == ["Your deposit of SAR 20 is on its way back."]


async def test_what_is_granted_to_who_has_cancelled(paid):
    await paid.world.pass_time(timedelta(hours=10))  # too late for anything to come back
    await paid.say("cancel")
    await paid.choose("Yes, cancel it")
    assert await told(paid, 20) == ["Your deposit of SAR 20 is on its way back."]
