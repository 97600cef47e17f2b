"""The staff propose another time for a request; the customer takes it, or does not."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from booking.store.tables.bookings import bookings
from booking.store.tables.work import queue
from booking.store.tenancy import scoped
from tests.product.conftest import Customer
from tests.product.phones import TelegramPhone, WhatsAppPhone
from tests.product.test_staff_desk import ONLY, ask_for, audited, colleague, statuses, tap
from tests.product.world import opened_world

PROPOSE, FOUR = "اقتراح وقت آخر", "الثلاثاء 2/3، 4:00 م"
TAKE = "Take this time"
TAKEN = "Sorry, somebody else was faster"
NOT_FREE = "لم يعد هذا الوقت متاحًا"


@pytest.fixture
async def world(sqlite_url, clock):
    async with opened_world(sqlite_url, clock, salon="careful") as world:
        yield world


@pytest.fixture
def customer(world):
    return Customer(world, TelegramPhone(world, 1, "Noura", "en"))


async def propose(customer, time=FOUR):
    """Ask for Noor on Tuesday at one; the owner proposes another time."""
    await ask_for(customer)
    await tap(customer.world, PROPOSE)
    await tap(customer.world, time)
    customer.heard = customer.phone.news()


async def starts(world):
    async with world.work() as work:
        rows = await work.rows(select(bookings.c.starts_at).where(scoped(bookings)))
    return [f"{row.starts_at:%d %H:%M}" for row in rows]  # UTC


async def test_what_is_taken_is_booked_then_and_in_the_audit_log(customer):
    world = customer.world
    await propose(customer)
    assert (await statuses(world), await starts(world)) == (["requested"], ["02 10:00"])
    booked = await customer.choose(TAKE)
    assert "When: Tuesday 2 March, 4:00 PM" in booked.text
    assert len(customer.heard) == 1
    assert (await statuses(world), await starts(world)) == (["confirmed"], ["02 13:00"])
    assert await audited(world) == [
        *(("customer", "requested"), ("staff", "proposed")),
        *(("customer", "moved"), ("customer", "confirmed")),
    ]
    shown = next(text for text in world.staff_texts() if "مؤكد" in text)
    assert "الثلاثاء 2 مارس، 4:00 م" in shown
    async with world.work() as work:
        reminders = await work.rows(
            select(queue.c.id).where(scoped(queue), queue.c.topic == "remind")
        )
    assert reminders


async def test_a_proposal_that_somebody_else_took_leads_to_other_times(customer):
    world = customer.world
    await propose(customer)
    await ask_for(Customer(world, WhatsAppPhone(world, 2, "Amal", "en")), time="4:00 PM")
    customer.phone.news()
    answer = await customer.choose(TAKE)
    assert answer.text.startswith(TAKEN)
    assert answer.choices[0] == "Another time"
    assert sorted(await starts(world)) == ["02 10:00", "02 13:00"]
    assert await statuses(world) == ["requested", "requested"]


async def test_the_request_can_be_changed_or_accepted_as_it_was_instead(customer):
    await propose(customer)
    changing = await customer.choose("Change booking")
    assert "When: Tuesday 2 March, 1:00 PM" in changing.text
    assert await tap(customer.world, "قبول") == "تم القبول."
    assert await starts(customer.world) == ["02 10:00"]


async def test_a_proposal_that_nobody_takes_ends_with_the_request(customer):
    await propose(customer)
    await customer.world.pass_time(timedelta(hours=11))
    (told, *_) = customer.phone.news()
    assert told.text.startswith("The time that the salon proposed was not taken")
    assert await statuses(customer.world) == ["declined"]


async def test_only_the_newest_proposal_can_be_taken(customer):
    world = customer.world
    await propose(customer)
    old = next(one for row in customer.phone.chat.messages[-1].buttons for one in row).data
    await tap(world, PROPOSE)
    await tap(world, "الثلاثاء 2/3، 3:00 م")
    customer.phone.person.tap(old, forged=True)
    await customer.settle()
    assert "proposes another time: Tuesday 2 March, 3:00 PM" in customer.heard[-1].text
    assert await statuses(world) == ["requested"]
    await customer.say("take this time")
    assert await starts(world) == ["02 12:00"]


async def test_only_a_time_that_is_free_can_be_proposed_by_who_may(customer):
    world = customer.world
    await ask_for(customer)
    assert (await tap(world, PROPOSE, colleague(world, 1002, "Sara"))).startswith(ONLY)
    await tap(world, PROPOSE)
    four = next(
        one.data for row in world.group.messages[-1].buttons for one in row if one.text == FOUR
    )
    *token, minute = four.split(".")
    at_night = ".".join([*token, str(int(minute) + 9 * 60)])
    assert (await tap(world, at_night, forged=True)).startswith(NOT_FREE)
    assert await starts(world) == ["02 10:00"]
    assert [action for _, action in await audited(world)] == ["requested"]


async def test_a_proposal_reaches_who_has_not_written_for_a_day(customer):
    world = customer.world
    await world.make_contents()
    await world.change_salon(("answer_within = 600", "answer_within = 4000"))
    amal = Customer(world, WhatsAppPhone(world, 2, "Amal", "en"))
    await ask_for(amal, "Bridal henna", "1:00 PM", "Noor", day="Thursday 4 March")
    await world.pass_time(timedelta(hours=26))
    await tap(world, PROPOSE)
    await tap(world, "الخميس 4/3، 4:00 م")
    (told,) = amal.phone.news()
    assert "Thursday 4 March, 4:00 PM is proposed instead" in told.text
    await amal.choose(TAKE)
    assert await starts(world) == ["04 13:00"]
