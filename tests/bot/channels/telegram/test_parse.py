"""What is heard, as the stand-in's people do it."""

from datetime import timedelta

import pytest

from bot.channels.channel import Heard, Malformed
from bot.channels.telegram.parse import (
    Blocked,
    BotAdded,
    BotRemoved,
    GroupMoved,
    Unblocked,
    parse,
)
from bot.conversation.inbound import Inbound, Kind
from tests.bot.channels.forms import saying

LIST = "Noura Al-Saud"


@pytest.fixture
def newest(salon):
    """The update that came in last."""

    def newest():
        return salon.updates.waiting()[-1].wire

    return newest


@pytest.fixture
def noura(telegram, salon):
    noura = telegram.person(
        1001, "Noura", last_name="Al-Saud", language_code="ar", phone="+966501234567"
    )
    noura.send("/start")
    return noura


def inbound(kind, **values):
    return Inbound(kind, language="ar", profile_name=LIST, **values)


def test_a_text_is_heard_with_who_wrote_it_and_where(noura, newest):
    noura.send("قص شعر بكرة")
    update = newest()
    assert parse(update) == Heard(
        chat="1001",
        person="1001",
        key=str(update["update_id"]),
        inbound=inbound(Kind.TEXT, text="قص شعر بكرة"),
    )


async def test_a_tap_carries_its_data_and_its_message(noura, newest, channel):
    sent = await channel.say(saying())
    tap_id = noura.tap("10:30")
    update = newest()
    assert parse(update) == Heard(
        chat="1001",
        person="1001",
        key=str(update["update_id"]),
        inbound=inbound(Kind.TAP, data="t3.1"),
        message=sent.message,
        tap_id=tap_id,
    )


def test_a_tap_on_a_message_that_is_gone_is_heard_too(noura, newest):
    noura.tap("t1.1", message_id=555, forged=True)
    heard = parse(newest())
    assert (heard.chat, heard.message, heard.inbound.data) == ("1001", "555", "t1.1")


def test_a_tap_without_a_chat_is_not_for_us(noura, newest):
    noura.tap("t1.1", message_id=555, forged=True)
    update = newest()
    del update["callback_query"]["message"]
    assert parse(update) is None


def test_the_own_number_is_believed(noura, newest):
    noura.share_contact()
    heard = parse(newest())
    assert heard.inbound == inbound(Kind.CONTACT, phone="+966501234567")
    assert heard.phone == "+966501234567"


@pytest.mark.parametrize(
    ("shared", "heard"),
    [
        ("966501234567", "+966501234567"),
        ("+966 50 123 4567", "+966501234567"),
        ("+9660501234567", "+966501234567"),
        ("+888 0123 4567", "+88801234567"),
        ("447911123456", "+447911123456"),
    ],
)
def test_numbers_are_heard_in_one_form(noura, newest, shared, heard):
    noura.share_contact()
    update = newest()
    update["message"]["contact"]["phone_number"] = shared
    assert parse(update).phone == heard


@pytest.mark.parametrize("nonsense", ["", "+", "my number", "٠٥٠١٢٣٤٥٦٧", "1" * 40])
def test_a_number_that_is_none_is_malformed(noura, newest, nonsense):
    noura.share_contact()
    update = newest()
    update["message"]["contact"]["phone_number"] = nonsense
    with pytest.raises(Malformed):
        parse(update)


@pytest.mark.parametrize(
    "how",
    [
        {"user_id": None},
        {"user_id": 2002},
        {"user_id": 1001, "forwarded": True},
    ],
)
def test_anybody_elses_card_is_foreign(noura, newest, how):
    noura.share_contact_of("+966507654321", "Sara", **how)
    heard = parse(newest())
    assert heard.inbound == inbound(Kind.FOREIGN_CONTACT)
    assert heard.phone is None


def test_a_card_in_a_group_is_foreign(noura, newest, telegram, salon):
    telegram.group(-5, "Staff", members=[noura]).promote_bot()
    noura.share_contact_of("966501234567", "Noura", user_id=1001, chat=-5)
    assert parse(newest()).inbound.kind is Kind.FOREIGN_CONTACT


@pytest.mark.parametrize(
    "send",
    [
        lambda person: person.send_sticker(),
        lambda person: person.send_voice(),
        lambda person: person.send_photo("haircut tomorrow at 5"),
        lambda person: person.send_location(24.7, 46.6),
    ],
)
def test_what_is_no_text_is_other_and_captions_are_not_read(noura, newest, send):
    send(noura)
    assert parse(newest()).inbound == inbound(Kind.OTHER)


@pytest.mark.parametrize("kind", ["document", "video", "dice", "venue", "video_note", "poll"])
def test_every_kind_of_content_is_other(noura, newest, kind):
    update = newest()
    update["message"][kind] = {}
    del update["message"]["text"]
    assert parse(update).inbound.kind is Kind.OTHER


def test_forwarded_text_is_text(noura, newest):
    noura.send("tomorrow?", forward_origin={"type": "hidden_user", "date": 1})
    assert parse(newest()).inbound.text == "tomorrow?"


def test_an_edit_changes_nothing_that_was_said(noura, newest):
    noura.edit(noura.send("tomorow"), "tomorrow")
    assert "edited_message" in newest()
    assert parse(newest()) is None


def test_a_group_is_heard_as_one(noura, newest, telegram):
    telegram.group(-1007, "Staff", members=[noura], topics=[7])
    noura.send("/today", chat=-1007, thread=7)
    heard = parse(newest())
    assert (heard.chat, heard.person, heard.is_group) == ("-1007", "1001", True)


def test_a_group_that_moves_tells_both_of_its_names(noura, salon, staff):
    staff.migrate(-1005001)
    told = [parse(one.wire) for one in salon.updates.waiting()[-2:]]
    assert told == [GroupMoved("-5001", "-1005001")] * 2


def test_the_bot_notices_that_it_was_thrown_out_and_let_in_again(noura, newest, staff):
    staff.kick_bot()
    assert parse(newest()) == BotRemoved("-5001")
    staff.add_bot()
    assert parse(newest()) == BotAdded("-5001")


def test_the_bot_notices_that_it_left(newest, salon, staff):
    staff.bot_leaves(salon)
    assert parse(newest()) == BotRemoved("-5001")


def test_the_bot_notices_who_blocks_it(noura, newest):
    noura.block()
    assert parse(newest()) == Blocked("1001")
    noura.unblock()
    assert parse(newest()) == Unblocked("1001")


def test_taps_that_are_too_old_never_come(noura, salon, clock):
    noura.tap("t1.1", message_id=555, forged=True)
    clock.move(timedelta(minutes=3))
    assert all("callback_query" not in one.wire for one in salon.updates.waiting())


@pytest.mark.parametrize("change", ["channel", "bot", "anonymous", "nobody", "service"])
def test_what_no_person_wrote_is_ignored(noura, newest, change):
    update = newest()
    message = update["message"]
    match change:
        case "channel":
            message["chat"]["type"] = "channel"
        case "bot":
            message["from"]["is_bot"] = True
        case "anonymous":
            message["sender_chat"] = {"id": -5, "type": "supergroup"}
        case "nobody":
            del message["from"]
        case "service":
            message["pinned_message"] = message.pop("text")
    assert parse(update) is None


@pytest.mark.parametrize(
    "kind", ["channel_post", "inline_query", "poll", "business_message", "new"]
)
def test_other_kinds_of_updates_are_ignored(kind):
    assert parse({"update_id": 1, kind: {"id": "1"}}) is None


def test_what_no_database_takes_is_left_out(noura, newest):
    update = newest()
    update["message"]["text"] = "hi\x00 there\ud800"
    update["message"]["from"] |= {
        "first_name": "N\x00oura",
        "last_name": "",
        "language_code": "a\0r",
    }
    heard = parse(update)
    assert heard.inbound == Inbound(Kind.TEXT, text="hi there", language="ar", profile_name="Noura")


def test_what_is_far_too_long_is_cut(noura, newest):
    update = newest()
    update["message"]["text"] = "x" * 100_000
    update["message"]["from"] |= {"first_name": "N" * 900, "language_code": "e" * 900}
    heard = parse(update).inbound
    assert (len(heard.text), len(heard.profile_name), len(heard.language)) == (4096, 80, 16)
