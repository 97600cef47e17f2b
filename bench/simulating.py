"""The simulation of a thousand customers, as a subject of the bench."""

import sys
from collections.abc import AsyncIterator

from bench.simulation.story import Story
from bench.surroundings import Surroundings
from bench.table import Measured
from tests.databases import migrate

_CUSTOMERS = 1000
_SEED = 1


async def measured(around: Surroundings) -> AsyncIterator[Measured]:
    """What may not be: money astray, books that differ, a time sold twice."""
    with around.sqlite() as url:
        migrate(url)
        ended = await Story(url, _CUSTOMERS, around.seed or _SEED).play()
    print(f"{ended}", file=sys.stderr)
    named = f"{_CUSTOMERS} simulated customers, seed {around.seed or _SEED}"
    yield Measured(f"{named}: payments", [ended.payments], _CUSTOMERS // 2, at_least=True)
    yield Measured("the same: processes killed", [ended.killed], 1, at_least=True)
    yield Measured("the same: payments neither settled nor listed", [ended.astray], 0)
    yield Measured("the same: halalas by which the books differ", [ended.halalas], 0)
    yield Measured("the same: times sold twice", [ended.sold_twice], 0)
