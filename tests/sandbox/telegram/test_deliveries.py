"""Webhooks on their way: what all stand-ins share."""

import asyncio
from datetime import timedelta

import pytest

from sandbox.deliveries import Deliveries
from sandbox.news import News


@pytest.fixture
async def results():
    return []


async def test_without_a_schedule_a_failure_is_final(deliveries, inbox, results, time):
    inbox.statuses.append(500)
    deliveries.send(inbox.url, json={"n": 1}, on_result=results.append)
    await deliveries.settled()
    time.move(days=1)
    await deliveries.tick()
    await deliveries.settled()
    assert results == [500]
    assert deliveries.log == [(inbox.url, 500)]
    assert deliveries.pending == 0


async def test_a_connection_that_fails_has_no_status(deliveries, results, unused_tcp_port):
    url = f"http://127.0.0.1:{unused_tcp_port}/"
    deliveries.send(url, form={"a": "1"}, on_result=results.append)
    await deliveries.settled()
    assert results == [None]


async def test_retries_wait_for_their_time(deliveries, inbox, results, time):
    inbox.statuses.extend([500, 500])
    deliveries.send(inbox.url, json={}, on_result=results.append, retry=[10, 20])
    await deliveries.settled()
    await deliveries.tick()
    await deliveries.settled()
    assert results == [500]
    time.move(seconds=10)
    await deliveries.tick()
    await deliveries.settled()
    assert (results, deliveries.pending) == ([500, 500], 1)
    time.move(seconds=20)
    await deliveries.tick()
    await deliveries.settled()
    assert (results, deliveries.pending) == ([500, 500, 200], 0)


async def test_without_a_lane_nothing_waits(deliveries, inbox):
    gate = inbox.gates["slow"] = asyncio.Event()
    deliveries.send(inbox.url, json={"slow": 1})
    deliveries.send(inbox.url, json={"quick": 2})
    while len(inbox.updates) < 2:
        await inbox.heard()
    gate.set()
    await deliveries.settled()
    assert len(deliveries.log) == 2


async def test_what_follows_in_a_lane_is_sent_although_it_came_while_busy(deliveries, inbox):
    def send_another(status):
        if len(inbox.updates) < 3:
            deliveries.send(inbox.url, json={}, lane="x", on_result=send_another)

    deliveries.send(inbox.url, json={}, lane="x", on_result=send_another)
    await deliveries.settled()
    assert (len(inbox.updates), inbox.most_at_once) == (3, 1)


async def test_a_lane_in_flight_is_forgotten_after_its_try(deliveries, inbox, time):
    gate = inbox.gates["n"] = asyncio.Event()
    inbox.statuses.append(500)
    deliveries.send(inbox.url, json={"n": 1}, lane="a:1", retry=[0, 0])
    deliveries.send(inbox.url, json={"n": 2}, lane="a:1")
    await inbox.heard()
    deliveries.forget("a:")
    gate.set()
    await deliveries.settled()
    assert (len(inbox.updates), deliveries.pending) == (1, 0)


async def test_nothing_is_tried_after_its_expiry(deliveries, inbox, time):
    inbox.statuses.append(500)
    until = time.now() + timedelta(seconds=30)
    deliveries.send(inbox.url, json={}, retry=[20, 20], expires_at=until)
    await deliveries.settled()
    time.move(seconds=31)
    await deliveries.tick()
    await deliveries.settled()
    assert (len(inbox.updates), deliveries.pending) == (1, 0)


async def test_a_mistake_of_the_sender_is_not_swallowed(deliveries, inbox):
    def fail(status):
        raise RuntimeError("mistake")

    deliveries.send(inbox.url, json={}, on_result=fail)
    with pytest.raises(RuntimeError, match="mistake"):
        await deliveries.settled()


async def test_closing_ends_what_is_in_flight(time, inbox):
    deliveries = Deliveries(time.now)
    gate = inbox.gates["n"] = asyncio.Event()
    deliveries.send(inbox.url, json={"n": 1})
    await inbox.heard()
    await deliveries.close()
    gate.set()
    assert deliveries.log == []


async def test_news_wake_everybody_who_waits():
    news = News()
    waiting = [asyncio.create_task(news.wait(0)) for _ in range(2)]
    await asyncio.sleep(0)
    news.changed()
    assert await asyncio.gather(*waiting) == [1, 1]
    assert await news.wait(0) == 1
    news.close()
    assert await news.wait(99) == 2
