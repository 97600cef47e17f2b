"""Bookings through `reservations.hold`, beside the same statements without anything of ours."""

import asyncio
import time
from collections.abc import AsyncIterator
from itertools import count

from bench.recording import Hold, Recorder, replay
from bench.surroundings import Surroundings
from bench.table import Measured
from bench.writers import Writer, writers
from booking.clock import SystemClock
from booking.store.database import Database

_RUNS = 3


async def measured(around: Surroundings) -> AsyncIterator[Measured]:
    """The rate, and its share of what bare psycopg reaches."""
    ours, bare = [], []
    with around.postgresql() as url:
        database = Database(url, SystemClock(), pool_size=8)
        try:
            all_writers = await writers(database, around.salon)
            runs = count()
            holds = await _recorded(database, all_writers, next(runs))
            for _ in range(_RUNS):
                await all_writers[0].forget_all()
                ours.append(await _sold(all_writers, next(runs)))
                await all_writers[0].forget_all()
                bare.append(await replay(url, holds))
        finally:
            await database.close()
    shares = [one / other for one, other in zip(ours, bare, strict=True)]
    named = f"bookings per second, {len(all_writers)} writers, PostgreSQL"
    yield Measured(named, ours, 500, at_least=True)
    yield Measured("the same, as a share of bare psycopg's", shares, 0.25, at_least=True)


async def _sold(all_writers: list[Writer], run: int) -> float:
    began = time.perf_counter()
    sold = await asyncio.gather(*(writer.sell(run) for writer in all_writers))
    return sum(sold) / (time.perf_counter() - began)


async def _recorded(database: Database, all_writers: list[Writer], run: int) -> list[list[Hold]]:
    """One after the other, since the statements of two would mix."""
    recorded = []
    with Recorder(database) as recorder:
        for writer in all_writers:
            await writer.sell(run, after_each=recorder.hold_ended)
            recorded.append(recorder.taken())
    return recorded
