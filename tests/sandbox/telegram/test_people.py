"""What people do, as both libraries read it."""

import aiogram
import pytest
import telegram as ptb
from aiogram.types import Update as PeerUpdate
from telegram.error import BadRequest

BOOK = ptb.InlineKeyboardMarkup.from_button(ptb.InlineKeyboardButton("Book", callback_data="b.1"))


async def newest(bot):
    return (await bot.get_updates(offset=-1))[0]


async def test_a_tap_is_a_query_that_wants_an_answer(bot, standin, noura):
    sent = await bot.send_message(noura.user_id, "Menu", reply_markup=BOOK)
    query_id = noura.tap("Book")
    query = (await newest(bot)).callback_query
    assert (query.id, query.data, query.from_user.id) == (query_id, "b.1", noura.user_id)
    assert (query.message.message_id, query.message.text) == (sent.message_id, "Menu")
    chat = standin.chat(noura.user_id)
    assert chat.unanswered == [query_id]
    await query.answer("One moment", show_alert=True)
    assert (chat.toast, chat.alert, chat.unanswered) == ("One moment", True, [])


async def test_a_tap_finds_the_newest_button_or_the_one_named(bot, noura):
    old = await bot.send_message(noura.user_id, "Old", reply_markup=BOOK)
    await bot.send_message(noura.user_id, "New", reply_markup=BOOK)
    noura.tap("b.1")
    assert (await newest(bot)).callback_query.message.text == "New"
    noura.tap("b.1", message_id=old.message_id)
    assert (await newest(bot)).callback_query.message.text == "Old"
    with pytest.raises(LookupError):
        noura.tap("Cancel")


async def test_a_forged_tap_carries_data_that_no_button_has(bot, noura):
    await bot.send_message(noura.user_id, "Menu", reply_markup=BOOK)
    noura.tap("b.999", forged=True)
    assert (await newest(bot)).callback_query.data == "b.999"
    noura.tap("b.999", message_id=777, forged=True)
    assert not (await newest(bot)).callback_query.message.is_accessible


async def test_a_query_is_too_old_after_150_seconds(bot, noura, time):
    await bot.send_message(noura.user_id, "Menu", reply_markup=BOOK)
    query_id = noura.tap("Book")
    time.move(seconds=150)
    await bot.answer_callback_query(query_id)
    time.move(seconds=1)
    with pytest.raises(BadRequest, match="Query is too old and response timeout expired"):
        await bot.answer_callback_query(query_id)


async def test_an_answer_to_a_tap_has_200_characters_at_most(bot, noura):
    await bot.send_message(noura.user_id, "Menu", reply_markup=BOOK)
    query_id = noura.tap("Book")
    with pytest.raises(BadRequest, match=r"(?i)message_too_long"):
        await bot.answer_callback_query(query_id, "x" * 201)


async def test_a_shared_contact_is_ones_own(bot, noura):
    keyboard = ptb.ReplyKeyboardMarkup([[ptb.KeyboardButton("My number", request_contact=True)]])
    asked = await bot.send_message(noura.user_id, "Your number?", reply_markup=keyboard)
    noura.tap("My number")
    message = (await newest(bot)).message
    assert message.contact.phone_number == "966501234567"
    assert message.contact.user_id == message.from_user.id == noura.user_id
    assert message.reply_to_message.message_id == asked.message_id


async def test_contacts_of_others_can_be_told_apart(bot, noura):
    noura.share_contact_of("+966555555555", "Huda")
    assert (await newest(bot)).message.contact.user_id is None
    noura.share_contact_of("+966555555555", "Huda", user_id=noura.user_id, forwarded=True)
    assert (await newest(bot)).message.forward_origin.type == "hidden_user"


async def test_everything_people_send_is_read_by_both_libraries(bot, peer, noura):
    noura.send_sticker()
    noura.send_voice()
    noura.send_photo("My hair")
    noura.send_location(24.7136, 46.6753)
    message_id = noura.send("Helo")
    noura.edit(message_id, "Hello")
    updates = await peer.get_updates()
    kinds = [one.message.content_type for one in updates if one.message]
    assert kinds == ["text", "sticker", "voice", "photo", "location", "text"]
    assert updates[-1].edited_message.text == "Hello"
    mine = await bot.get_updates()
    assert mine[3].message.caption == "My hair"
    assert mine[-1].edited_message.edit_date is not None


async def test_an_update_tells_what_was_true_when_it_happened(bot, noura):
    sent = await bot.send_message(noura.user_id, "Menu", reply_markup=BOOK)
    noura.tap("Book")
    message_id = noura.send("Helo")
    noura.edit(message_id, "Hello")
    await bot.edit_message_text("Booked", noura.user_id, sent.message_id)
    _, tap, said, _ = await bot.get_updates()
    assert (tap.callback_query.message.text, said.message.text) == ("Menu", "Helo")


async def test_block_and_unblock_are_told(bot, noura):
    noura.block()
    change = (await newest(bot)).my_chat_member
    assert (change.old_chat_member.status, change.new_chat_member.status) == ("member", "kicked")
    assert (change.chat.type, change.from_user.id) == ("private", noura.user_id)
    with pytest.raises(ValueError, match="unblock"):
        noura.send("Hello")
    noura.unblock()
    assert (await newest(bot)).my_chat_member.new_chat_member.status == "member"


async def test_aiograms_dispatcher_runs_a_conversation(peer, standin, noura):
    """Start, a keyboard, a tap, an edit: entirely through the other library."""
    dispatcher = aiogram.Dispatcher()

    @dispatcher.message(aiogram.F.text == "/start")
    async def greet(message):
        await message.answer("Menu", reply_markup=BOOK_FOR_PEER)

    @dispatcher.callback_query(aiogram.F.data == "b.1")
    async def book(query):
        await query.message.edit_text("Booked")
        await query.answer("Done")

    async def take_all():
        for update in await peer.get_updates():
            await dispatcher.feed_update(peer, PeerUpdate.model_validate(update.model_dump()))
            await peer.get_updates(offset=update.update_id + 1)

    await take_all()
    noura.tap("Book")
    await take_all()
    chat = standin.chat(noura.user_id)
    assert (chat.messages[-1].text, chat.toast) == ("Booked", "Done")


BOOK_FOR_PEER = aiogram.types.InlineKeyboardMarkup(
    inline_keyboard=[[aiogram.types.InlineKeyboardButton(text="Book", callback_data="b.1")]]
)
