"""Sending pictures and documents with words and buttons below them."""

import pytest

from tests.bot.channels.files import attached, document, picture
from tests.bot.channels.forms import form, saying


@pytest.fixture
def chat(telegram, noura):
    return telegram.chat(noura.user_id)


@pytest.mark.parametrize(("file", "kind"), [(picture(), "photo"), (document(), "document")])
async def test_a_file_has_its_words_and_buttons_below_it(channel, telegram, chat, file, kind):
    sent = await channel.say(saying(attachment=attached(file)))
    message = chat.messages[-1]
    assert (str(message.message_id), message.kind) == (sent.message, kind)
    assert message.text == "When would you like to come?"
    assert [button.text for button in message.buttons[0]] == ["10:00"]
    (upload,) = telegram.files.values()
    assert (upload.file_name, upload.content) == (file.name, file.content)


async def test_words_that_are_too_long_for_a_file_come_after_it(channel, chat):
    long = form("ن" * 1025)
    await channel.say(saying(long, attachment=attached(document())))
    file, words = chat.messages[-2:]
    assert (file.text, file.buttons) == ("", [])
    assert words.text == long.text
    assert words.buttons


async def test_a_file_in_a_topic_stays_in_it(channel, telegram, noura):
    telegram.group(-1009, "Staff", members=[noura], topics=[7])
    for file in (picture(), document()):
        await channel.say(saying(chat="-1009", thread="7", attachment=attached(file)))
        assert telegram.chat(-1009).messages[-1].wire["message_thread_id"] == 7


async def test_a_file_does_not_edit_the_message_that_led_to_it(channel, chat):
    first = await channel.say(saying())
    second = await channel.say(saying(edit=first.message, attachment=attached(document())))
    assert second != first
    assert [bool(message.buttons) for message in chat.messages[-2:]] == [False, True]


async def test_what_follows_a_file_is_said_anew_and_takes_its_buttons(channel, chat):
    file = await channel.say(saying(attachment=attached(document())))
    words = await channel.say(saying(form("Booked."), edit=file.message))
    assert words != file
    assert [message.text for message in chat.messages[-2:]] == [form().text, "Booked."]
    assert [bool(message.buttons) for message in chat.messages[-2:]] == [False, True]
