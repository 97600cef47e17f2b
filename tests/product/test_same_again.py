"""Who comes again needs few words; whoever else comes has a name of their own."""

import csv
import io
from datetime import timedelta

import pytest
from sqlalchemy import select

import main
import migrations
from booking.store.tables.bookings import bookings
from booking.store.tables.people import customers, persons
from booking.store.tenancy import scoped
from bot.operations.exporting import export
from tests.operations.machine import salon_file
from tests.product.conftest import Customer
from tests.product.phones import phone_on


async def people(world):
    async with world.work() as work:
        named = await work.rows(select(customers.c.name).where(scoped(customers)))
        saved = await work.rows(select(persons.c.name).where(scoped(persons)))
        rows = await work.rows(select(bookings.c.person_id).where(scoped(bookings)))
    return (
        sorted(row.name for row in named),
        sorted(row.name for row in saved),
        [row.person_id is not None for row in rows],
    )


async def test_the_same_again_takes_three_choices_and_four_messages(customer):
    await customer.book()
    await customer.world.pass_time(timedelta(days=2))
    customer.phone.news()
    heard = []
    for say in ("hi", "The same again", "Sat 6 Mar, 12:00 PM", "Confirm"):
        await (customer.say(say) if say == "hi" else customer.choose(say))
        heard += customer.heard
    assert len(heard) == 4
    assert "Welcome back, Noura!" in heard[0].text
    assert heard[0].choices[0] == "The same again"
    for fact in ("You are booked.", "Haircut", "Sara", "Saturday 6 March, 12:00 PM"):
        assert fact in heard[-1].text


async def test_a_cancelled_booking_that_is_past_leads_to_the_next_times(customer):
    await customer.book()
    cancelled = await customer.say("cancel")
    cancelled = await customer.choose("Yes, cancel it")
    assert cancelled.choices == ("Book it again",)
    await customer.world.pass_time(timedelta(days=2))
    again = await customer.choose("Book it again")
    assert "Haircut with Sara: which of these times suits you?" in again.text


async def test_only_what_is_still_done_is_offered_again(customer, tmp_path):
    await customer.book()
    world = customer.world
    without_sara = ('services = ["haircut", "blow-dry", "manicure"]', 'services = ["blow-dry"]')
    file = salon_file(tmp_path, without_sara)
    await main.import_file(world.database, world.product.keyring, file)
    await customer.say("hi")
    anyone = await customer.choose("The same again")
    assert "Haircut: which of these times" in anyone.text
    gone = salon_file(tmp_path, ('id = "haircut"', 'id = "trim"'), ('"haircut"', '"trim"'))
    await main.import_file(world.database, world.product.keyring, gone)
    greeting = await customer.say("/start")
    assert "Welcome back, Noura!" in greeting.text
    assert "The same again" not in greeting.choices


async def test_somebody_else_is_saved_once_and_is_never_the_customer(customer):
    await customer.reach_confirmation()
    await customer.say("for whom", "Lama")
    booked = await customer.choose("Confirm")
    assert "For: Lama" in booked.text
    await customer.world.pass_time(timedelta(days=2))
    customer.phone.news()
    await customer.say("hi")
    await customer.choose("The same again", "Sat 6 Mar, 12:00 PM")
    await customer.say("for whom", "LAMA")
    await customer.choose("Confirm")
    assert await people(customer.world) == (["Noura"], ["Lama"], [True, True])
    assert "لمن: ⁨Lama⁩" in customer.world.staff_texts()[-1]


async def test_who_comes_is_in_the_export(customer):
    await customer.reach_confirmation()
    await customer.say("for whom", "Lama")
    await customer.choose("Confirm")
    content = await export(customer.world.database, migrations.is_current, "csv")
    (row,) = csv.DictReader(io.StringIO(content.decode()))
    assert (row["customer"], row["for"]) == ("Noura", "Lama")


async def test_nobody_sees_whom_others_book_for(small_world):
    first = Customer(small_world, phone_on("whatsapp", small_world, 1, "Noura"))
    second = Customer(small_world, phone_on("whatsapp", small_world, 2, "Amal"))
    await first.reach_confirmation()
    await first.say("for whom", "Lama")
    await first.choose("Confirm")
    await second.say("hi")
    await second.choose("Haircut", "Sara", "Tuesday 2 March", "1:00 PM", "Amal")
    asked = await second.say("for whom")
    assert asked.choices == ("For me",)


async def test_what_is_no_name_is_asked_again_with_the_draft_kept(customer):
    await customer.reach_confirmation()
    for nonsense in ("0501234567", "😀😀", "x" * 61):
        refused = await customer.say("for whom", nonsense)
        assert "Please write the name with letters" in refused.text
        await customer.say("back")
    assert "When: Tuesday 2 March, 12:00 PM" in customer.answer.text


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "a blow-dry with the same stylist as last time, tomorrow at 5pm",
            ("Service: Blow-dry", "With: Sara", "When: Tuesday 2 March, 5:00 PM"),
        ),
        (
            "the same as last time, saturday at 12 noon",
            ("Service: Haircut", "With: Sara", "When: Saturday 6 March, 12:00 PM"),
        ),
        (
            "ابي استشوار بكرة ٥ العصر عند نفس الكوافيرة حقت المرة اللي فاتت",
            ("Service: Blow-dry", "With: Sara", "When: Tuesday 2 March, 5:00 PM"),
        ),
        (
            "نفس المرة اللي فاتت السبت ١٢ الظهر",
            ("Service: Haircut", "With: Sara", "When: Saturday 6 March, 12:00 PM"),
        ),
    ],
)
async def test_what_is_wanted_as_last_time_is_known(customer, text, facts):
    await customer.book()
    answer = await customer.say(text)
    assert answer.text.startswith("Shall I book this?")
    assert all(fact in answer.text for fact in facts)


async def test_the_same_as_last_time_leads_to_its_next_times(customer):
    await customer.book()
    answer = await customer.say("كالعادة")
    assert "Haircut with Sara: which of these times suits you?" in answer.text


async def test_who_was_never_here_is_asked_with_whom(customer):
    answer = await customer.say("haircut with the same barber as last time tomorrow 5pm")
    assert answer.text.startswith("Haircut: with whom?")
