"""Saying things: anew, in place of a message, and with what must go first."""

from datetime import timedelta

import pytest

from booking.errors import Misuse
from bot.wording.form import Button, Spot
from tests.bot.channels.forms import choices, form, saying


@pytest.fixture
def chat(telegram, noura):
    return telegram.chat(noura.user_id)


def said(chat):
    return [message.text for message in chat.messages if message.from_bot]


async def test_what_was_sent_is_named_by_its_id(channel, chat):
    sent = await channel.say(saying())
    assert sent.message == str(chat.messages[-1].message_id)


async def test_a_message_changes_where_it_stands(channel, chat):
    first = await channel.say(saying(form("One moment.", choices=(), navigation=())))
    second = await channel.say(saying(form("Booked."), edit=first.message))
    assert second == first
    assert said(chat) == ["Booked."]
    assert chat.messages[-1].edited
    assert chat.messages[-1].buttons


async def test_saying_the_same_again_in_the_same_place_is_no_failure(channel, chat):
    first = await channel.say(saying())
    assert await channel.say(saying(edit=first.message)) == first
    assert len(said(chat)) == 1


async def test_a_message_that_is_gone_is_sent_anew(channel, chat):
    first = await channel.say(saying())
    del chat.entries[int(first.message)]
    second = await channel.say(saying(form("Booked."), edit=first.message))
    assert second != first
    assert said(chat) == ["Booked."]


async def test_a_message_that_cannot_be_edited_is_sent_anew(channel, chat, noura):
    first = await channel.say(saying(form("Your number?", contact="Share my number")))
    second = await channel.say(saying(form("Booked."), edit=first.message))
    assert second != first
    assert said(chat) == ["Your number?", "Booked."]


async def test_old_buttons_go_when_something_new_is_said(channel, chat):
    first = await channel.say(saying())
    await channel.say(saying(form("Booked."), clear=first.message))
    assert [bool(message.buttons) for message in chat.messages[-2:]] == [False, True]


@pytest.mark.parametrize("gone", ["twice", "deleted", "never there"])
async def test_buttons_that_are_gone_already_are_no_failure(channel, chat, gone):
    first = await channel.say(saying())
    if gone == "twice":
        await channel.say(saying(clear=first.message))
    if gone == "deleted":
        del chat.entries[int(first.message)]
    old = "777" if gone == "never there" else first.message
    await channel.say(saying(form("Booked."), clear=old))
    assert said(chat)[-1] == "Booked."


async def test_a_tapped_message_loses_its_buttons_when_the_number_is_asked_for(channel, chat):
    first = await channel.say(saying())
    asking = form("Your number?", choices=(), contact="Share my number")
    second = await channel.say(saying(asking, edit=first.message))
    assert second != first
    assert chat.messages[-2].buttons == []
    assert chat.keyboard is not None


async def test_the_contact_keyboard_is_taken_away_with_a_word(channel, chat):
    await channel.say(saying(form("Your number?", choices=(), contact="Share my number")))
    await channel.say(saying(form("Is this right?", keyboard_off="Thank you.")))
    assert chat.keyboard is None
    assert said(chat)[-2:] == ["Thank you.", "Is this right?"]
    assert chat.messages[-1].buttons


async def test_a_screen_after_the_contact_keyboard_is_not_edited_above_the_word(channel, chat):
    first = await channel.say(saying())
    await channel.say(saying(form("Right?", keyboard_off="Thank you."), edit=first.message))
    assert said(chat) == ["When would you like to come?", "Thank you.", "Right?"]
    assert chat.messages[-3].buttons == []


async def test_a_topic_of_a_group_is_answered_in_it(channel, telegram, noura):
    telegram.group(-1009, "Staff", members=[noura], topics=[7])
    await channel.say(saying(chat="-1009", thread="7"))
    assert telegram.chat(-1009).messages[-1].wire["message_thread_id"] == 7


@pytest.mark.parametrize(
    "broken",
    [
        {"text": "x" * 4097},
        {"text": " \n"},
        {"choices": choices(101), "navigation": ()},
        {"choices": choices(98), "link": Button("Map", url="https://map.example.com")},
        {"choices": (Button("Noon", "ن" * 33),)},
        {"choices": (Button("Noon", ""),)},
        {"choices": (Button("  ", "t1.1"),)},
        {"navigation": (Button("", "t1.1"),)},
        {"link": Button("Pay")},
    ],
)
async def test_what_telegram_would_refuse_is_not_sent(channel, telegram, noura, broken):
    before = len(telegram.calls)
    with pytest.raises(Misuse):
        await channel.say(saying(form(**broken)))
    assert len(telegram.calls) == before


async def test_what_is_just_within_the_limits_arrives(channel, chat):
    widest = (*choices(97), Button("Noon", "ن" * 32))
    await channel.say(saying(form("ن" * 4096, choices=widest, columns=8)))
    assert len(chat.messages[-1].text) == 4096


async def test_a_tap_is_answered(channel, chat, noura):
    await channel.say(saying())
    tap_id = noura.tap("10:00")
    await channel.answer_tap(tap_id)
    assert chat.unanswered == []


async def test_a_tap_that_is_answered_too_late_is_no_failure(channel, clock, noura):
    await channel.say(saying())
    tap_id = noura.tap("10:00")
    clock.move(timedelta(minutes=3))
    await channel.answer_tap(tap_id)


async def test_a_place_comes_before_its_words_which_are_never_an_edit_above_it(channel, chat):
    first = await channel.say(saying())
    spot = Spot(24.7136, 46.6753, "Noor Salon", "Olaya St")
    shown = form("Where we are", choices=(), spot=spot)
    await channel.say(saying(shown, edit=first.message))
    venue, words = chat.messages[-2:]
    assert (venue.kind, venue.text) == ("venue", "Noor Salon\nOlaya St")
    assert (words.text, bool(words.buttons)) == ("Where we are", True)
    assert not chat.messages[-3].buttons
