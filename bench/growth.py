"""How free times slow down from ten thousand stored bookings to five million; with a plot.

Not among the subjects of `make bench`, since it fills two databases with six million bookings:
`python -m bench growth`.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path
from statistics import median

from bench.asking import Asker, asker, timed
from bench.plot import Medians, draw
from bench.surroundings import Surroundings
from bench.table import Measured

_SIZES = (10_000, 100_000, 1_000_000, 5_000_000)
_ROUNDS, _DAYS, _MONTHS = 7, 100, 20  # asked for in each round
_PICTURE = Path(__file__).parent.parent / "docs" / "images" / "growth.svg"


async def measured(around: Surroundings) -> AsyncIterator[Measured]:
    """The last size's median as a multiple of the first's, in rounds that ask each in turn."""
    curves: dict[str, Medians] = {}
    for name, database in (("SQLite", around.sqlite), ("PostgreSQL", around.postgresql)):
        async with AsyncExitStack() as stack:
            askers = {
                size: await stack.enter_async_context(asker(stack.enter_context(database()), size))
                for size in _SIZES
            }
            days, months = await _rounds(askers)
        curves[f"a day, {name}"], curves[f"a month, {name}"] = days, months
    for name, medians in curves.items():
        yield Measured(f"{name}, {_SIZES[-1]:,} stored to {_SIZES[0]:,}", _ratios(medians), 1.3)
    draw(curves, _PICTURE)


async def _rounds(askers: Mapping[int, Asker]) -> tuple[Medians, Medians]:
    days: dict[int, list[float]] = {size: [] for size in askers}
    months: dict[int, list[float]] = {size: [] for size in askers}
    for _ in range(_ROUNDS):
        for asked, times, medians in ((Asker.day, _DAYS, days), (Asker.month, _MONTHS, months)):
            for size, found in (await _in_turn(askers, asked, times)).items():
                medians[size].append(median(found))
    return days, months


async def _in_turn(
    askers: Mapping[int, Asker], asked: Callable[[Asker], Awaitable[None]], times: int
) -> Mapping[int, list[float]]:
    """One after the other, so that whatever else the machine does befalls all sizes alike."""
    found: dict[int, list[float]] = {size: [] for size in askers}
    for _ in range(times):
        for size, one in askers.items():
            found[size] += await timed(partial(asked, one), 1)
    return found


def _ratios(medians: Medians) -> list[float]:
    return [
        last / first for first, last in zip(medians[_SIZES[0]], medians[_SIZES[-1]], strict=True)
    ]
