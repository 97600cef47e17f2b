"""The whole sandbox as one application, and its controls."""

import asyncio

import aiohttp
import pytest
import telegram as ptb
from telegram.error import NetworkError

from sandbox.app import Sandbox
from tests.sandbox.telegram.conftest import TOKEN, serve


@pytest.fixture
async def sandbox(time):
    async def move(by):
        time.at += by

    return Sandbox(time.now, move)


@pytest.fixture
async def url(sandbox):
    runner, url = await serve(sandbox.application())
    yield url
    await runner.cleanup()


@pytest.fixture
async def http(url):
    async with aiohttp.ClientSession(url) as session:
        yield session


async def test_a_fault_is_planned_over_http(sandbox, url, http):
    sandbox.telegram.add_bot(TOKEN)
    fault = {"service": "telegram", "call": "getMe", "fault": "500", "times": 1}
    async with http.post("/_sandbox/faults", json=fault) as answer:
        assert (answer.status, await answer.json()) == (200, fault)
    bot = ptb.Bot(TOKEN, base_url=f"{url}/bot")
    with pytest.raises(NetworkError):
        await bot.initialize()
    async with bot:
        assert bot.username == "noor_bot"


@pytest.mark.parametrize(
    "fault",
    [
        {"service": "fax", "call": "*", "fault": "500"},
        {"service": "telegram", "call": "*"},
        {"service": "telegram", "call": "*", "fault": "500", "times": 0},
        ["telegram"],
    ],
)
async def test_a_fault_that_means_nothing_is_refused(http, fault):
    async with http.post("/_sandbox/faults", json=fault) as answer:
        assert answer.status == 400


async def test_moving_the_clock_sends_what_became_due(sandbox, http, inbox, time):
    inbox.statuses.append(500)
    sandbox.deliveries.send(inbox.url, json={}, retry=[600])
    await sandbox.deliveries.settled()
    before = time.now()
    async with http.post("/_sandbox/clock", json={"minutes": 15}) as answer:
        assert answer.status == 200
    await sandbox.deliveries.settled()
    assert (time.now() - before).total_seconds() == 900
    assert [status for _, status in sandbox.deliveries.log] == [500, 200]


@pytest.mark.parametrize("minutes", [-1, "15", None, True])
async def test_the_clock_moves_only_forward(http, minutes):
    async with http.post("/_sandbox/clock", json={"minutes": minutes}) as answer:
        assert answer.status == 400


async def test_a_clock_that_cannot_be_moved_says_so(time):
    runner, url = await serve(Sandbox(time.now).application())
    async with (
        aiohttp.ClientSession(url) as session,
        session.post("/_sandbox/clock", json={"minutes": 1}) as answer,
    ):
        assert answer.status == 409
    await runner.cleanup()


async def test_shutting_down_does_not_wait_for_long_polls(time):
    sandbox = Sandbox(time.now)
    sandbox.telegram.add_bot(TOKEN)
    runner, url = await serve(sandbox.application())
    async with aiohttp.ClientSession(url) as session:
        poll = asyncio.create_task(
            session.post(f"/bot{TOKEN}/getUpdates", json={"timeout": 50}).__aenter__()
        )
        while not sandbox.telegram.calls:
            await sandbox.news.wait(sandbox.news.version)
        async with asyncio.timeout(5):
            await runner.cleanup()
        answer = await poll
        assert await answer.json() == {"ok": True, "result": []}
