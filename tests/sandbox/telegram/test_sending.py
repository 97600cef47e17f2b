"""Messages as the two client libraries send them."""

import struct

import aiogram.types as aio
import pytest
import telegram as ptb
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from telegram.error import BadRequest, ChatMigrated, Forbidden

KEYBOARD = ptb.InlineKeyboardMarkup.from_row(
    [
        ptb.InlineKeyboardButton("Haircut", callback_data="t1.1"),
        ptb.InlineKeyboardButton("Pay", url="http://127.0.0.1:8080/pay/1"),
    ]
)
CONTACT_KEYBOARD = ptb.ReplyKeyboardMarkup(
    [[ptb.KeyboardButton("Share my number", request_contact=True)]], one_time_keyboard=True
)


def png(width, height):
    return b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + struct.pack(">II", width, height) + b"\0" * 9


async def test_getme_names_the_bot(bot, peer):
    assert (await bot.get_me()).username == "noor_bot"
    me = await peer.get_me()
    assert (me.id, me.first_name, me.can_read_all_group_messages) == (123456, "Noor Salon", False)


async def test_a_message_is_shown_with_its_buttons(bot, noura, standin):
    sent = await bot.send_message(noura.user_id, "  What would you like?\n", reply_markup=KEYBOARD)
    shown = standin.chat(noura.user_id).messages[-1]
    assert sent.text == shown.text == "What would you like?"
    assert (shown.message_id, shown.from_bot, shown.kind) == (sent.message_id, True, "text")
    assert [(one.text, one.data, one.url) for one in shown.buttons[0]] == [
        ("Haircut", "t1.1", None),
        ("Pay", None, "http://127.0.0.1:8080/pay/1"),
    ]
    assert standin.calls[-1][0] == "sendMessage"
    assert standin.calls[-1][1]["reply_markup"]["inline_keyboard"][0][0]["text"] == "Haircut"


async def test_aiogram_reads_every_kind_of_message(peer, noura):
    keyboard = aio.InlineKeyboardMarkup(
        inline_keyboard=[[aio.InlineKeyboardButton(text="Haircut", callback_data="t1.1")]]
    )
    text = await peer.send_message(
        noura.user_id, "<b>Hello</b>", parse_mode="HTML", reply_markup=keyboard
    )
    assert text.entities[0].type == "bold"
    assert text.reply_markup.inline_keyboard[0][0].callback_data == "t1.1"
    photo = await peer.send_photo(
        noura.user_id, aio.BufferedInputFile(png(600, 400), "cut.png"), caption="Before"
    )
    assert (photo.photo[0].width, photo.photo[0].height, photo.caption) == (600, 400, "Before")
    again = await peer.send_photo(noura.user_id, photo.photo[0].file_id)
    assert again.photo[0].file_unique_id == photo.photo[0].file_unique_id
    place = await peer.send_location(noura.user_id, 24.7136, 46.6753)
    assert place.location.latitude == 24.7136
    reply = await peer.send_message(
        noura.user_id, "yes", reply_parameters=aio.ReplyParameters(message_id=text.message_id)
    )
    assert reply.reply_to_message.message_id == text.message_id


async def test_files_arrive_as_they_were_sent(bot, noura, standin):
    sent = await bot.send_document(noura.user_id, b"%PDF-1.7 receipt", filename="receipt.pdf")
    assert sent.document.file_name == "receipt.pdf"
    assert standin.files[sent.document.file_id].content == b"%PDF-1.7 receipt"
    sent = await bot.send_photo(noura.user_id, png(600, 400), caption="Receipt")
    assert sent.photo[0].width == 600


async def test_what_is_no_picture_is_no_photo(bot, noura):
    with pytest.raises(BadRequest, match=r"(?i)image_process_failed"):
        await bot.send_photo(noura.user_id, b"not a picture")
    with pytest.raises(BadRequest, match=r"(?i)photo_invalid_dimensions"):
        await bot.send_photo(noura.user_id, png(21, 1))


async def test_text_is_limited_to_4096_characters_after_parsing(bot, noura):
    await bot.send_message(noura.user_id, f"<b>{'ص' * 4096}</b>", parse_mode="HTML")
    with pytest.raises(BadRequest, match="Message is too long"):
        await bot.send_message(noura.user_id, "ص" * 4097)
    with pytest.raises(BadRequest, match="Message text is empty"):
        await bot.send_message(noura.user_id, " \n ")
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.send_photo(noura.user_id, png(9, 9), caption="x" * 1025)


@pytest.mark.parametrize(
    ("button", "refusal"),
    [
        ({"callback_data": "ص" * 33}, "BUTTON_DATA_INVALID"),
        ({"callback_data": ""}, "Text buttons are unallowed"),
        ({"url": "http://localhost:8080/pay"}, "Wrong HTTP URL"),
        ({"url": "ftp://example.com"}, "Unsupported URL protocol"),
        ({"callback_data": 5.5, "pay": "perhaps"}, 'Field "pay" must be of type Boolean'),
    ],
)
async def test_a_bad_button_is_refused(http, noura, button, refusal):
    markup = {"inline_keyboard": [[{"text": "Go", **button}]]}
    call = {"chat_id": noura.user_id, "text": "x", "reply_markup": markup}
    async with http.post("sendMessage", json=call) as answer:
        assert answer.status == 400
        assert refusal in (await answer.json())["description"]


async def test_sixty_four_bytes_and_a_hundred_buttons_are_allowed(bot, noura):
    data = "ص" * 32
    rows = [[ptb.InlineKeyboardButton("x", callback_data=data)] * 2] * 50
    await bot.send_message(noura.user_id, "x", reply_markup=ptb.InlineKeyboardMarkup(rows))
    rows = [*rows, [ptb.InlineKeyboardButton("x", callback_data="x")]]
    with pytest.raises(BadRequest, match="Reply markup is too long"):
        await bot.send_message(noura.user_id, "x", reply_markup=ptb.InlineKeyboardMarkup(rows))


async def test_a_stranger_must_write_first(bot, peer, standin):
    stranger = standin.person(1002, "Huda")
    with pytest.raises(Forbidden, match="can't initiate conversation"):
        await bot.send_message(1002, "Hello")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(404, "Hello")
    stranger.send("/start")
    assert (await peer.send_message(1002, "Hello")).chat.first_name == "Huda"


async def test_a_person_who_blocked_the_bot_is_not_reached(bot, peer, noura):
    noura.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(noura.user_id, "Hello")
    with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
        await peer.send_message(noura.user_id, "Hello")
    noura.unblock()
    await bot.send_message(noura.user_id, "Hello")
    noura.deactivate()
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(noura.user_id, "Hello")


async def test_a_group_that_kicked_the_bot_is_not_reached(bot, standin, noura):
    group = standin.group(-100500, "Staff", members=[noura])
    assert (await bot.send_message(-100500, "New booking")).chat.title == "Staff"
    group.kick_bot()
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await bot.send_message(-100500, "New booking")
    standin.group(-100600, "Others", bot_in=False)
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(-100600, "New booking")


async def test_a_migrated_group_tells_its_new_id(bot, standin, noura):
    group = standin.group(-500, "Staff", kind="group", members=[noura])
    group.migrate(-100500)
    with pytest.raises(ChatMigrated) as raised:
        await bot.send_message(-500, "New booking")
    assert raised.value.new_chat_id == -100500
    await bot.send_message(-100500, "New booking")


async def test_a_topic_must_exist(bot, standin, noura):
    standin.group(-100500, "Staff", members=[noura], topics=[7])
    sent = await bot.send_message(-100500, "New booking", message_thread_id=7)
    assert (sent.message_thread_id, sent.is_topic_message) == (7, True)
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(-100500, "New booking", message_thread_id=8)
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(noura.user_id, "New booking", message_thread_id=7)


async def test_contacts_are_asked_for_only_in_private(bot, standin, noura):
    standin.group(-100500, "Staff", members=[noura])
    with pytest.raises(BadRequest, match="Phone number can be requested in private chats only"):
        await bot.send_message(-100500, "Your number?", reply_markup=CONTACT_KEYBOARD)


async def test_a_reply_keyboard_stays_until_it_is_removed(bot, standin, noura):
    chat = standin.chat(noura.user_id)
    markup = ptb.ReplyKeyboardMarkup([["Book", "Help"]])
    await bot.send_message(noura.user_id, "Menu", reply_markup=markup)
    await bot.send_message(noura.user_id, "Anything else?", reply_markup=KEYBOARD)
    assert [key.text for key in chat.keyboard[0]] == ["Book", "Help"]
    noura.tap("Book")
    assert chat.messages[-1].text == "Book"
    assert chat.keyboard is not None
    await bot.send_message(noura.user_id, "Done", reply_markup=ptb.ReplyKeyboardRemove())
    assert chat.keyboard is None


async def test_a_one_time_keyboard_goes_when_it_is_used(bot, standin, noura):
    chat = standin.chat(noura.user_id)
    await bot.send_message(noura.user_id, "Your number?", reply_markup=CONTACT_KEYBOARD)
    noura.send("Why?")
    assert chat.keyboard is not None
    noura.tap("Share my number")
    assert (chat.keyboard, chat.messages[-1].kind) == (None, "contact")


async def test_an_answer_to_a_message_that_is_gone_is_refused(peer, noura):
    gone = aio.ReplyParameters(message_id=999)
    with pytest.raises(TelegramBadRequest, match="message to be replied not found"):
        await peer.send_message(noura.user_id, "yes", reply_parameters=gone)
    lenient = aio.ReplyParameters(message_id=999, allow_sending_without_reply=True)
    assert (await peer.send_message(noura.user_id, "yes", reply_parameters=lenient)).text == "yes"


async def test_chat_actions_are_checked_and_seen(bot, standin, noura):
    await bot.send_chat_action(noura.user_id, "typing")
    assert standin.chat(noura.user_id).typing
    with pytest.raises(BadRequest, match="Wrong parameter action"):
        await bot.send_chat_action(noura.user_id, "dancing")
    await bot.send_message(noura.user_id, "Hello")
    assert not standin.chat(noura.user_id).typing


async def test_a_venue_has_a_name_and_an_address_and_is_on_the_globe(bot, peer, noura):
    venue = await peer.send_venue(noura.user_id, 24.7136, 46.6753, "Noor Salon", "Olaya St")
    assert (venue.venue.title, venue.location.longitude) == ("Noor Salon", 46.6753)
    for title, address, latitude in (
        (" ", "Olaya St", 24.7),
        ("Noor", " ", 24.7),
        ("N", "O", 91.0),
    ):
        with pytest.raises(BadRequest):
            await bot.send_venue(noura.user_id, latitude, 46.7, title, address)
