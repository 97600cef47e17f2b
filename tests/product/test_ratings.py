"""Ratings: who is asked, what they come to, and who hears of the bad ones."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from booking import bookings, reviews
from booking.errors import AlreadyOver, NotBegun
from booking.store.tables.bookings import bookings as bookings_table
from booking.store.tables.reviews import reviews as reviews_table
from booking.store.tables.reviews import scores
from booking.store.tenancy import scoped
from booking.visit import Actor
from tests.product.conftest import Customer
from tests.product.phones import TelegramPhone, WhatsAppPhone

HOUR = timedelta(hours=1)
ASKED = "How was Haircut with Sara?"
BY = Actor("customer", "1")


@pytest.fixture
def customer(small_world):
    return Customer(small_world, TelegramPhone(small_world, 1, "Noura", "en"))


async def the_booking(world):
    async with world.work() as work:
        row = await work.row(select(bookings_table.c.id).where(scoped(bookings_table)))
        return await bookings.get(work, row.id)


async def news_after(customer, passed):
    await customer.world.pass_time(passed)
    return [one.text for one in customer.phone.news()]


@pytest.mark.parametrize("status", ["cancelled", "no_show"])
async def test_nobody_is_asked_of_a_visit_that_did_not_take_place(customer, status):
    await customer.book()
    async with customer.world.work() as work:
        changed = update(bookings_table).where(scoped(bookings_table)).values(status=status)
        await work.execute(changed)
    assert await news_after(customer, 28 * HOUR) == []


async def test_who_is_asked_is_asked_once_and_at_a_decent_hour(customer):
    world = customer.world
    await customer.book()  # for tomorrow at noon
    await world.pass_time(26 * HOUR + HOUR / 2)
    world.staff.tap("تمت الزيارة", chat=world.group)
    await customer.settle()
    customer.phone.news()
    texts = await news_after(customer, HOUR)
    assert [text for text in texts if text.startswith(ASKED)] == texts[:1]
    assert await news_after(customer, 2 * HOUR) == []


async def test_a_late_visit_is_asked_about_the_next_morning(customer):
    await customer.book()
    assert not [one for one in await news_after(customer, 37 * HOUR) if ASKED in one]  # 23:00
    (text,) = await news_after(customer, 10 * HOUR)
    assert text.startswith(ASKED)


async def test_the_owner_reads_a_low_rating_in_their_own_chat(customer):
    world = customer.world
    owner = world.sandbox.telegram.person(1001, "Noor", language_code="ar")
    owner.send("hi")
    await customer.book()
    await news_after(customer, 28 * HOUR)
    before = len(world.staff_texts())
    await customer.choose("Bad")
    assert len(world.staff_texts()) == before
    texts = [one.text for one in owner.private_chat().messages if one.from_bot]
    assert "نجمة واحدة من 5" in texts[-1]


async def test_a_rating_in_the_middle_of_another_booking_is_a_tap_beside_it(customer):
    await customer.book()
    await customer.say("/start")
    await customer.choose("Manicure")
    customer.phone.news()
    (*_, text) = await news_after(customer, 28 * HOUR)
    assert text.startswith(ASKED)
    await customer.choose("Good")
    assert customer.answer.text.startswith("Thank you for 4 stars.")


async def test_averages_follow_every_rating_and_are_shown_from_three_on(customer):
    world = customer.world
    await customer.book()
    booking = await the_booking(world)
    world.clock.move(30 * HOUR)
    async with world.work() as work:
        await reviews.rate(work, booking, 5, BY)
        await reviews.rate(work, booking, 2, BY)  # changed their mind
        staff, service = booking.lines[0].staff_id, booking.service_ids[0]
        found = await reviews.find_scores(work, [staff, service])
        assert {(str(one.average), one.ratings) for one in found.values()} == {("2.0", 1)}
        await work.execute(update(scores).where(scoped(scores)).values(ratings=3, stars=13))
    await customer.settle()  # the bot asks
    await customer.say("/start")
    assert "4.3 of 5 (3 ratings)" in customer.phone.chat.messages[-1].text
    await customer.choose("Haircut")
    assert "4.3 of 5 (3 ratings)" in customer.phone.chat.messages[-1].text


async def test_a_visit_can_be_rated_only_after_it(customer):
    await customer.book()
    booking = await the_booking(customer.world)
    async with customer.world.work() as work:
        with pytest.raises(NotBegun):
            await reviews.rate(work, booking, 5, BY)
    await customer.say("cancel")
    await customer.choose("Yes, cancel it")
    booking = await the_booking(customer.world)
    async with customer.world.work() as work:
        with pytest.raises(AlreadyOver):
            await reviews.rate(work, booking, 5, BY)


async def test_a_forged_rating_is_asked_again(customer):
    await customer.book()
    await news_after(customer, 28 * HOUR)
    booking = await the_booking(customer.world)
    customer.phone.person.tap(f"s.rate.{booking.id}.7", forged=True)
    await customer.settle()
    assert customer.answer.text.startswith("Please rate from 1 to 5.")


async def test_days_later_whatsapp_asks_by_template(small_world):
    await small_world.make_contents()
    customer = Customer(small_world, WhatsAppPhone(small_world, 2, "Amal", "en"))
    await customer.say("hi")
    await customer.choose("Haircut", "Sara", "Friday 5 March", "4:00 PM", "Amal")
    await customer.choose("Confirm")
    await small_world.pass_time(103 * HOUR)
    text = customer.phone.news()[-1].text
    assert text.startswith("How was your visit to Noor Salon: Haircut with Sara?")
    await customer.choose("Excellent")
    assert customer.answer.text.startswith("Thank you for 5 stars.")


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("Why was it so expensive? How much is a haircut?", "How much is a manicure?"),
        ("ليش السعر غالي؟ وين الموقف؟", "كم السعر؟"),
        ("Come back on friday at 5? Never with Sara!", "The tea was cold."),
    ],
)
async def test_a_comment_is_kept_whatever_it_says(customer, text, more):
    await customer.book()
    await news_after(customer, 28 * HOUR)
    await customer.choose("Bad")
    answer = await customer.say(text)
    assert answer.text.splitlines()[-1] in ("Thank you, this is passed on.", "شكرًا، سننقل ملاحظتك.")
    await customer.say(more)
    async with customer.world.work() as work:
        kept = (
            await work.row(select(reviews_table.c.comment).where(scoped(reviews_table)))
        ).comment
    assert kept.splitlines()[0] == text
    assert ("The tea" in more) == (more in kept)  # what is a question then is answered


async def test_who_asks_for_the_manager_after_a_rating_is_heard_and_gets_one(customer):
    await customer.book()
    await news_after(customer, 28 * HOUR)
    await customer.choose("Bad")
    text = "I was burnt, let me talk to the manager"
    answer = await customer.say(text)
    assert "will answer you here soon" in answer.text
    told = " ".join(customer.world.staff_texts()[-2:])
    assert told.count(text) == 2  # as what was thought of the visit, and as what was written last


async def test_who_wants_no_advertising_after_a_rating_is_obeyed(customer):
    await customer.book()
    await news_after(customer, 28 * HOUR)
    await customer.choose("Good")
    answer = await customer.say("please stop sending me ads")
    assert answer.text.startswith("You will get no advertising from us.")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("5/5", "Thank you for 5 stars."),
        ("4 out of 5", "Thank you for 4 stars."),
        ("three stars", "Thank you for 3 stars."),
        ("ممتاز ٥", "شكرًا على تقييمك بـ5 نجوم."),
        ("\u2b50\u2b50\u2b50\u2b50", "Thank you for 4 stars."),
        ("6/5", "Please rate from 1 to 5."),
        ("10/10", "Please rate from 1 to 5."),
    ],
)
async def test_a_rating_may_be_written_out(customer, text, says):
    await customer.book()
    await news_after(customer, 28 * HOUR)
    if not text.isascii() and text[0].isalpha():
        await customer.say("عربي")
    rated = await customer.say(text)
    assert rated.text.startswith(says)
