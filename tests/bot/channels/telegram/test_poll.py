"""Polling: nothing is confirmed before it was kept, and nothing ends it but a wrong token."""

import asyncio
from contextlib import aclosing

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from booking.errors import Misuse, Unavailable
from bot.channels.telegram.errors import HeardElsewhere
from bot.channels.telegram.poll import updates
from bot.channels.telegram.send import TelegramChannel
from tests.bot.channels.telegram.conftest import FAST, TOKEN


async def next_texts(polling, number):
    texts = []
    async for update in polling:
        texts.append(update["message"]["text"])
        if len(texts) == number:
            break
    return texts


async def test_what_came_in_is_read_in_order(channel, noura):
    noura.send("1")
    noura.send("2")
    async with aclosing(updates(channel)) as polling:
        assert await next_texts(polling, 3) == ["/start", "1", "2"]


async def test_what_comes_later_is_waited_for(channel, noura):
    async with aclosing(updates(channel)) as polling:
        await anext(polling)
        waiting = asyncio.create_task(anext(polling))
        await asyncio.sleep(0)
        noura.send("hello")
        assert (await waiting)["message"]["text"] == "hello"


async def test_what_was_not_kept_comes_again(channel, noura):
    noura.send("hello")
    async with aclosing(updates(channel)) as polling:
        assert await next_texts(polling, 2) == ["/start", "hello"]
    async with aclosing(updates(channel)) as polling:
        assert await next_texts(polling, 2) == ["/start", "hello"]


async def test_what_was_kept_does_not_come_again(channel, salon, noura):
    async with aclosing(updates(channel)) as polling:
        await anext(polling)
        asking = asyncio.create_task(anext(polling))
        await until(lambda: not salon.updates.waiting())
        noura.send("hello")
        await asking
    async with aclosing(updates(channel)) as polling:
        assert await next_texts(polling, 1) == ["hello"]


async def until(holds):
    async with asyncio.timeout(5):
        while not holds():  # noqa: ASYNC110  # the stand-in tells nobody
            await asyncio.sleep(0)


@pytest.mark.parametrize("fault", ["500", "502", "drop", "lost", "429:3"])
async def test_trouble_on_the_way_loses_nothing(channel, faults, noura, fault):
    pauses = []
    noura.send("hello")
    faults.add("telegram", "getUpdates", fault, times=2)
    async with aclosing(updates(channel, sleep=noted(pauses))) as polling:
        assert await next_texts(polling, 2) == ["/start", "hello"]
    assert pauses == ([3, 3] if fault == "429:3" else [1, 2])


def noted(pauses):
    async def sleep(seconds):
        pauses.append(seconds)

    return sleep


async def test_pauses_grow_to_a_minute_and_shrink_again():
    pauses, answers = [], [Unavailable("away")] * 8 + [[{"update_id": 1}]] + [Unavailable("away")]
    polling = updates(Scripted(answers), sleep=noted(pauses))
    await anext(polling)
    with pytest.raises(Done):
        await anext(polling)
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 1]


async def test_a_webhook_that_is_still_set_is_told_and_waited_out(channel, noura, capsys):
    await channel.set_webhook("https://noor.example.com/telegram/main", "secret")

    async def sleep(seconds):
        await channel.delete_webhook()

    async with aclosing(updates(channel, sleep=sleep)) as polling:
        assert await next_texts(polling, 1) == ["/start"]
    assert "delete the webhook" in capsys.readouterr().out


async def test_a_second_poller_is_told_what_to_do(channel, telegram):
    first = asyncio.create_task(channel.get_updates(None))
    await until(lambda: telegram.calls)
    second = asyncio.create_task(channel.get_updates(None, wait=0))
    with pytest.raises(HeardElsewhere, match="stop the other process"):
        await first
    assert await second == []


async def test_a_wrong_token_ends_it(server, session, salon):
    stranger = TelegramChannel("123456:AAwrong", server, session, FAST)
    with pytest.raises(Misuse, match="TELEGRAM_BOT_TOKEN"):
        await anext(updates(stranger))


async def test_numbers_may_start_anew_after_a_quiet_week():
    source = Scripted([[{"update_id": 900}], [], [{"update_id": 5}], []])
    polling = updates(source)
    assert [(await anext(polling))["update_id"] for _ in range(2)] == [900, 5]
    with pytest.raises(Done):
        await anext(polling)
    assert source.offsets == [None, 901, None, 6, None]


class Scripted:
    """Answers as planned, then ends the loop."""

    def __init__(self, answers):
        self._answers = iter(answers)
        self.offsets = []

    async def get_updates(self, offset):
        self.offsets.append(offset)
        answer = next(self._answers, None)
        if answer is None:
            raise Done
        if isinstance(answer, Exception):
            raise answer
        return answer


class Done(Exception):
    pass


async def test_what_is_asked_stands_in_the_body_where_every_server_looks(session):
    asked = []

    async def answer(request):
        asked.append((dict(request.query), dict(await request.post())))
        return web.json_response({"ok": True, "result": []})

    application = web.Application()
    application.add_routes([web.post("/bot{token}/getUpdates", answer)])
    async with TestServer(application) as server:
        channel = TelegramChannel(TOKEN, str(server.make_url("/")), session)
        assert await channel.get_updates(7, wait=0) == []
    [(query, body)] = asked
    assert not query
    assert (body["offset"], body["timeout"]) == ("7", "0")
