"""The staff's group has one message per booking, which always says how the booking stands."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from booking.store.tables.work import queue
from booking.store.tenancy import scoped
from bot.tables import staff_chats
from tests.product.conftest import Customer
from tests.product.phones import TelegramPhone, WhatsAppPhone
from tests.product.world import STAFF_GROUP

SUPERGROUP = -1_000_000_000_777
CONFIRMED, HELD, CANCELLED, LAPSED = "مؤكد", "محجوز حتى", "أُلغي", "انتهى"
UNPAID, PAID, RETURNED = "العربون غير مدفوع", "العربون مدفوع", "أُعيد العربون"


@pytest.fixture
def customer(small_world):
    return Customer(small_world, TelegramPhone(small_world, 1, "Noura", "en"))


@pytest.fixture
def another(small_world):
    return Customer(small_world, WhatsAppPhone(small_world, 2, "Amal", "en"))


async def hold_color(customer):
    await customer.say("hi")
    await customer.choose("Hair color", "Noor", "Tuesday 2 March", "1:00 PM", "Noura")
    customer.phone.share_contact()
    await customer.settle()
    await customer.choose("Confirm and pay")
    return customer.answer.links[0].rpartition("/")[2].partition("?")[0]


async def book_manicure(customer):
    await customer.say("hi")
    await customer.choose("Manicure", "Sara", "Tuesday 2 March", "12:00 PM", "Amal")
    return await customer.choose("Confirm")


def the_message(world):
    (text,) = world.staff_texts()
    return text.translate(str.maketrans("", "", "\u2068\u2069"))


async def test_a_booking_is_one_message_that_follows_it(customer):
    world = customer.world
    invoice_id = await hold_color(customer)
    assert HELD in the_message(world)
    assert UNPAID in the_message(world)
    await world.sandbox.moyasar.pay(invoice_id)
    await customer.settle()
    assert CONFIRMED in the_message(world)
    assert f"{PAID}: 100 ر.س من 380 ر.س" in the_message(world)
    await customer.say("cancel")
    await customer.choose("Yes, cancel it")
    assert CANCELLED in the_message(world)
    assert f"{RETURNED}: 100 ر.س" in the_message(world)


async def test_it_says_who_comes_for_what_and_when(customer):
    await hold_color(customer)
    text = the_message(customer.world)
    for fact in ("صبغة شعر", "مع: نور", "الثلاثاء 2 مارس، 1:00 م", "Noura", "+966501234501"):
        assert fact in text


async def test_a_hold_that_ends_unpaid_is_told_in_the_same_message(customer):
    await hold_color(customer)
    await customer.world.pass_time(timedelta(minutes=15))
    assert LAPSED in the_message(customer.world)


async def test_every_booking_has_its_own_message(customer, another):
    await hold_color(customer)
    await book_manicure(another)
    first, second = customer.world.staff_texts()
    assert HELD in first
    assert CONFIRMED in second


@pytest.mark.parametrize("is_told", [True, False])
async def test_a_group_that_became_a_supergroup_is_found(customer, another, is_told):
    world = customer.world
    world.group = world.sandbox.telegram.group(
        STAFF_GROUP, "Noor Salon", kind="group", members=[world.staff]
    )
    await hold_color(customer)
    assert len(world.staff_texts()) == 1
    if not is_told:
        world.sandbox.faults.add("telegram", "webhook", "webhook_never", 2)
    world.group = world.group.migrate(SUPERGROUP)
    await world.settle()
    await book_manicure(another)
    assert CONFIRMED in the_message(world)
    await customer.say("cancel")  # its message stayed in the old group: there is a new one
    assert [CANCELLED in text for text in world.staff_texts()] == [False, True]


@pytest.mark.parametrize("is_told", [True, False])
async def test_what_was_not_said_while_the_bot_was_thrown_out_is_said_when_it_is_back(
    customer, another, is_told
):
    world = customer.world
    if not is_told:
        world.sandbox.faults.add("telegram", "webhook", "webhook_never")
    world.group.kick_bot()
    await world.settle()
    invoice_id = await hold_color(customer)
    await world.sandbox.moyasar.pay(invoice_id)
    await customer.settle()
    assert customer.answer.text.startswith("Paid and booked.")
    assert (await book_manicure(another)).text.startswith("You are booked.")
    assert world.staff_texts() == []
    assert set(await world.parked()) == {"staff"}
    world.group.add_bot()
    await world.settle()
    assert await world.parked() == {}
    assert [CONFIRMED in text for text in world.staff_texts()] == [True, True]


async def test_alerts_wait_for_each_other_so_that_none_is_tried_too_often(customer, another):
    await hold_color(customer)
    await book_manicure(another)
    async with customer.world.work() as work:
        staff = (scoped(queue), queue.c.topic == "staff")
        lanes = await work.rows(select(queue.c.lane).where(*staff).distinct())
    assert [row.lane for row in lanes] == [f"staff:{STAFF_GROUP}"]


async def test_groups_that_strangers_add_the_bot_to_are_not_remembered(customer):
    world = customer.world
    stranger = world.sandbox.telegram.person(9001, "Somebody")
    group = world.sandbox.telegram.group(
        -777, "Not the salon", kind="group", members=[stranger], bot_in=True
    )
    group.kick_bot()
    group.add_bot()
    group.migrate(SUPERGROUP)
    await world.settle()
    async with world.work() as work:
        assert await work.rows(select(staff_chats.c.chat).where(scoped(staff_chats))) == []


async def test_a_message_that_somebody_deleted_is_written_anew(customer):
    world = customer.world
    invoice_id = await hold_color(customer)
    del world.group.entries[next(one.message_id for one in world.group.messages if one.from_bot)]
    await world.sandbox.moyasar.pay(invoice_id)
    await customer.settle()
    assert CONFIRMED in the_message(world)
