"""The waiting list: what becomes free is kept for one person after the other, in fair order."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from booking.store.tables.bookings import bookings, claims
from booking.store.tables.waiting import waitlist
from booking.store.tenancy import scoped
from tests.product.conftest import Customer
from tests.product.phones import phone_on
from tests.product.test_nothing_free import TUESDAY, fill

OFFERED = "A time is free now. I keep it for you until"
ENDED = "This time is not kept for you any more."


async def statuses(world):
    async with world.work() as work:
        rows = await work.rows(
            select(waitlist.c.status).where(scoped(waitlist)).order_by(waitlist.c.id)
        )
    return [row.status for row in rows]


@pytest.fixture
async def lucky(small_world):
    """Who has a haircut with Sara on Tuesday, and the whole day is full then."""
    lucky = Customer(small_world, phone_on("whatsapp", small_world, 9, "Lucky"))
    await lucky.say("hi")
    await lucky.choose("Haircut", "Sara", "Tuesday 2 March", "12:00 PM", "Lucky", "Confirm")
    await fill(small_world, "Sara", TUESDAY)
    await small_world.settle()
    return lucky


async def joins(customer, name="Noura", part="Any time"):
    await customer.say("hi")
    await customer.choose("Haircut", "Sara")
    await customer.say("wait for a full day")
    await customer.choose("Tuesday 2 March", part, name)
    if not customer.phone.gives_number:
        customer.phone.share_contact()
        await customer.settle()
    return await customer.choose("Yes, please")


async def cancels(lucky):
    await lucky.say("cancel")
    await lucky.choose("Yes, cancel it")


def another(customer, number, name):
    return Customer(customer.world, phone_on("whatsapp", customer.world, number, name))


async def test_what_becomes_free_is_kept_for_who_waits_and_one_tap_books_it(customer, lucky):
    joined = await joins(customer)
    assert "You are on the waiting list now." in joined.text
    await cancels(lucky)
    (offered,) = customer.phone.news()
    assert f"{OFFERED} 10:15 AM." in offered.text
    for fact in ("Haircut", "Sara", "Tuesday 2 March, 12:00 PM", "SAR 115, to pay at the salon"):
        assert fact in offered.text
    done = await customer.choose("Book it")
    assert "You are booked." in done.text
    assert await statuses(customer.world) == ["booked"]


async def test_the_list_is_joined_and_its_offer_answered_in_ones_own_words(customer, lucky):
    await customer.say("haircut with Sara tomorrow", "waiting list please", "tomorrow")
    assert "At what time of the day?" in customer.answer.text
    await customer.say("any time")
    await customer.choose("Noura")
    if not customer.phone.gives_number:
        customer.phone.share_contact()
        await customer.settle()
    joined = await customer.say("yes")
    assert "You are on the waiting list now." in joined.text
    await cancels(lucky)
    (offered,) = customer.phone.news()
    assert OFFERED in offered.text
    await customer.say("wait", "what is the price?")
    assert "You are booked." in (await customer.say("yes")).text
    assert await statuses(customer.world) == ["booked"]


async def test_nobody_else_gets_what_is_kept(customer, lucky):
    await joins(customer)
    await cancels(lucky)
    await lucky.say("/start")
    await lucky.choose("Haircut", "Sara")
    tried = await lucky.say("2 March")
    assert "12:00 PM" not in tried.choices
    customer.phone.news()
    assert "You are booked." in (await customer.choose("Book it")).text


@pytest.mark.parametrize("how", ["silence", "no", "leaves"])
async def test_who_does_not_take_it_passes_it_on_in_order(customer, lucky, how):
    second, third = another(customer, 2, "Amal"), another(customer, 3, "Mona")
    await joins(customer)
    await joins(second, "Amal")
    await joins(third, "Mona")
    await cancels(lucky)
    for one in (customer, second, third):
        one.heard = one.phone.news()
    assert OFFERED in customer.answer.text
    assert not second.heard + third.heard
    match how:
        case "silence":
            await customer.world.pass_time(timedelta(minutes=15))
            assert ENDED in customer.phone.news()[-1].text
        case "no":
            assert "You stay on the waiting list." in (await customer.choose("Not this time")).text
        case "leaves":
            await customer.choose("Take me off the list")
    second.heard, third.heard = second.phone.news(), third.phone.news()
    assert OFFERED in second.answer.text
    assert not third.heard
    waits = "left" if how == "leaves" else "waiting"
    assert await statuses(customer.world) == [waits, "offered", "waiting"]
    if how == "silence":
        assert ENDED in (await customer.choose("Book it")).text
    assert "You are booked." in (await second.choose("Book it")).text
    assert await statuses(customer.world) == [waits, "booked", "waiting"]


async def test_a_time_that_was_passed_is_not_offered_to_the_same_person_again(customer, lucky):
    await joins(customer)
    await cancels(lucky)
    await customer.world.pass_time(timedelta(minutes=16))
    customer.phone.news()
    await customer.world.pass_time(timedelta(hours=1))
    assert customer.phone.news() == []
    async with customer.world.work() as work:
        held = await work.row(
            select(func.count().label("n")).where(
                scoped(claims), claims.c.active, claims.c.held_until.is_not(None)
            )
        )
    assert held.n == 0


async def test_a_part_of_the_day_is_respected(customer, lucky):
    await joins(customer, part="Evening")
    await cancels(lucky)
    assert customer.phone.news() == []
    assert await statuses(customer.world) == ["waiting"]


async def test_a_move_frees_the_old_time_for_who_waits(customer, lucky):
    await joins(customer)
    await lucky.choose("Change booking", "Another time", "Saturday 6 March", "12:00 PM")
    await lucky.choose("Yes, change it")
    assert OFFERED in customer.phone.news()[-1].text


async def test_nobody_is_woken_at_night(customer, lucky):
    await customer.world.pass_time(timedelta(hours=12))
    await joins(customer)
    await cancels(lucky)
    assert customer.phone.news() == []
    await customer.world.pass_time(timedelta(hours=11, minutes=30))
    assert OFFERED in customer.phone.news()[-1].text


async def test_who_booked_such_a_visit_waits_no_more(customer, lucky):
    await joins(customer)
    await customer.say("/start")
    await customer.choose("Haircut", "Noor", "Tuesday 2 March")
    await customer.say("12:00 PM")
    await customer.choose("Confirm")
    assert await statuses(customer.world) == ["booked"]
    await cancels(lucky)
    assert not any(OFFERED in one.text for one in customer.phone.news())


async def test_the_list_is_left_from_ones_bookings(customer, lucky):
    await joins(customer)
    mine = await customer.say("my bookings")
    assert mine.choices == ("Waiting list",)
    shown = await customer.choose("Waiting list")
    for fact in ("You are on the waiting list.", "Haircut", "Sara", "Tuesday 2 March", "Any time"):
        assert fact in shown.text
    assert "not on the waiting list any more" in (await customer.choose("Leave the list")).text
    assert await statuses(customer.world) == ["left"]
    await cancels(lucky)
    assert customer.phone.news() == []


async def test_waiting_twice_for_the_same_keeps_one_place(customer, lucky):
    await joins(customer)
    await customer.say("/start")
    await customer.choose("Haircut", "Sara")
    await customer.say("wait for a full day")
    await customer.choose("Tuesday 2 March", "Any time", "Yes, please")
    assert await statuses(customer.world) == ["waiting"]


async def test_nobody_takes_what_was_offered_to_somebody_else(customer, lucky):
    await joins(customer)
    await cancels(lucky)
    async with customer.world.work() as work:
        row = await work.row(
            select(bookings.c.id, bookings.c.revision).where(
                scoped(bookings), bookings.c.offered_until.is_not(None)
            )
        )
    thief = Customer(customer.world, phone_on("telegram", customer.world, 7, "Thief"))
    await thief.say("hi")
    shown = thief.phone.chat.messages[-1].message_id
    thief.phone.person.tap(f"s.take.{row.id}.{row.revision}", shown, forged=True)
    await thief.settle()
    assert "I cannot find that booking." in thief.answer.text
    assert await statuses(customer.world) == ["offered"]
