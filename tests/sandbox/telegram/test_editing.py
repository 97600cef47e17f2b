"""Messages that are changed or removed."""

import pytest
import telegram as ptb
from aiogram.exceptions import TelegramBadRequest
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
