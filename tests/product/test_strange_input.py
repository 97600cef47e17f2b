"""Whatever comes in is answered, once, and does nothing that nobody chose."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from booking.store.tables.bookings import bookings
from booking.store.tenancy import scoped
from tests.product.conftest import Customer
from tests.product.phones import TelegramPhone, WhatsAppPhone

ONLY_TEXT = "I can only read text and buttons."
FROM_EARLIER = "That menu is from earlier. This is where we are:"
CHOOSE = "Please choose one of the answers below."
SERVICES = ("Haircut", "Blow-dry", "Hair color", "Facial", "Manicure")


@pytest.fixture
def on_telegram(small_world):
    return Customer(small_world, TelegramPhone(small_world, 1, "Noura", "en"))


@pytest.fixture
def on_whatsapp(small_world):
    return Customer(small_world, WhatsAppPhone(small_world, 1, "Noura", "en"))


async def booked(world):
    async with world.work() as work:
        rows = await work.rows(select(bookings.c.status).where(scoped(bookings)))
    return [row.status for row in rows]


async def test_a_button_of_an_earlier_screen_is_answered_and_does_nothing(on_telegram):
    await on_telegram.say("hi")
    old = on_telegram.phone.chat.messages[-1]
    data = old.buttons[0][0].data
    await on_telegram.choose("Blow-dry")
    on_telegram.phone.person.tap(data, old.message_id, forged=True)
    await on_telegram.settle()
    assert on_telegram.answer.text.startswith(f"{FROM_EARLIER}\nBlow-dry: with whom?")


async def test_an_old_row_on_whatsapp_is_answered_and_does_nothing(on_whatsapp):
    await on_whatsapp.world.make_contents()
    await on_whatsapp.say("hi")
    await on_whatsapp.choose("Blow-dry")
    on_whatsapp.phone.phone.choose("Haircut")  # of the first list, which is still there
    await on_whatsapp.settle()
    assert on_whatsapp.answer.text.startswith(f"{FROM_EARLIER} Blow-dry: with whom?")


async def test_a_second_tap_on_confirm_books_nothing_more(customer):
    await customer.reach_confirmation()
    customer.phone.choose("Confirm")
    customer.phone.choose("Confirm")
    await customer.settle()
    assert await booked(customer.world) == ["confirmed"]
    assert "You are booked." in customer.heard[-1].text


async def test_a_second_misunderstanding_is_spelled_out_in_numbers(on_telegram):
    await on_telegram.reach_confirmation()
    await on_telegram.say("quel temps fait-il")
    assert "1. Confirm" not in on_telegram.phone.chat.messages[-1].text
    await on_telegram.say("je ne comprends pas")
    assert "1. Confirm" in on_telegram.phone.chat.messages[-1].text


async def test_the_number_of_somebody_else_is_not_taken(on_telegram):
    await on_telegram.say("hi")
    await on_telegram.choose("Haircut", "Sara", "Tuesday 2 March", "12:00 PM", "Noura")
    person = on_telegram.phone.person
    for somebody in (
        {"phone": "+966550000001", "first_name": "Mona", "user_id": 77},
        {"phone": "+966550000001", "first_name": "Mona"},
        {"phone": "+966550000001", "first_name": "N", "user_id": person.user_id, "forwarded": True},
    ):
        person.share_contact_of(**somebody)
        await on_telegram.settle()
        assert on_telegram.answer.text.startswith("That is not your own number.")
        assert on_telegram.answer.asks_for_contact
    person.share_contact()
    await on_telegram.settle()
    await on_telegram.choose("Confirm")
    assert person.phone in on_telegram.world.staff_texts()[-1]


async def test_the_number_of_somebody_else_is_not_asked_for_where_none_is_needed(on_telegram):
    await on_telegram.say("hi")
    await on_telegram.choose("Haircut")
    on_telegram.phone.person.share_contact_of(phone="+966550000001", first_name="Mona")
    await on_telegram.settle()
    assert on_telegram.answer.text.startswith("Thank you, I do not need a number now.")
    assert "Haircut: with whom?" in on_telegram.answer.text


@pytest.mark.parametrize(
    ("reported", "written", "asked"),
    [
        ("fr", "I want a haircut tomorrow", "Haircut: with whom?"),
        ("en", "أبغى قص شعر بكرة", "قص شعر: مع من؟"),
    ],
)
async def test_who_begins_without_words_is_answered_in_the_language_they_write_then(
    small_world, reported, written, asked
):
    customer = Customer(small_world, TelegramPhone(small_world, 1, "Noura", reported))
    await customer.say("/start")
    answer = await customer.say(written)
    assert asked in answer.text


async def test_an_unknown_command_is_told_to_be_one(on_telegram):
    await on_telegram.say("/start")
    await on_telegram.say("/admin now")
    assert on_telegram.answer.text.startswith("I do not know this command.")
    assert on_telegram.answer.choices == SERVICES


async def test_what_is_no_text_is_answered_with_where_we_are_on_telegram(on_telegram):
    await on_telegram.say("hi")
    person = on_telegram.phone.person
    for send in (
        person.send_sticker,
        person.send_voice,
        lambda: person.send_photo("1"),  # a caption chooses nothing
        lambda: person.send_location(24.7, 46.7),
    ):
        send()
        await on_telegram.settle()
        assert on_telegram.answer.text.startswith(ONLY_TEXT)
        assert on_telegram.answer.choices == SERVICES


async def test_what_is_no_text_is_answered_with_where_we_are_on_whatsapp(on_whatsapp):
    await on_whatsapp.say("hi")
    phone = on_whatsapp.phone.phone
    for send in (
        phone.send_sticker,
        phone.send_voice,
        lambda: phone.send_image("1"),
        phone.send_location,
        phone.send_contact,
        lambda: phone.send_document("1"),  # Twilio gives its file name as the text
    ):
        send()
        await on_whatsapp.settle()
        assert on_whatsapp.answer.text.startswith(ONLY_TEXT)
        assert on_whatsapp.answer.choices == SERVICES


@pytest.mark.parametrize(
    "text",
    ["x" * 4000, "\u202etuc riah\u202c?!", "\u2066\u2069 no", "<b>&lt;</b> {name} %s \\"],
    ids=["long", "overridden", "isolated", "markup"],
)
async def test_any_text_is_answered(customer, text):
    await customer.say("hi")
    answer = await customer.say(text)
    assert answer.text.startswith(CHOOSE)
    assert answer.choices == SERVICES


@pytest.mark.parametrize("text", ["\u200b\u200d\u2060", "\u202e"], ids=["zero width", "mark"])
async def test_a_text_that_shows_nothing_is_no_text(customer, text):
    await customer.say("hi")
    answer = await customer.say(text)
    assert answer.text.startswith(ONLY_TEXT)


async def test_invisible_characters_do_not_hide_an_answer(customer):
    await customer.say("hi")
    answer = await customer.say("\u202e\u200bHair\u200bcut\u202c")
    assert "Haircut: with whom?" in answer.text


async def test_a_customer_without_a_number_can_book_on_whatsapp(small_world):
    phone = WhatsAppPhone(small_world, 1, "Noura", "en", address="SA.1234567890123456")
    customer = Customer(small_world, phone)
    answer = await customer.book()
    assert answer.text.startswith("You are booked.")
    assert "الجوال" not in small_world.staff_texts()[-1]


async def test_more_than_twenty_messages_a_minute_are_told_once(customer):
    await customer.say("hi")
    for number in range(30):
        customer.phone.write(f"/{number}")  # a command is a turn of its own
    await customer.settle()
    slow_down = [one for one in customer.heard if one.text.startswith("That was a lot at once.")]
    assert len(slow_down) == 1
    assert len(customer.heard) == 20


async def test_after_a_minute_the_customer_is_heard_again(on_telegram):
    for number in range(22):
        on_telegram.phone.write(f"/{number}")
    await on_telegram.settle()
    await on_telegram.world.pass_time(timedelta(minutes=1))
    answer = await on_telegram.say("menu")
    assert answer.text == "How can I help you?"


async def test_groups_get_no_answer(small_world):
    person = small_world.telegram()
    group = small_world.sandbox.telegram.group(-100500, "Friends", members=[person])
    for text in ("hi", "/start", "@noor_bot hi"):
        person.send(text, group)
    await small_world.settle()
    assert [one for one in group.messages if one.from_bot] == []
    assert await small_world.parked() == {}


async def test_an_edited_message_is_not_heard_again(on_telegram):
    message_id = on_telegram.phone.person.send("hi")
    await on_telegram.settle()
    assert on_telegram.answer.choices == SERVICES
    on_telegram.phone.person.edit(message_id, "haircut")
    await on_telegram.settle()
    assert on_telegram.heard == []


async def test_who_blocks_the_bot_is_not_written_to_and_stops_nothing(on_telegram):
    await on_telegram.reach_confirmation()
    on_telegram.phone.choose("Confirm")
    on_telegram.phone.person.block()
    await on_telegram.settle()
    assert await booked(on_telegram.world) == ["confirmed"]
    on_telegram.phone.person.unblock()
    answer = await on_telegram.say("my bookings")
    assert answer.choices == ("Tue 2 Mar, 12:00 PM",)
