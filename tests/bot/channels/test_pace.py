"""The limiter, on a clock that moves only by sleeping."""

import asyncio
from datetime import timedelta

import pytest

from booking.errors import Unavailable
from bot.channels.pace import PUBLISHED, Limiter, Pace


class Time:
    """Time that passes when everybody is asleep."""

    def __init__(self):
        self.at = 1000.0
        self._sleepers = []

    def now(self):
        return self.at

    async def sleep(self, seconds):
        woken = asyncio.get_running_loop().create_future()
        self._sleepers.append((self.at + seconds, len(self._sleepers), woken))
        await woken

    async def settle(self):
        for _ in range(50):
            await asyncio.sleep(0)

    async def until_done(self, *tasks):
        """Wake the sleepers one after the other until these tasks are done."""
        together = asyncio.gather(*tasks)
        await self.settle()
        while not together.done():
            self._sleepers.sort()
            at, _, woken = self._sleepers.pop(0)
            self.at = max(self.at, at)
            if not woken.done():
                woken.set_result(None)
            await self.settle()
        return together.result()


@pytest.fixture
def time():
    return Time()


@pytest.fixture
def sent():
    return []


def limiter_of(time, **changes):
    values = {"patience": timedelta(hours=1), **changes}
    return Limiter(Pace(**values), now=time.now, sleep=time.sleep)


async def speak(limiter, time, sent, chat, *, is_group=False):
    await limiter.turn(chat, is_group=is_group)
    sent.append((round(time.at - 1000, 3), chat))


async def speak_all(limiter, time, sent, chats, *, is_group=False):
    speaking = [speak(limiter, time, sent, chat, is_group=is_group) for chat in chats]
    await time.until_done(*speaking)


def test_the_published_pace_is_telegrams():
    assert (PUBLISHED.overall_per_second, PUBLISHED.group_per_minute) == (30, 20)
    assert (PUBLISHED.private_per_second, PUBLISHED.private_burst) == (1, 5)


async def test_a_private_chat_has_a_burst_of_five_and_then_one_a_second(time, sent):
    await speak_all(limiter_of(time), time, sent, ["42"] * 8)
    assert [at for at, _ in sent] == [0, 0, 0, 0, 0, 1, 2, 3]


async def test_a_burst_comes_back_with_time(time, sent):
    limiter = limiter_of(time)
    await speak_all(limiter, time, sent, ["42"] * 5)
    time.at += 3
    await speak_all(limiter, time, sent, ["42"] * 4)
    assert [at for at, _ in sent[5:]] == [3, 3, 3, 4]


async def test_a_group_hears_twenty_messages_a_minute(time, sent):
    await speak_all(limiter_of(time), time, sent, ["-100"] * 21, is_group=True)
    assert [at for at, _ in sent] == [0.0] * 20 + [60.0]


async def test_all_chats_together_hear_thirty_messages_a_second(time, sent):
    await speak_all(limiter_of(time), time, sent, [str(chat) for chat in range(65)])
    assert [at for at, _ in sent] == [0] * 30 + [1] * 30 + [2] * 5


async def test_who_came_first_speaks_first(time, sent):
    chats = [str(chat) for chat in range(40)]
    await speak_all(limiter_of(time, overall_per_second=7), time, sent, chats)
    assert [chat for _, chat in sent] == chats


async def test_a_chat_that_has_to_wait_does_not_hold_up_the_others(time, sent):
    await speak_all(limiter_of(time), time, sent, ["42"] * 7 + ["43"])
    assert (0, "43") in sent


async def test_a_refusal_of_the_server_silences_every_chat(time, sent):
    limiter = limiter_of(time)
    limiter.pause(timedelta(seconds=7))
    await speak_all(limiter, time, sent, ["42", "43"])
    assert sent == [(7, "42"), (7, "43")]


async def test_a_pause_reaches_those_who_wait_already(time, sent):
    limiter = limiter_of(time, overall_per_second=1)
    waiting = [asyncio.create_task(speak(limiter, time, sent, chat)) for chat in ("1", "2", "3")]
    await time.settle()
    limiter.pause(timedelta(seconds=5))
    await time.until_done(*waiting)
    assert sent == [(0, "1"), (5, "2"), (6, "3")]


async def test_a_shorter_pause_does_not_end_a_longer_one(time, sent):
    limiter = limiter_of(time)
    limiter.pause(timedelta(seconds=9))
    limiter.pause(timedelta(seconds=2))
    await speak_all(limiter, time, sent, ["42"])
    assert sent == [(9, "42")]


async def test_a_long_wait_is_given_back_with_its_length(time):
    limiter = limiter_of(time, patience=timedelta(seconds=10))
    limiter.pause(timedelta(seconds=30))
    with pytest.raises(Unavailable) as caught:
        await limiter.turn("42", is_group=False)
    assert caught.value.retry_after == timedelta(seconds=30)
    assert not caught.value.uncertain


async def test_who_gives_up_leaves_the_turn_to_the_next(time, sent):
    limiter = limiter_of(time)
    await speak_all(limiter, time, sent, ["42"] * 5)
    first = asyncio.create_task(speak(limiter, time, sent, "42"))
    second = asyncio.create_task(speak(limiter, time, sent, "42"))
    await time.settle()
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    await time.until_done(second)
    assert sent[5:] == [(1, "42")]


async def test_chats_that_fell_silent_are_forgotten(time, sent):
    limiter = limiter_of(time, overall_per_second=10_000)
    await speak_all(limiter, time, sent, [str(chat) for chat in range(500)])
    assert limiter.chats_remembered == 500
    time.at += 60
    for chat in range(500):
        await limiter.turn(f"later {chat}", is_group=False)
        time.at += 1
    assert limiter.chats_remembered < 10


async def test_a_chat_with_messages_in_the_last_minute_is_not_forgotten(time, sent):
    limiter = limiter_of(time)
    await speak_all(limiter, time, sent, ["-100"] * 20, is_group=True)
    time.at += 30
    await speak_all(limiter, time, sent, ["42", "43"])
    await speak_all(limiter, time, sent, ["-100"], is_group=True)
    assert sent[-1] == (60, "-100")
