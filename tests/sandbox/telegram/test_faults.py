"""Calls that are made to fail, as the libraries experience it."""

import pytest
from aiogram.exceptions import TelegramForbiddenError, TelegramNetworkError, TelegramServerError
from telegram.error import Forbidden, NetworkError, RetryAfter, TimedOut

from sandbox.faults import Faults


def shown(standin):
    return [one.text for one in standin.chat(1001).messages if one.from_bot]


async def test_too_many_requests(bot, faults, standin, noura):
    faults.add("telegram", "sendMessage", "429:7")
    with pytest.raises(RetryAfter) as raised:
        await bot.send_message(1001, "Hello")
    assert raised.value.retry_after.total_seconds() == 7
    assert shown(standin) == []
    await bot.send_message(1001, "Hello")
    assert shown(standin) == ["Hello"]


@pytest.mark.parametrize("fault", ["500", "502"])
async def test_errors_of_the_server(bot, peer, faults, standin, noura, fault):
    faults.add("telegram", "sendMessage", fault)
    with pytest.raises(NetworkError):
        await bot.send_message(1001, "Hello")
    assert shown(standin) == []


async def test_aiogram_sees_a_server_error(peer, faults, noura):
    faults.add("telegram", "*", "500")
    with pytest.raises(TelegramServerError):
        await peer.send_message(1001, "Hello")


async def test_blocked_by_decree(bot, peer, faults, noura):
    faults.add("telegram", "sendMessage", "403", times=2)
    with pytest.raises(Forbidden, match="blocked by the user"):
        await bot.send_message(1001, "Hello")
    with pytest.raises(TelegramForbiddenError):
        await peer.send_message(1001, "Hello")


async def test_a_lost_answer_leaves_a_message_behind(bot, faults, standin, noura):
    faults.add("telegram", "sendMessage", "lost")
    with pytest.raises(NetworkError):
        await bot.send_message(1001, "Hello")
    assert shown(standin) == ["Hello"]


async def test_a_dropped_call_leaves_nothing_behind(peer, faults, standin, noura):
    faults.add("telegram", "sendMessage", "drop")
    with pytest.raises(TelegramNetworkError):
        await peer.send_message(1001, "Hello")
    assert shown(standin) == []
    assert standin.calls == []


async def test_a_slow_answer_runs_into_the_clients_timeout(bot, faults, noura):
    faults.add("telegram", "sendMessage", "slow:0.5")
    with pytest.raises(TimedOut):
        await bot.send_message(1001, "Hello", read_timeout=0.05)


def test_faults_are_taken_in_order_and_as_often_as_planned():
    faults = Faults()
    faults.add("telegram", "sendMessage", "500", times=2)
    faults.add("telegram", "*", "502")
    faults.add("telegram", "*", "webhook_twice")
    faults.add("twilio", "*", "lost")
    assert faults.take("telegram", "webhook", among=["webhook_twice"]) == "webhook_twice"
    assert faults.take("telegram", "getMe") == "502"
    assert [faults.take("telegram", "sendMessage") for _ in range(3)] == ["500", "500", None]
    with pytest.raises(ValueError, match="at least once"):
        faults.add("telegram", "*", "500", times=0)
