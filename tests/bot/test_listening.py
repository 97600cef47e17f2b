"""The bot goes on hearing, whatever went wrong with one update, the database or the token."""

import asyncio
from datetime import timedelta

import pytest
import structlog
from structlog.testing import capture_logs

from booking.errors import Misuse, Unavailable
from bot.channels.channel import Malformed
from bot.listening import heard_all, until_done


class Source:
    """Hands out some updates, then nothing more, as Telegram does while nobody writes."""

    def __init__(self, *answers):
        self.answers, self.asked = list(answers), []

    async def get_updates(self, offset):
        self.asked.append(offset)
        if not self.answers:
            await asyncio.Event().wait()
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


class Taking:
    """Keeps updates, but raises first what it was told to."""

    def __init__(self, *errors, until):
        self.errors, self.tried, self.kept, self.pauses = list(errors), [], [], []
        self._until, self._all = until, asyncio.Event()

    async def take(self, update):
        self.tried.append(update["update_id"])
        if self.errors and (error := self.errors.pop(0)):
            raise error
        self.kept.append(update["update_id"])
        if len(self.kept) == self._until:
            self._all.set()

    async def sleep(self, seconds):
        self.pauses.append(seconds)

    async def hear(self, source):
        """Listen until as many were kept as were waited for."""
        listening = asyncio.create_task(heard_all(source, self.take, sleep=self.sleep))
        async with asyncio.timeout(5):
            await asyncio.wait(
                [listening, asyncio.create_task(self._all.wait())],
                return_when=asyncio.FIRST_COMPLETED,
            )
        assert not listening.done()
        listening.cancel()


def updates(*ids):
    return [{"update_id": one} for one in ids]


@pytest.fixture(autouse=True)
def own_logs():
    structlog.reset_defaults()


async def test_an_update_that_the_database_could_not_take_is_taken_before_the_next():
    taking = Taking(Unavailable("locked"), Unavailable("locked"), until=2)
    await taking.hear(Source(updates(1, 2)))
    assert taking.tried == [1, 1, 1, 2]
    assert taking.pauses == [1, 2]


@pytest.mark.parametrize("error", [Malformed(), LookupError("a bug")])
async def test_an_update_that_cannot_be_taken_at_all_is_skipped(error):
    taking = Taking(error, until=1)
    with capture_logs() as logged:
        await taking.hear(Source(updates(1, 2)))
    assert taking.kept == [2]
    assert [one["log_level"] for one in logged] == ["error"] * isinstance(error, LookupError)


async def test_a_wrong_token_is_told_and_listening_goes_on():
    taking = Taking(until=1)
    with capture_logs() as logged:
        await taking.hear(Source(Misuse("is TELEGRAM_BOT_TOKEN right?"), updates(1)))
    assert [(one["log_level"], one["reason"]) for one in logged] == [
        ("error", "is TELEGRAM_BOT_TOKEN right?")
    ]


async def test_setting_up_is_tried_until_it_succeeds_with_ever_longer_pauses():
    errors = [Unavailable("no answer"), *[Misuse("wrong")] * 7]
    pauses = []

    async def call():
        if errors:
            raise errors.pop(0)

    async def sleep(seconds):
        pauses.append(seconds)

    with capture_logs():
        await until_done(call, sleep=sleep)
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60]


async def test_setting_up_is_not_tried_before_telegram_asks_for_it():
    floods, pauses = [Unavailable("flood", retry_after=timedelta(minutes=5))], []

    async def call():
        if floods:
            raise floods.pop()

    async def sleep(seconds):
        pauses.append(seconds)

    await until_done(call, sleep=sleep)
    assert pauses == [300]
