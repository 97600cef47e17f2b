"""Every start that is offered can be booked, and nothing else can."""

from datetime import timedelta
from random import Random

import pytest

from booking import slots
from booking.clock import MovableClock
from booking.errors import Refusal
from booking.instants import instant_of, opening_minute
from booking.policy import price_of
from booking.reservations.hold import hold
from booking.store.database import Database
from booking.visit import Request
from booking.wish import Wish
from tests.booking.scenario.situation import Names, Situation
from tests.booking.scenario.stage import Stage

_STEP = 5  # minutes: finer than any grid here


@pytest.mark.parametrize("seed", range(12))
async def test_what_is_offered_is_what_can_be_booked(seed, sqlite_url):
    random = Random(seed)  # noqa: S311  # a test's dice
    given = _given(random)
    clock = MovableClock(Situation(given, Names()).now, frozen=True)
    database = Database(sqlite_url, clock)
    stage = Stage(database, clock, given)
    await stage.open()
    async with stage.work() as work:
        await stage.customer(work, "me")
    for _ in range(12):
        await _attempt(stage, random.choice(_minutes(stage)), keep=True)
    async with stage.work() as work:
        salon = await stage.salon(work)
        wish = Wish(tuple(salon.service(one.id) for one in stage.situation.wish.services))
        day = stage.situation.date
        found = await slots.free_times(work, salon, wish, (day, day))
    booked = [minute for minute in _minutes(stage) if await _attempt(stage, minute, keep=False)]
    assert [slot.starts_at for slot in found] == [instant_of(minute) for minute in booked]
    await database.close()


def _given(random):
    """A salon with something of everything."""
    return {
        "tz": "Asia/Riyadh",
        "now": "2025-05-05T21:00Z",
        "date": "2025-05-06",
        "staff": {
            "A": {"hours": "09:00-15:00", "breaks": {"all": ["12:00-12:40"]}},
            "B": {"hours": "10:10-17:00"},
            "C": {"hours": "13:00-01:00", "tz": random.choice(["Asia/Riyadh", "Asia/Kolkata"])},
        },
        "notice_min": random.choice([0, 700]),
        "step_min": random.choice([15, 20, 45]),
        "no_gaps": random.random() < 0.3,
        "resources": {"chair": 2},
        "services": {
            "cut": {"length_min": 30, "after_min": random.choice([0, 10]), "uses": ["chair"]},
            "colour": {"length_min": 90, "processing": [30, 75], "uses": ["chair"]},
            "nails": {"length_min": 40, "before_min": 5, "done_by": ["B", "C"]},
        },
        "limits": [{"per": "staff", "day": random.choice([3, 9])}],
        "visit": random.choice([["cut"], ["colour"], ["cut", "nails"], ["colour", "cut"]]),
    }


def _minutes(stage):
    situation = stage.situation
    first = opening_minute(situation.date, 0, situation.zone)
    return range(first, first + 24 * 60, _STEP)


async def _attempt(stage, minute, *, keep):
    """Can it be booked? It is taken back unless it shall be kept."""
    try:
        async with stage.work() as work:
            salon = await stage.salon(work)
            services = [salon.service(one.id) for one in stage.situation.wish.services]
            request = Request(
                key=f"{minute}:{keep}",
                customer_id=stage.situation.customer_id("me"),
                channel="telegram",
                chat="me",
                service_id=services[0].id,
                more_services=tuple(one.id for one in services[1:]),
                staff_id=None,
                starts_at=instant_of(minute),
                price_shown=price_of(salon.currency, services),
                length_shown=sum((one.length for one in services), timedelta(0)),
            )
            await hold(work, salon, request)
            if not keep:
                raise _TakeBack  # noqa: TRY301  # the transaction shall not commit
    except Refusal:
        return False
    except _TakeBack:
        pass
    return True


class _TakeBack(Exception):
    """Undo it."""
