"""Every story is played in both languages and on every channel, once of them on PostgreSQL."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from booking.clock import MovableClock
from tests.product.phones import CHANNELS
from tests.product.player import Player
from tests.product.talk import read_story
from tests.product.world import opened_world

TALKS = Path(__file__).parent / "talks"
RIYADH = ZoneInfo("Asia/Riyadh")


def _performances():
    for file in sorted(TALKS.glob("*.talk")):
        headers = read_story(file.read_text()).headers
        for channel in headers.get("channels", " ".join(CHANNELS)).split():
            kind = _database(headers["language"], channel)
            yield pytest.param(file, channel, kind, id=f"{file.stem}-{channel}-{kind}")


def _database(language, channel):
    """Neither words nor channels make a difference to a database: each sees every story."""
    return "postgresql" if (language, channel) == ("en", "telegram") else "sqlite"


@pytest.mark.parametrize(("file", "channel", "kind"), [*_performances()])
async def test_the_story_goes_as_written(file, channel, kind, request):
    story = read_story(file.read_text())
    began = datetime.strptime(story.headers["now"], "%Y-%m-%d %H:%M").replace(tzinfo=RIYADH)
    clock = MovableClock(began.astimezone(UTC), frozen=True)
    url = request.getfixturevalue(f"{kind}_url")
    async with opened_world(url, clock, salon=story.headers["salon"]) as world:
        if channel == "whatsapp":
            await world.make_contents()
        cost = await Player(world, channel, story.headers["language"]).play(story)
    _assert_cheap(cost, file.name.partition(".")[0], channel)


def _assert_cheap(cost, story, channel):
    """The targets of the conversation's design."""
    if story == "first_booking":
        shared_number = channel == "telegram"
        assert cost.choices - shared_number <= 5
        assert cost.typed <= 2  # the greeting and the name
    if channel != "telegram":  # there an answer may replace an older one
        assert max(cost.answers) <= 1
