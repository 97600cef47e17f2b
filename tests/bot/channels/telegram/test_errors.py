"""What becomes of Telegram's refusals, and of silence; the token stays out of all of it."""

import logging
import traceback
from datetime import timedelta

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from telegram.error import RetryAfter

from booking.errors import Misuse, Unavailable
from bot.channels.channel import Moved, Unreachable
from bot.channels.pace import Limiter
from bot.channels.telegram.errors import translated
from bot.channels.telegram.send import TelegramChannel
from tests.bot.channels.forms import form, saying
from tests.bot.channels.telegram.conftest import FAST, TOKEN

SECRET = TOKEN.partition(":")[2]


async def refusal(channel, what=None, kind=Exception):
    with pytest.raises(kind) as caught:
        await channel.say(what or saying())
    return caught.value


async def test_who_blocked_the_bot_is_unreachable(channel, noura):
    noura.block()
    await refusal(channel, kind=Unreachable)


async def test_who_never_wrote_is_unreachable(channel, telegram, salon):
    telegram.person(2002, "Sara")
    await refusal(channel, saying(chat="2002"), Unreachable)
    await refusal(channel, saying(chat="3003"), Unreachable)


async def test_a_group_without_the_bot_is_unreachable(channel, staff):
    staff.kick_bot()
    await refusal(channel, saying(chat="-5001"), Unreachable)


async def test_a_group_that_became_a_supergroup_tells_its_new_address(channel, staff):
    staff.migrate(-1005001)
    moved = await refusal(channel, saying(chat="-5001"), Moved)
    assert moved.new_address == "-1005001"


async def test_too_many_requests_pause_the_whole_bot(channel, faults, noura):
    faults.add("telegram", "sendMessage", "429:17")
    first = await refusal(channel, kind=Unavailable)
    assert first.retry_after == timedelta(seconds=17)
    second = await refusal(channel, saying(chat="5"), Unavailable)
    assert timedelta(seconds=10) < second.retry_after <= timedelta(seconds=17)


@pytest.mark.parametrize("fault", ["500", "502", "lost", "drop"])
async def test_what_may_have_been_sent_is_uncertain(channel, faults, noura, fault):
    faults.add("telegram", "sendMessage", fault)
    error = await refusal(channel, kind=Unavailable)
    assert error.uncertain
    assert error.retry_after is None


async def test_a_lost_answer_is_a_message_that_arrived(channel, faults, telegram, noura):
    faults.add("telegram", "sendMessage", "lost")
    await refusal(channel, kind=Unavailable)
    assert telegram.chat(noura.user_id).messages[-1].from_bot


async def test_an_answer_that_does_not_come_is_not_waited_for(hasty, faults, noura):
    faults.add("telegram", "sendMessage", "slow:1")
    assert (await refusal(hasty, kind=Unavailable)).uncertain


async def test_without_a_connection_nothing_was_sent(session):
    nobody = TelegramChannel(TOKEN, "http://127.0.0.1:9", session, FAST)
    assert not (await refusal(nobody, kind=Unavailable)).uncertain


async def test_an_answer_that_is_no_json_is_uncertain(session):
    async def maintain(request):
        return web.Response(text="<html>maintenance</html>", content_type="text/html")

    application = web.Application()
    application.router.add_post("/{path:.*}", maintain)
    async with TestServer(application) as server:
        channel = TelegramChannel(TOKEN, str(server.make_url("")), session, FAST)
        assert (await refusal(channel, kind=Unavailable)).uncertain


async def test_a_wrong_token_is_for_the_operator(server, session, salon):
    stranger = TelegramChannel("123456:AAwrong", server, session, FAST)
    error = await refusal(stranger, kind=Misuse)
    assert "TELEGRAM_BOT_TOKEN" in str(error)
    with pytest.raises(Misuse, match="TELEGRAM_BOT_TOKEN"):
        await stranger.get_me()


async def test_any_other_refusal_is_our_mistake(channel, noura, staff):
    error = await refusal(channel, saying(chat="-5001", thread="99"), Misuse)
    assert "thread not found" in str(error)


async def test_an_edit_of_somebody_who_blocked_the_bot_is_not_sent_anew(channel, noura, telegram):
    first = await channel.say(saying())
    noura.block()
    await refusal(channel, saying(form("Booked."), edit=first.message), Unreachable)
    assert [method for method, _ in telegram.calls] == ["sendMessage", "editMessageText"]


async def test_the_library_may_count_seconds_or_durations(monkeypatch):
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    with pytest.raises(Unavailable) as caught, translated(Limiter(FAST)):
        raise RetryAfter(3)
    assert caught.value.retry_after == timedelta(seconds=3)


@pytest.mark.parametrize("setting", ["true", "false"])
async def test_a_flood_is_no_warning_in_either_setting(
    channel, faults, noura, monkeypatch, setting
):
    monkeypatch.setenv("PTB_TIMEDELTA", setting)
    faults.add("telegram", "sendMessage", "429:1")
    assert (await refusal(channel, kind=Unavailable)).retry_after == timedelta(seconds=1)


async def test_the_token_is_in_no_log_no_repr_and_no_error(
    server, session, salon, noura, faults, caplog
):
    caplog.set_level(logging.DEBUG)
    wrong = TelegramChannel(f"654321:{SECRET}", server, session, FAST)
    channel = TelegramChannel(TOKEN, server, session, FAST)
    nobody = TelegramChannel(TOKEN, "http://127.0.0.1:9", session, FAST)
    told = [repr(vars(channel)), str(channel)]
    for fault in ("429:1", "500", "502", "lost", "403"):
        faults.add("telegram", "sendMessage", fault)
        fresh = TelegramChannel(TOKEN, server, session, FAST)
        told += _traceback(await refusal(fresh))
    for channel in (wrong, nobody, TelegramChannel(TOKEN, "no address", session, FAST)):
        told += _traceback(await refusal(channel))
    # The server that notes what it is asked is the stand-in, not the product.
    told += [log.getMessage() for log in caplog.records if log.name != "aiohttp.access"]
    assert SECRET not in "".join(told)


def _traceback(error):
    return traceback.format_exception(error)


@pytest.fixture
async def closed_session():
    session = ClientSession()
    await session.close()
    return session


async def test_a_closed_session_is_no_end_of_the_world(server, closed_session):
    await refusal(TelegramChannel(TOKEN, server, closed_session, FAST), kind=Unavailable)
