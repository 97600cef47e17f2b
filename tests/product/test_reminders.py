"""Reminders that must not be sent, and what happens to those that do not arrive."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, select, text, update

from booking import customers
from booking.catalog import Catalog
from booking.reminders import TOPIC, after_quiet
from booking.reservations.change import cancel
from booking.reservations.moving import move
from booking.store import queue
from booking.store.tables.bookings import bookings
from booking.store.tables.people import addresses
from booking.store.tables.people import customers as people
from booking.store.tables.work import queue as rows
from booking.store.tenancy import metadata, scoped
from booking.visit import Actor
from bot.worker.reminding import Reminders
from migrations import upgrade
from tests.product.conftest import Customer
from tests.product.phones import TelegramPhone, WhatsAppPhone

HOUR = timedelta(hours=1)
UNHEARD = "لم يصل التذكير"


@pytest.fixture
def on_telegram(small_world):
    return Customer(small_world, TelegramPhone(small_world, 1, "Noura", "en"))


@pytest.fixture
async def on_whatsapp(small_world):
    await small_world.make_contents()
    return Customer(small_world, WhatsAppPhone(small_world, 2, "Amal", "en"))


async def the_booking(world):
    async with world.work() as work:
        return await work.row(select(bookings).where(scoped(bookings)))


async def book_manicure(customer, day="Tuesday 2 March", at="12:00 PM"):
    await customer.say("hi")
    await customer.choose("Manicure", "Sara", day, at, "Amal")
    return await customer.choose("Confirm")


async def texts_after(customer, passed):
    await customer.world.pass_time(passed)
    return [one.text for one in customer.phone.news()]


async def test_who_slept_through_a_reminder_is_not_told_after_the_fact(on_telegram):
    await on_telegram.book()
    assert await texts_after(on_telegram, 26 * HOUR + HOUR / 4) == []  # the visit has begun


async def test_a_reminder_that_is_late_gives_way_to_the_next(on_telegram):
    await on_telegram.book()  # for tomorrow at noon
    (text,) = await texts_after(on_telegram, 24 * HOUR + HOUR / 2)
    assert text.startswith("This is a reminder")


async def test_a_moved_booking_is_reminded_of_its_new_start_only(on_telegram):
    await on_telegram.book()
    world, booking = on_telegram.world, await the_booking(on_telegram.world)
    async with world.work() as work:
        salon = await Catalog().salon(work)
        staff = Actor("staff", "1001")
        await move(work, salon, booking.id, booking.starts_at + 6 * HOUR, staff)
    await on_telegram.settle()
    assert await texts_after(on_telegram, 2 * HOUR) == []
    (text,) = await texts_after(on_telegram, 6 * HOUR)
    assert "6:00 PM" in text


async def test_a_cancelled_booking_is_not_reminded_of(on_telegram):
    await on_telegram.book()
    await on_telegram.choose("Cancel booking", "Yes, cancel it")
    assert await texts_after(on_telegram, 2 * HOUR) == []
    assert await texts_after(on_telegram, 22 * HOUR) == []


async def test_what_is_cancelled_before_it_is_sent_is_not_sent(on_telegram):
    """Between the queueing of a reminder and its sending may lie many others."""
    await on_telegram.book()
    world = on_telegram.world
    world.clock.move(2 * HOUR)
    product = world.product
    tasks = await queue.claim_alike(world.database, world.tenant_id, TOPIC, 10)
    reminding = Reminders(world.database, Catalog(), product.wording, product.tenants)
    await reminding.remind(tasks)
    booking = await the_booking(world)
    async with world.work() as work:
        said = await work.rows(
            select(rows.c.id).where(scoped(rows), rows.c.state == "ready", rows.c.topic == "say")
        )
        assert len(said) == len(tasks) == 1
        await cancel(work, booking.id, Actor("staff", "1001"))
    (text,) = await texts_after(on_telegram, timedelta(0))
    assert text.startswith("This booking is cancelled.")


async def test_quiet_hours_are_over_before_anybody_is_reminded(on_telegram):
    """The worker was down when the reminder was due."""
    await on_telegram.book()
    assert await texts_after(on_telegram, 15 * HOUR) == []  # at one o'clock at night
    (text,) = await texts_after(on_telegram, 8 * HOUR)
    assert text.startswith("This is a reminder")


def test_quiet_hours_end_on_the_salons_clock(clock):
    riyadh, quiet = ZoneInfo("Asia/Riyadh"), (22 * 60, 33 * 60)
    ten = clock.now()
    assert after_quiet(ten, quiet, riyadh) == ten
    night, early = ten + 12 * HOUR, ten + 22 * HOUR
    assert after_quiet(night, quiet, riyadh) == ten + 23 * HOUR
    assert after_quiet(early, quiet, riyadh) == ten + 23 * HOUR
    assert after_quiet(ten + 23 * HOUR, quiet, riyadh) == ten + 23 * HOUR
    assert after_quiet(night, (0, 0), riyadh) == night


async def join_customers(world):
    """The same person on both channels, as a verified phone makes them."""
    async with world.work() as work:
        first, second = await work.rows(select(people.c.id).where(scoped(people)))
        await work.execute(
            update(addresses)
            .where(scoped(addresses), addresses.c.customer_id == second.id)
            .values(customer_id=first.id)
        )


@pytest.mark.parametrize("fault", ["undelivered:63024", "failed:63049", "undelivered:63016"])
async def test_what_whatsapp_does_not_deliver_is_told_on_the_other_channel(
    on_telegram, on_whatsapp, fault
):
    world = on_whatsapp.world
    await book_manicure(on_whatsapp)
    await on_telegram.say("hi")
    await join_customers(world)
    world.sandbox.faults.add("twilio", "messages.create", fault)
    (text,) = await texts_after(on_telegram, 2 * HOUR)
    assert text.startswith("This is a reminder of your visit.")
    assert not any(UNHEARD in one for one in world.staff_texts())
    if fault == "undelivered:63024":
        async with world.work() as work:
            reach = await customers.reach(work, *on_whatsapp.phone.at)
        assert not reach.is_reachable


@pytest.mark.parametrize("fault", ["undelivered:63024", "failed:63041"])
async def test_what_reaches_nobody_is_told_to_the_staff(on_whatsapp, fault):
    world = on_whatsapp.world
    await book_manicure(on_whatsapp)
    world.sandbox.faults.add("twilio", "messages.create", fault)
    await world.pass_time(2 * HOUR)
    text = world.staff_texts()[-1]
    assert UNHEARD in text
    assert "+966501234502" in text


async def test_who_blocked_the_bot_on_telegram_is_told_on_whatsapp(on_telegram, on_whatsapp):
    await on_telegram.book()
    await on_whatsapp.say("hi")
    await join_customers(on_telegram.world)
    on_telegram.phone.person.block()
    await on_telegram.settle()
    (text,) = await texts_after(on_whatsapp, 2 * HOUR)
    assert text.startswith("This is a reminder of your visit.")


async def test_a_window_that_whatsapp_counts_shorter_than_we_do_gets_the_template(on_whatsapp):
    world = on_whatsapp.world
    await book_manicure(on_whatsapp, day="Friday 5 March", at="4:00 PM")
    await world.pass_time(77 * HOUR)
    async with world.work() as work:
        await customers.heard(work, *on_whatsapp.phone.at)
    world.sandbox.faults.add("twilio", "messages.create", "63016_sync")
    (text,) = await texts_after(on_whatsapp, HOUR)
    assert text.startswith("This is a reminder of your visit to Noor Salon: Manicure")


async def test_what_an_older_release_confirmed_is_planned_by_the_upgrade(world):
    customer = Customer(world, WhatsAppPhone(world, 2, "Amal", "en"))
    booked = await book_manicure(customer, "Friday 5 March", "4:00 PM")
    assert booked.text.startswith("You are booked.")
    planned = ["rate", "remind", "remind", "unsaid"]
    of_visit = rows.c.topic.in_(set(planned))
    async with world.work() as work:
        await work.execute(delete(rows).where(scoped(rows), of_visit))
    async with world.database.engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '0017'"))
        await connection.run_sync(upgrade, metadata)
    await world.settle()
    async with world.work() as work:
        found = await work.rows(select(rows.c.topic).where(scoped(rows), of_visit))
    assert sorted(row.topic for row in found) == planned


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("I'll be there inshallah", "Thank you. We look forward to seeing you."),
        ("ok", "Thank you. We look forward to seeing you."),
        ("نعم", "Thank you. We look forward to seeing you."),
        ("no", "Cancel this booking?"),
        ("can I come an hour later?", "What would you like to change?"),
    ],
)
async def test_a_reminder_is_answered_in_ones_own_words(on_telegram, on_whatsapp, text, says):
    await on_telegram.book()
    await book_manicure(on_whatsapp, at="1:00 PM")
    await on_telegram.world.pass_time(3 * HOUR)
    for customer in (on_telegram, on_whatsapp):
        customer.phone.news()
        answer = await customer.say(text)
        assert answer.text.startswith(says)
