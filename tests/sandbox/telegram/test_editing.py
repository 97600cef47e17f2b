"""Messages that are changed or removed."""

from io import BytesIO

import pytest
import telegram as ptb
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile, InputMediaPhoto
from PIL import Image
from telegram.error import BadRequest


def keyboard(*labels):
    return ptb.InlineKeyboardMarkup(
        [[ptb.InlineKeyboardButton(label, callback_data=label.lower())] for label in labels]
    )


async def test_an_edit_replaces_text_and_buttons(bot, standin, noura):
    sent = await bot.send_message(noura.user_id, "When?", reply_markup=keyboard("Today", "Later"))
    edited = await bot.edit_message_text(
        "At what time?", noura.user_id, sent.message_id, reply_markup=keyboard("10:00")
    )
    assert edited.edit_date is not None
    [shown] = [one for one in standin.chat(noura.user_id).messages if one.from_bot]
    assert (shown.text, shown.edited) == ("At what time?", True)
    assert [row[0].text for row in shown.buttons] == ["10:00"]


async def test_an_edit_without_buttons_takes_them_away(peer, bot, standin, noura):
    sent = await bot.send_message(noura.user_id, "When?", reply_markup=keyboard("Today"))
    await peer.edit_message_text("Booked.", chat_id=noura.user_id, message_id=sent.message_id)
    assert standin.chat(noura.user_id).messages[-1].buttons == []


async def test_buttons_alone_can_be_edited(bot, standin, noura):
    sent = await bot.send_message(noura.user_id, "When?", reply_markup=keyboard("Today"))
    await bot.edit_message_reply_markup(
        noura.user_id, sent.message_id, reply_markup=keyboard("Tomorrow")
    )
    shown = standin.chat(noura.user_id).messages[-1]
    assert (shown.text, shown.buttons[0][0].data) == ("When?", "tomorrow")
    await bot.edit_message_reply_markup(noura.user_id, sent.message_id)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_reply_markup(noura.user_id, sent.message_id)


async def test_an_edit_that_changes_nothing_is_refused(bot, peer, noura):
    sent = await bot.send_message(noura.user_id, "When?", reply_markup=keyboard("Today"))
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_text(
            "When?", noura.user_id, sent.message_id, reply_markup=keyboard("Today")
        )
    await bot.edit_message_text("<b>When?</b>", noura.user_id, sent.message_id, parse_mode="HTML")
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await peer.edit_message_text(
            "<b>When?</b> ", chat_id=noura.user_id, message_id=sent.message_id, parse_mode="HTML"
        )


async def test_only_what_is_there_and_ones_own_can_be_edited(bot, standin, noura):
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("x", noura.user_id, 999)
    hers = noura.send("Hello")
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("x", noura.user_id, hers)
    place = await bot.send_location(noura.user_id, 24.7, 46.6)
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await bot.edit_message_text("x", noura.user_id, place.message_id)


async def test_a_message_that_brought_a_reply_keyboard_cannot_be_edited(bot, noura):
    for markup in (ptb.ReplyKeyboardMarkup([["Book"]]), ptb.ReplyKeyboardRemove()):
        sent = await bot.send_message(noura.user_id, "Menu", reply_markup=markup)
        with pytest.raises(BadRequest, match="Message can't be edited"):
            await bot.edit_message_text("Other", noura.user_id, sent.message_id)


async def test_an_edit_is_limited_like_a_message(bot, noura):
    sent = await bot.send_message(noura.user_id, "When?")
    with pytest.raises(BadRequest, match=r"(?i)message_too_long"):
        await bot.edit_message_text("x" * 4097, noura.user_id, sent.message_id)
    with pytest.raises(BadRequest, match=r"(?i)button_data_invalid"):
        await bot.edit_message_reply_markup(
            noura.user_id, sent.message_id, reply_markup=keyboard("x" * 65)
        )


async def test_messages_can_be_deleted_for_48_hours(bot, standin, noura, time):
    first = await bot.send_message(noura.user_id, "One")
    second = await bot.send_message(noura.user_id, "Two")
    await bot.delete_message(noura.user_id, first.message_id)
    assert "One" not in [shown.text for shown in standin.chat(noura.user_id).messages]
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(noura.user_id, first.message_id)
    time.move(hours=49)
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await bot.delete_message(noura.user_id, second.message_id)
    assert await bot.delete_messages(noura.user_id, [first.message_id, second.message_id])
    assert standin.chat(noura.user_id).messages[-1].text == "Two"


def picture(width=40, height=30):
    written = BytesIO()
    Image.new("RGB", (width, height), "white").save(written, "PNG")
    return written.getvalue()


async def test_a_text_can_be_given_a_photo_and_a_photo_another(bot, peer, standin, noura):
    sent = await bot.send_message(noura.user_id, "When?", reply_markup=keyboard("Today"))
    at = (noura.user_id, sent.message_id)
    shown = await bot.edit_message_media(ptb.InputMediaPhoto(picture(), caption="Sara"), *at)
    assert (shown.text, shown.caption, shown.photo[0].width) == (None, "Sara", 40)
    again = ptb.InputMediaPhoto(shown.photo[0].file_id, caption="Huda")
    await bot.edit_message_media(again, *at, reply_markup=keyboard("Next"))
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_media(again, *at, reply_markup=keyboard("Next"))
    other = InputMediaPhoto(media=BufferedInputFile(picture(80, 60), "b.png"))
    await peer.edit_message_media(other, chat_id=noura.user_id, message_id=sent.message_id)
    assert standin.chat(noura.user_id).messages[-1].wire["photo"][0]["width"] == 80


async def test_a_photo_does_not_become_a_text_again(bot, noura):
    sent = await bot.send_photo(noura.user_id, picture())
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await bot.edit_message_text("When?", noura.user_id, sent.message_id)


async def test_what_is_no_photo_is_not_put_in_place_of_anything(bot, standin, noura):
    sent = await bot.send_message(noura.user_id, "When?")
    at = (noura.user_id, sent.message_id)
    for wrong, refusal in (
        (ptb.InputMediaPhoto(b"no picture"), "Image_process_failed"),
        (ptb.InputMediaPhoto("nonsense"), "Wrong file identifier"),
        (ptb.InputMediaPhoto(picture(), caption="x" * 1025), "Message caption is too long"),
        (ptb.InputMediaVideo(picture()), "A video is not carried out"),
    ):
        with pytest.raises(BadRequest, match=refusal):
            await bot.edit_message_media(wrong, *at)
    assert standin.chat(noura.user_id).messages[-1].text == "When?"


async def test_an_id_is_of_use_only_to_who_uploaded_it_and_as_what_it_is(bot, standin, noura):
    photo = (await bot.send_photo(noura.user_id, picture())).photo[0].file_id
    document = (await bot.send_document(noura.user_id, picture())).document.file_id
    await bot.send_photo(noura.user_id, photo)
    with pytest.raises(BadRequest, match=r"(?i)can't use file of type Document as Photo"):
        await bot.send_photo(noura.user_id, document)
    with pytest.raises(BadRequest, match="Wrong file identifier"):
        await bot.send_photo(noura.user_id, photo.replace(str(bot.id), "999"))
