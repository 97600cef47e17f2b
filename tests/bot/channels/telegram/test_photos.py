"""Photos of the catalogue: uploaded once, shown in place of what was there, never in the way."""

import pytest

from booking.errors import Unavailable
from bot.channels.channel import Unreachable
from bot.channels.telegram.send import TelegramChannel
from bot.files import File
from tests.bot.channels.files import attached, photo
from tests.bot.channels.forms import form, saying
from tests.bot.channels.telegram.conftest import FAST, TOKEN

_NO_PHOTO = File("photo.jpg", "image/jpeg", b"no picture at all", known_as="b" * 64)


class Remembered(dict):
    """Ids in memory, as a table keeps them."""

    async def find(self, name):
        return self.get(name)

    async def keep(self, name, file_id):
        self[name] = file_id


@pytest.fixture
def uploads():
    return Remembered()


@pytest.fixture
def channel(server, session, salon, uploads):
    return TelegramChannel(TOKEN, server, session, FAST, uploads=uploads)


@pytest.fixture
def chat(telegram, noura):
    return telegram.chat(noura.user_id)


def methods(telegram):
    return [name for name, _ in telegram.calls]


async def test_a_photo_is_uploaded_once_and_sent_by_its_id_from_then_on(channel, telegram, chat):
    for _ in range(3):
        await channel.say(saying(attachment=attached(photo())))
    sent = [values["photo"] for name, values in telegram.calls if name == "sendPhoto"]
    assert (sent[0].content, sent[0].content_type) == (photo().content, "image/jpeg")
    assert sent[1] == sent[2] == next(iter(telegram.files))
    for message in chat.messages[-3:]:
        assert (message.kind, message.text) == ("photo", form().text)
    await channel.say(saying(attachment=attached(photo("c" * 64))))
    assert len(telegram.files) == 2


@pytest.mark.parametrize("wrong", ["sandbox-photo-999-1", "sandbox-document-123456-1", "nonsense"])
async def test_an_id_that_is_of_no_use_is_replaced(channel, telegram, chat, uploads, wrong):
    await channel.say(saying(attachment=attached(photo())))
    known = next(iter(telegram.files))
    if wrong != "nonsense":
        telegram.files[wrong] = telegram.files[known]
    uploads["a" * 64] = wrong
    await channel.say(saying(attachment=attached(photo())))
    assert chat.messages[-1].kind == "photo"
    assert uploads["a" * 64] not in (wrong, known)


async def test_a_text_becomes_a_photo_and_one_photo_the_next(channel, telegram, chat, uploads):
    words = await channel.say(saying())
    first = await channel.say(saying(edit=words.message, attachment=attached(photo())))
    again = await channel.say(
        saying(form("Next"), edit=first.message, attachment=attached(photo("c" * 64)))
    )
    back = await channel.say(saying(form("Back"), edit=again.message, attachment=attached(photo())))
    assert words == first == again == back
    message = chat.messages[-1]
    assert (message.kind, message.text) == ("photo", "Back")
    assert message.wire["photo"][0]["file_id"] == uploads["a" * 64]
    assert len(message.buttons) == 3
    assert methods(telegram)[-3:] == ["editMessageMedia"] * 3
    same = await channel.say(saying(form("Back"), edit=back.message, attachment=attached(photo())))
    assert same == back


async def test_what_follows_a_photo_is_said_anew(channel, chat):
    shown = await channel.say(saying(attachment=attached(photo())))
    words = await channel.say(saying(form("Which day?"), edit=shown.message))
    assert words != shown
    assert [bool(message.buttons) for message in chat.messages[-2:]] == [False, True]


async def test_a_message_that_is_gone_is_replaced(channel, chat):
    sent = await channel.say(saying(edit="777", attachment=attached(photo())))
    assert chat.messages[-1].kind == "photo"
    assert str(chat.messages[-1].message_id) == sent.message


async def test_what_telegram_does_not_take_is_said_in_words(channel, chat):
    before = await channel.say(saying(form("With whom?")))
    sent = await channel.say(saying(edit=before.message, attachment=attached(_NO_PHOTO)))
    assert sent == before
    assert (chat.messages[-1].kind, chat.messages[-1].text) == ("text", form().text)
    assert chat.messages[-1].buttons


@pytest.mark.parametrize("fault", ["500", "502", "drop"])
async def test_an_upload_that_fails_does_not_keep_the_words_back(channel, chat, faults, fault):
    faults.add("telegram", "sendPhoto", fault)
    await channel.say(saying(attachment=attached(photo())))
    assert (chat.messages[-1].kind, chat.messages[-1].text) == ("text", form().text)


async def test_what_concerns_all_messages_is_no_reason_to_send_another(channel, chat, faults):
    before = len(chat.messages)
    # The flood last: whatever comes after it would wait for seven seconds.
    for fault, kind in (("403", Unreachable), ("429:7", Unavailable)):
        faults.add("telegram", "sendPhoto", fault)
        with pytest.raises(kind):
            await channel.say(saying(attachment=attached(photo())))
    assert len(chat.messages) == before


async def test_words_that_are_too_long_for_a_photo_are_said_without_it(channel, chat):
    await channel.say(saying(form("ن" * 1025), attachment=attached(photo())))
    assert chat.messages[-1].kind == "text"
