"""How long the product takes from its start until it is ready, with its tables made and after."""

from collections.abc import AsyncIterator

from bench.product import AS_IS, product
from bench.surroundings import Surroundings
from bench.table import Measured

_RUNS = 3


async def measured(around: Surroundings) -> AsyncIterator[Measured]:
    """One line for a database that is new, one for a start like any other."""
    first, later = [], []
    for _ in range(_RUNS):
        with around.sqlite() as url:
            first.append(await _start(around, url))
            later.append(await _start(around, url))
    yield Measured("start to ready, new database", first, 2, " s")
    yield Measured("start to ready, as usual", later, 2, " s")


async def _start(around: Surroundings, url: str) -> float:
    async with product(AS_IS, url, around.salon, around.telegram, around.api_url) as it:
        return it.start
