"""What the chat says of a change: its limits, its price, and who is told."""

from datetime import timedelta

import pytest
from sqlalchemy import select

import main
from booking.catalog import Catalog
from booking.reservations.moving import move
from booking.store.tables.bookings import bookings
from booking.store.tenancy import scoped
from booking.visit import Actor
from tests.operations.machine import salon_file
from tests.product.conftest import Customer
from tests.product.phones import phone_on
from tests.product.test_changed_meanwhile import pay, reach_payment

ONCE = ("hold_minutes = 15", "hold_minutes = 15\nfree_moves = 1\nmove_until = 720")


@pytest.fixture
def numbered(small_world):
    return Customer(small_world, phone_on("numbered", small_world))


async def import_changed(world, folder, *changes):
    file = salon_file(folder, *changes)
    await main.import_file(world.database, world.product.keyring, file)


async def the_booking(work):
    return await work.row(select(bookings).where(scoped(bookings)))


async def test_the_limits_of_free_changes_are_stated_and_kept(customer, tmp_path):
    await import_changed(customer.world, tmp_path, ONCE)
    await customer.book()
    await customer.choose("Change booking")
    assert "You can change it 1 time, until Tuesday 2 March, 12:00 AM." in customer.answer.text
    await customer.choose("Another time", "Saturday 6 March", "12:00 PM")
    assert "It cannot be changed afterwards." in customer.answer.text
    await customer.choose("Yes, change it")
    refused = await customer.choose("Change booking")
    assert "It was changed as often as is allowed." in refused.text
    assert "Another time" not in refused.choices
    assert "Cancel booking" in refused.choices


async def test_a_change_that_comes_too_late_is_refused_with_the_deadline(customer, tmp_path):
    await import_changed(customer.world, tmp_path, ONCE)
    await customer.book()
    await customer.choose("Change booking", "Another time", "Saturday 6 March", "12:00 PM")
    await customer.world.pass_time(timedelta(hours=14, seconds=1))
    refused = await customer.choose("Yes, change it")
    assert "It could be changed until Tuesday 2 March, 12:00 AM." in refused.text
    async with customer.world.work() as work:
        assert (await the_booking(work)).moves == 0


async def test_the_deposit_stays_and_a_difference_is_paid_at_the_salon(customer):
    await reach_payment(customer)
    await pay(customer)
    asked = await customer.choose("Change booking", "Another service", "Hair color")
    assert "5:30 PM is not free for this visit." in asked.text
    asked = await customer.choose("4:00 PM")
    for said in (
        "Price: SAR 380",
        "Your deposit of SAR 60 stays with the booking.",
        "At the salon: SAR 320",
        "more than before.",
    ):
        assert said in asked.text


async def test_what_was_paid_for_more_than_it_costs_is_not_offered(numbered):
    await numbered.say("hi")
    await numbered.choose("Hair color", "Noor", "Tuesday 2 March", "1:00 PM", "Noura")
    await numbered.choose("Confirm and pay")
    await pay(numbered)
    offered = await numbered.choose("Change booking", "Another service")
    assert set(offered.choices) == {"Haircut", "Facial"}  # the others cost less than SAR 100


async def test_a_time_lost_while_it_is_confirmed_leaves_the_old_one(customer):
    await customer.book()
    await customer.choose("Change booking", "Another time", "Saturday 6 March", "12:00 PM")
    other = Customer(customer.world, phone_on("whatsapp", customer.world, 2, "Amal"))
    await other.say("hi")
    await other.choose("Haircut", "Sara", "Saturday 6 March", "12:00 PM", "Amal", "Confirm")
    lost = await customer.choose("Yes, change it")
    assert "somebody else was faster" in lost.text
    async with customer.world.work() as work:
        rows = await work.rows(select(bookings.c.starts_at).where(scoped(bookings)))
    assert len({row.starts_at for row in rows}) == 2


async def test_what_changed_since_it_was_shown_is_shown_again(numbered):
    await numbered.book()
    await numbered.choose("Change booking", "Another time", "Saturday 6 March", "12:00 PM")
    async with numbered.world.work() as work:
        row = await the_booking(work)
        salon = await Catalog().salon(work)
        await move(work, salon, row.id, row.starts_at + timedelta(hours=1), Actor("staff", "1001"))
    again = await numbered.choose("Yes, change it")
    assert "Change your booking to this?" in again.text
    assert "Before: Tuesday 2 March, 1:00 PM" in again.text


async def test_who_is_moved_by_the_salon_is_told_once_with_the_old_time(customer):
    await customer.book()
    async with customer.world.work() as work:
        row = await the_booking(work)
        salon = await Catalog().salon(work)
        await move(work, salon, row.id, row.starts_at + timedelta(hours=1), Actor("staff", "1001"))
    await customer.settle()
    told = customer.answer
    assert "Your visit was moved. It was Tuesday 2 March, 12:00 PM before." in told.text
    assert "When: Tuesday 2 March, 1:00 PM" in told.text
    (text,) = customer.world.staff_texts()
    assert "كان الثلاثاء 2 مارس، 12:00 م" in text


async def test_nobody_changes_what_is_not_theirs(numbered):
    await numbered.book()
    other = Customer(numbered.world, phone_on("telegram", numbered.world, 2, "Amal"))
    await other.say("hi")
    async with numbered.world.work() as work:
        row = await the_booking(work)
    other.phone.person.tap(f"s.change.{row.id}.1", forged=True)
    await other.settle()
    assert "I cannot find that booking." in other.answer.text


@pytest.mark.parametrize("text", ["saturday at 1pm instead", "خلها السبت ١ الظهر"])
async def test_a_bare_time_written_under_a_booking_moves_it(customer, text):
    await customer.book()
    asked = await customer.say(text)
    assert asked.text.startswith(("Change your booking to this?", "هل نغيّر حجزك إلى هذا؟"))
    assert "1:00" in asked.text


@pytest.mark.parametrize(
    "text", ["can you change the service to manicure", "ابي مانيكير بدال قص الشعر", "تغيير الوقت"]
)
async def test_what_is_wanted_instead_is_a_change_of_the_booking(customer, text):
    await customer.book()
    asked = await customer.say(text)
    assert asked.text.startswith(("What would you like to change?", "ما الذي تريد تغييره؟"))


@pytest.mark.parametrize("text", ["cancel my booking", "الغي موعدي"])
async def test_who_cancels_their_booking_does_not_cancel_what_they_choose(customer, text):
    await customer.book()
    await customer.say("hi")
    await customer.choose("Manicure")
    asked = await customer.say(text)
    assert asked.text.startswith(("Cancel this booking?", "هل تريد إلغاء هذا الحجز؟"))
    assert "Haircut" in asked.text


@pytest.mark.parametrize("text", ["change the time", "تغيير الوقت"])
async def test_what_is_to_be_confirmed_is_changed_before_it_is_booked(customer, text):
    await customer.reach_confirmation()
    asked = await customer.say(text)
    assert asked.text.startswith(("What would you like to change?", "ما الذي تريد تغييره؟"))


async def test_a_change_says_whose_visit_it_is(customer):
    await customer.reach_confirmation()
    await customer.say("for whom", "Lama")
    await customer.choose("Confirm")
    asked = await customer.say("saturday at 1pm instead")
    assert "For: Lama" in asked.text
