"""The free times of a month for ten people, without a database: arithmetic alone."""

import time
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from bench.surroundings import Surroundings
from bench.table import Measured
from booking.diary import days_to_read, diary_of
from booking.instants import local_day, opening_minute
from booking.intervals import Interval
from booking.money import Money
from booking.offers import offers
from booking.plan import WeeklyHours
from booking.salon import LocalName, Salon, Service, Staff
from booking.visit import Slot
from booking.wish import Wish

_PEOPLE, _CLAIMS, _DAYS = 10, 200, 30
_RUNS = 5
_ZONE = ZoneInfo("Asia/Riyadh")
_NOW = datetime(2027, 3, 1, 7, tzinfo=UTC)
_HALF_HOUR = timedelta(minutes=30)
_NAME = LocalName({"en": "-"})


async def measured(around: Surroundings) -> AsyncIterator[Measured]:
    """One line; the first run, which loads what it needs, does not count."""
    compute = _month()
    compute()
    milliseconds = [_timed(compute) for _ in range(_RUNS)]
    named = f"free times of {_DAYS} days, {_PEOPLE} people, {_CLAIMS} claims each"
    yield Measured(named, milliseconds, 15, " ms")


def _timed(compute: Callable[[], list[Slot]]) -> float:
    began = time.perf_counter()
    assert compute()
    return 1000 * (time.perf_counter() - began)


def _month() -> Callable[[], list[Slot]]:
    salon, random = _salon(), Random(1)  # noqa: S311  # no secret is made of it
    today = local_day(_NOW, _ZONE)
    days = (today, today + timedelta(days=_DAYS))
    wish = Wish(salon.services)
    people = [member.id for member in salon.staff]
    blocked = {one: [_claim(random) for _ in range(_CLAIMS)] for one in people}

    def compute() -> list[Slot]:
        known = days_to_read(salon, wish, _NOW, days)
        return offers(salon, wish, diary_of(salon, wish, people, blocked, known), None, _NOW, days)

    return compute


def _claim(random: Random) -> Interval:
    day = local_day(_NOW, _ZONE) + timedelta(days=random.randrange(_DAYS))
    start = opening_minute(day, 9 * 60 + random.randrange(0, 12 * 60, 5), _ZONE)
    return start, start + 35


def _salon() -> Salon:
    week = WeeklyHours((((9 * 60, 13 * 60), (16 * 60, 22 * 60)),) * 7)
    price = Money(6000, "SAR")
    service = Service(1, None, _NAME, _HALF_HOUR, timedelta(0), timedelta(0), price, None)
    staff = [
        Staff(10 + number, _NAME, frozenset({1}), None, "staff", None) for number in range(_PEOPLE)
    ]
    return Salon(
        tenant_id=1,
        slug="main",
        version=1,
        name=_NAME,
        zone=_ZONE,
        currency="SAR",
        languages=("en",),
        phone=None,
        location=None,
        weekend=frozenset({4, 5}),
        first_weekday=6,
        step=_HALF_HOUR / 2,
        hold=_HALF_HOUR / 2,
        cancel_until=timedelta(days=1),
        minimum_notice=timedelta(hours=1),
        horizon_days=_DAYS,
        hours=week,
        categories=(),
        services=(service,),
        staff=tuple(staff),
    )
