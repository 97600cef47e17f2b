"""Telegram's rates: 30 a second overall, 1 a second in a private chat, 20 a minute in a group."""

import pytest
from aiogram.exceptions import TelegramRetryAfter
from telegram.error import RetryAfter

from sandbox.telegram.errors import Refused
from sandbox.telegram.limits import Limits

BOT, CHAT = 1, 2


class Seconds:
    """Wall time that a test moves."""

    at = 0.0

    def __call__(self):
        return self.at


@pytest.fixture
def seconds():
    return Seconds()


@pytest.fixture
def limits(seconds):
    return Limits(seconds)


def refusal(limits, chat_id, *, private):
    with pytest.raises(Refused) as raised:
        limits.count(BOT, chat_id, private=private)
    return raised.value.parameters["retry_after"]


def test_a_private_chat_takes_five_at_once_and_then_one_a_second(limits, seconds):
    for _ in range(5):
        limits.count(BOT, CHAT, private=True)
    assert refusal(limits, CHAT, private=True) == 1
    seconds.at = 1
    limits.count(BOT, CHAT, private=True)
    assert refusal(limits, CHAT, private=True) == 1
    seconds.at = 60
    for _ in range(5):
        limits.count(BOT, CHAT, private=True)


def test_a_group_takes_twenty_a_minute(limits, seconds):
    for second in range(20):
        seconds.at = second
        limits.count(BOT, CHAT, private=False)
    assert refusal(limits, CHAT, private=False) == 41
    seconds.at = 60
    limits.count(BOT, CHAT, private=False)


def test_a_bot_takes_thirty_a_second_overall(limits, seconds):
    for chat_id in range(30):
        limits.count(BOT, chat_id, private=True)
    assert refusal(limits, 31, private=True) == 1
    limits.count(BOT + 1, 31, private=True)
    seconds.at = 1
    limits.count(BOT, 31, private=True)


def test_what_was_refused_does_not_count(limits, seconds):
    for _ in range(5):
        limits.count(BOT, CHAT, private=True)
    for _ in range(5):
        refusal(limits, CHAT, private=True)
    seconds.at = 1
    limits.count(BOT, CHAT, private=True)


async def test_both_libraries_hear_how_long_to_wait(bot, peer, http, standin, noura):
    standin.limits.clock = Seconds()
    for _ in range(5):
        await bot.send_message(noura.user_id, "Hello")
    with pytest.raises(RetryAfter) as raised:
        await bot.send_message(noura.user_id, "Hello")
    assert raised.value.retry_after.total_seconds() == 1
    with pytest.raises(TelegramRetryAfter) as raised:
        await peer.send_message(noura.user_id, "Hello")
    assert raised.value.retry_after == 1
    async with http.post("sendMessage", json={"chat_id": 1001, "text": "x"}) as response:
        assert (response.status, response.headers["Retry-After"]) == (429, "1")
        assert (await response.json())["description"] == "Too Many Requests: retry after 1"


async def test_the_limits_can_be_lifted(bot, standin, noura):
    standin.limits.enabled = False
    for _ in range(40):
        await bot.send_message(noura.user_id, "Hello")
    assert len(standin.chat(noura.user_id).messages) == 41
