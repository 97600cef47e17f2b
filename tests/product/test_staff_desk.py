"""What the staff tap on a booking is done if they may, written down, and answered."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from booking.store.tables.bookings import bookings
from booking.store.tables.people import audit
from booking.store.tables.work import queue
from booking.store.tenancy import scoped
from tests.product.conftest import Customer
from tests.product.phones import TelegramPhone, WhatsAppPhone
from tests.product.world import opened_world

ACCEPT, DECLINE, HERE, DONE, ABSENT = "قبول", "رفض", "حضر", "تمت الزيارة", "لم يحضر"
TALK = "محادثة العميل"
CANCEL = "إلغاء الحجز"
ONLY = "هذا الإجراء متاح فقط لـ"
CHANGED, GONE, TOO_EARLY = "تغيّر هذا الحجز", "حُجز هذا الوقت لشخص آخر", "لم يبدأ الموعد بعد"


@pytest.fixture
async def world(sqlite_url, clock):
    async with opened_world(sqlite_url, clock, salon="careful") as world:
        yield world


@pytest.fixture
def customer(world):
    return Customer(world, TelegramPhone(world, 1, "Noura", "en"))


def colleague(world, user_id, name):
    """Somebody else of the staff's group."""
    person = world.sandbox.telegram.person(user_id, name)
    world.group.members[user_id] = person
    return person


async def ask_for(customer, service="Bridal henna", time="1:00 PM", *more, day="Tuesday 2 March"):
    await customer.say("hi")
    await customer.choose(service, *(more or ["Noor"]), day, time)
    if "What name" in customer.answer.text:
        await customer.choose("Noura")
    if customer.answer.asks_for_contact:
        customer.phone.share_contact()
        await customer.settle()
    confirmed = await customer.choose(customer.heard[-1].choices[0])
    assert confirmed is not None


async def tap(world, label, by=None, **options):
    """Tap on the newest such button; what is shown to who tapped."""
    world.group.toast = None
    (by or world.staff).tap(label, chat=world.group, **options)
    await world.settle()
    assert world.group.unanswered == []
    return world.group.toast


async def statuses(world):
    async with world.work() as work:
        rows = await work.rows(select(bookings.c.status).where(scoped(bookings)))
    return [row.status for row in rows]


async def audited(world):
    async with world.work() as work:
        rows = await work.rows(
            select(audit.c.actor, audit.c.action).where(scoped(audit)).order_by(audit.c.id)
        )
    return [(row.actor, row.action) for row in rows]


async def test_what_is_accepted_is_booked_and_in_the_audit_log(customer):
    world = customer.world
    await ask_for(customer)
    assert await statuses(world) == ["requested"]
    assert await tap(world, ACCEPT) == "تم القبول."
    assert await statuses(world) == ["confirmed"]
    assert await audited(world) == [("customer", "requested"), ("staff", "confirmed")]


async def test_a_staff_member_decides_on_their_own_visits_only(customer):
    world = customer.world
    sara = colleague(world, 1002, "Sara")
    await ask_for(customer)
    assert (await tap(world, ACCEPT, sara)).startswith(ONLY)
    assert await statuses(world) == ["requested"]
    await tap(world, DECLINE)
    await ask_for(customer, "Haircut", "3:00 PM", "Sara")
    await world.pass_time(timedelta(days=1, hours=6))
    assert await tap(world, DONE, sara) == "سُجّل أن الزيارة تمت."
    assert await statuses(world) == ["declined", "completed"]


async def test_being_in_the_group_gives_nobody_a_role(customer):
    world = customer.world
    await ask_for(customer)
    told = await tap(world, DECLINE, colleague(world, 1777, "Somebody"))
    assert "1777" in told
    assert await statuses(world) == ["requested"]


async def test_a_button_of_before_the_booking_changed_does_nothing(customer):
    world = customer.world
    await ask_for(customer)
    old = world.group.messages[-1].buttons[0][0].data
    await customer.choose("Cancel booking", "Yes, cancel it")
    assert (await tap(world, old, forged=True)).startswith(CHANGED)
    assert await statuses(world) == ["cancelled"]


async def test_two_taps_do_it_once(customer):
    world = customer.world
    await ask_for(customer)
    for _ in range(2):
        world.staff.tap(ACCEPT, chat=world.group)
    await world.settle()
    assert await audited(world) == [("customer", "requested"), ("staff", "confirmed")]


async def test_nothing_can_come_of_a_visit_before_it_begins(customer):
    world = customer.world
    await ask_for(customer)
    data = world.group.messages[-1].buttons[0][0].data
    await tap(world, ACCEPT)
    _, _, booking, revision = data.split(".")
    early = f"s.noshow.{booking}.{int(revision) + 1}"
    assert (await tap(world, early, forged=True)).startswith(TOO_EARLY)
    assert await statuses(world) == ["confirmed"]


async def test_a_no_show_may_come_after_all(customer):
    world = customer.world
    await ask_for(customer, "Haircut", "3:00 PM", "Noor")
    labels = [one.text for row in world.group.messages[-1].buttons for one in row]
    assert sorted(labels) == sorted([CANCEL, TALK])
    await world.pass_time(timedelta(days=1, hours=6))
    await tap(world, ABSENT)
    assert await statuses(world) == ["no_show"]
    await tap(world, "حضر متأخرًا")
    await tap(world, DONE)
    assert await statuses(world) == ["completed"]
    assert [action for _, action in await audited(world)] == [
        *("confirmed", "no_show", "arrived", "completed")
    ]


async def test_a_visit_that_was_moved_or_cancelled_has_no_buttons_at_its_old_start(customer):
    world = customer.world
    await ask_for(customer, "Haircut", "3:00 PM", "Noor")
    await customer.choose("Cancel booking", "Yes, cancel it")
    await world.pass_time(timedelta(days=1, hours=6))
    assert world.group.messages[-1].buttons == []


async def test_a_request_that_blocks_nothing_may_lose_its_time(customer):
    world = customer.world
    await world.change_salon(("approval = true", "approval = true\nrequests_block = false"))
    await ask_for(customer)
    await ask_for(Customer(world, WhatsAppPhone(world, 2, "Amal", "en")))
    assert await tap(world, ACCEPT) == "تم القبول."
    first = next(one for one in world.group.messages if one.from_bot)
    assert (await tap(world, ACCEPT, message_id=first.message_id)).startswith(GONE)
    assert sorted(await statuses(world)) == ["confirmed", "requested"]


async def test_taps_in_a_group_of_strangers_change_nothing(customer):
    world = customer.world
    await ask_for(customer)
    data = world.group.messages[-1].buttons[0][0].data
    group = world.sandbox.telegram.group(-778, "Others", members=[world.staff], bot_in=True)
    world.staff.tap(data, chat=group, forged=True)
    world.staff.tap("t1.0", chat=group, forged=True)
    await world.settle()
    assert group.unanswered == []
    assert await statuses(world) == ["requested"]


async def test_a_group_that_only_talks_is_not_stored(customer):
    world = customer.world
    world.staff.send("good morning", chat=world.group)
    await world.settle()
    async with world.work() as work:
        topics = await work.rows(select(queue.c.topic).where(scoped(queue)))
    assert {row.topic for row in topics}.isdisjoint({"desk", "hear"})
