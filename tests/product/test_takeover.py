"""A person in a customer's chat: what is passed on, what is not, and who may."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from booking.store.tables.people import addresses, audit, customers
from booking.store.tenancy import scoped
from tests.product.conftest import Customer
from tests.product.phones import TelegramPhone, WhatsAppPhone

HOUR = timedelta(hours=1)


@pytest.fixture
def on_telegram(small_world):
    return Customer(small_world, TelegramPhone(small_world, 1, "Noura", "en"))


@pytest.fixture
async def on_whatsapp(small_world):
    await small_world.make_contents()
    return Customer(small_world, WhatsAppPhone(small_world, 2, "Amal", "en"))


async def audited(world):
    async with world.work() as work:
        rows = await work.rows(select(audit.c.action).where(scoped(audit)).order_by(audit.c.id))
    return [row.action for row in rows]


def told(world):
    return world.staff_texts()[-1].translate(str.maketrans("", "", "\u2068\u2069"))


async def test_the_staff_take_over_from_a_bookings_message(on_telegram):
    world = on_telegram.world
    await on_telegram.book()
    world.staff.tap("محادثة العميل", chat=world.group)
    await on_telegram.settle()
    assert on_telegram.answer.text.startswith("Somebody of the salon is answering you here.")
    assert "Noura" in told(world)
    before = len(world.staff_texts())
    assert await on_telegram.say("are you there?") is None
    assert len(world.staff_texts()) == before + 1
    world.staff.tap("إعادة إلى المساعد", chat=world.group)
    await on_telegram.settle()
    assert on_telegram.answer.text.startswith("You are with the salon's assistant again.")
    assert {"took_over", "handed_back"} <= set(await audited(world))


async def test_a_reply_to_a_bookings_message_reaches_its_customer(on_telegram):
    world = on_telegram.world
    await on_telegram.book()
    world.reply("Please come ten minutes early.")
    await on_telegram.settle()
    assert on_telegram.answer.text == "Noor: Please come ten minutes early."
    assert await on_telegram.say("I will") is None
    assert told(world) == "كتب Noura: I will"


async def test_whom_the_catalogue_does_not_name_speaks_for_nobody(on_telegram):
    world = on_telegram.world
    await on_telegram.book()
    stranger = world.sandbox.telegram.person(9009, "Somebody")
    world.group.members[stranger.user_id] = stranger
    newest = max(one.message_id for one in world.group.messages if one.from_bot)
    stranger.send("Free haircuts for all!", world.group, reply_to=newest)
    stranger.tap("محادثة العميل", chat=world.group)
    await on_telegram.settle()
    assert on_telegram.heard == []


async def test_what_is_no_text_is_not_passed_on_either_way(on_telegram):
    world = on_telegram.world
    await on_telegram.say("hi", "talk to a person")
    on_telegram.phone.person.send_photo()
    await on_telegram.settle()
    assert on_telegram.heard == []
    assert "لا يظهر إلا في محادثته" in told(world)
    newest = max(one.message_id for one in world.group.messages if one.from_bot)
    world.staff.send_photo(None, world.group, reply_to=newest)
    await on_telegram.settle()
    assert told(world) == "يمكنني نقل النصوص فقط."


async def test_a_tap_meanwhile_is_told_who_answers(on_telegram):
    await on_telegram.say("hi", "talk to a person")
    on_telegram.phone.person.tap("t1.0", forged=True)
    await on_telegram.settle()
    assert on_telegram.answer.text.startswith("Somebody of the salon is answering you here.")


async def test_after_whatsapps_window_the_group_is_told_to_call(on_whatsapp):
    world = on_whatsapp.world
    await on_whatsapp.say("hi", "talk to a person")
    await world.pass_time(25 * HOUR)
    world.reply("Good morning!")
    await on_whatsapp.settle()
    assert on_whatsapp.heard == []
    assert "24 ساعة" in told(world)
    assert "+966501234502" in told(world)


@pytest.mark.parametrize("fault", ["undelivered:63024", "63016_sync"])
async def test_an_answer_that_does_not_arrive_is_told_to_the_group(on_whatsapp, fault):
    world = on_whatsapp.world
    await on_whatsapp.say("hi", "talk to a person")
    if fault == "63016_sync":  # WhatsApp counts its hours by itself
        await world.pass_time(25 * HOUR)
        async with world.work() as work:
            heard_now = update(addresses).where(scoped(addresses)).values(heard_at=work.now)
            await work.execute(heard_now)
    world.sandbox.faults.add("twilio", "messages.create", fault)
    world.reply("Good morning!")
    await on_whatsapp.settle()
    assert "لم يصل ردكم" in told(world)


@pytest.mark.parametrize(
    ("word", "marketing", "is_silent", "action"),
    [
        ("stop", False, False, "stop_marketing"),
        ("إيقاف", False, False, "stop_marketing"),
        ("stop all", False, True, "stop_all"),
        ("إيقاف الكل", False, True, "stop_all"),
        ("please stop sending me ads", False, False, "stop_marketing"),
        ("لا ترسلون لي اعلانات", False, False, "stop_marketing"),
        ("don't send me any messages", False, True, "stop_all"),
        ("وقفوا كل الرسايل", False, True, "stop_all"),
        ("thanks\nstop all", False, True, "stop_all"),
    ],
)
@pytest.mark.parametrize("with_person", [False, True])
async def test_what_a_customer_wants_to_hear_is_kept_and_audited(
    on_telegram, word, marketing, is_silent, action, with_person
):
    world = on_telegram.world
    await on_telegram.say("hi", *(["talk to a person"] if with_person else []))
    await on_telegram.say(word)
    async with world.work() as work:
        row = await work.row(select(customers).where(scoped(customers)))
    assert row.marketing is marketing
    assert (row.silent_since is not None) is is_silent
    assert await audited(world) == [action]


async def test_who_stopped_everything_is_not_reminded_until_they_resume(on_telegram):
    await on_telegram.book()
    await on_telegram.say("stop all")
    await on_telegram.world.pass_time(2 * HOUR)
    assert on_telegram.phone.news() == []
    await on_telegram.say("رجعوا الرسايل")
    await on_telegram.world.pass_time(22 * HOUR)
    assert on_telegram.phone.news()[0].text.startswith("This is a reminder")


async def test_who_writes_too_much_at_once_is_obeyed_all_the_same(on_telegram):
    await on_telegram.say(*(["what?"] * 21), "stop all")
    assert await audited(on_telegram.world) == ["stop_all"]


async def test_a_sentence_that_stops_messages_is_read_by_the_staff_too(on_telegram):
    await on_telegram.say("hi", "talk to a person")
    answer = await on_telegram.say("stop sending me ads")
    assert answer.text.startswith("You will get no advertising from us.")
    assert told(on_telegram.world) == "كتب Noura: stop sending me ads"
