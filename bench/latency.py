"""How long one customer waits, on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator
from itertools import count

from bench.chatting import one_by_one
from bench.product import UNPACED, product
from bench.surroundings import Surroundings
from bench.table import Measured, percentile

_RUNS = 3
_CONVERSATIONS = 30  # some 270 turns
_WARMING = 5


async def measured(around: Surroundings) -> AsyncIterator[Measured]:
    """Two lines for each database."""
    for name, database in (("SQLite", around.sqlite), ("PostgreSQL", around.postgresql)):
        replied, stored = [], []
        with database() as url:
            async with product(UNPACED, url, around.salon, around.telegram, around.api_url) as it:
                numbers = count()
                await one_by_one(it.line, numbers, _WARMING)
                for _ in range(_RUNS):
                    turns = await one_by_one(it.line, numbers, _CONVERSATIONS)
                    replied.append(percentile([1000 * turn.replied for turn in turns], 0.95))
                    stored.append(percentile([1000 * turn.stored for turn in turns], 0.95))
        yield Measured(f"update to reply, one customer, {name}, p95", replied, 60, " ms")
        yield Measured(f"webhook answered, {name}, p95", stored, 15, " ms")
