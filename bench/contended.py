"""Many writers who want the same slots of one member of staff, beside their statements alone."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import count

from bench.recording import Hold, Recorder, replay
from bench.surroundings import Surroundings
from bench.table import Measured
from bench.writers import Writer, writers
from booking import customers
from booking.clock import SystemClock
from booking.errors import SlotTaken
from booking.store.database import Database

_WRITERS = 32
_SLOTS = 160
_WANTED_BY = 4  # so many writers, at about the same time
_RUNS = 5


async def measured(around: Surroundings) -> AsyncIterator[Measured]:
    """What went wrong, and the rate of attempts as a share of bare psycopg's."""
    ours, bare, wrong = [], [], []
    with around.postgresql() as url:
        database = Database(url, SystemClock(), pool_size=_WRITERS)
        try:
            rivals = await _rivals(database, around)
            runs = count()
            attempts = await _recorded(database, rivals, next(runs))
            for _ in range(_RUNS):
                await rivals[0].forget_all()
                rate, failures = await _contended(rivals, next(runs))
                ours.append(rate)
                wrong.append(failures)
                await rivals[0].forget_all()
                bare.append(await replay(url, attempts))
        finally:
            await database.close()
    shares = [one / other for one, other in zip(ours, bare, strict=True)]
    named = f"hold on one calendar, {_WRITERS} writers, PostgreSQL"
    yield Measured(f"{named}: not sold, sold twice, other errors", wrong, 0)
    yield Measured(
        "the same, attempts a second as a share of bare psycopg's", shares, 0.5, "", True
    )


async def _rivals(database: Database, around: Surroundings) -> list[Writer]:
    """Writers who book the same member of staff, each for a customer of their own."""
    first, *_ = await writers(database, around.salon)
    async with database.unit_of_work(first.salon.tenant_id) as work:
        return [
            replace(first, customer=await customers.meet(work, "telegram", f"rival {one}", None))
            for one in range(_WRITERS)
        ]


async def _contended(rivals: list[Writer], run: int) -> tuple[float, int]:
    began = time.perf_counter()
    sold = await asyncio.gather(
        *(_all_of(rival, number, run) for number, rival in enumerate(rivals)),
        return_exceptions=True,
    )
    rate = _SLOTS * _WANTED_BY / (time.perf_counter() - began)
    errors = [one for one in sold if isinstance(one, BaseException)]
    return rate, len(errors) + abs(_SLOTS - sum(one for one in sold if isinstance(one, int)))


async def _all_of(rival: Writer, number: int, run: int) -> int:
    sold = 0
    for slot, starts_at in _wanted(rival, number):
        sold += await _attempt(rival, f"bench:{run}:{number}:{slot}", starts_at)
    return sold


async def _attempt(rival: Writer, key: str, starts_at: datetime) -> bool:
    try:
        await rival.book(key, starts_at)
    except SlotTaken:
        return False
    return True


def _wanted(rival: Writer, number: int) -> Iterator[tuple[int, datetime]]:
    for slot, starts_at in enumerate(rival.starts()[:_SLOTS]):
        if (number - slot) % (_WRITERS // _WANTED_BY) == 0:
            yield slot, starts_at


async def _recorded(database: Database, rivals: list[Writer], run: int) -> list[list[Hold]]:
    """Of each rival what is sent for each attempt, one after the other, since two would mix."""
    recorded = []
    with Recorder(database) as recorder:
        for number, rival in enumerate(rivals):
            for slot, starts_at in _wanted(rival, number):
                await _attempt(rival, f"bench:{run}:{number}:{slot}", starts_at)
                recorder.hold_ended()
            recorded.append(recorder.taken())
    return recorded
