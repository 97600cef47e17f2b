"""Free times and free days with a million bookings stored, and how many queries they take."""

from collections.abc import AsyncIterator

from bench.asking import ASKED, Asker, asker, statements, timed
from bench.surroundings import Surroundings
from bench.table import Measured, percentile

STORED = 1_000_000
_RUNS = 5
_DAYS, _MONTHS = 200, 40  # asked for in each run


async def measured(around: Surroundings) -> AsyncIterator[Measured]:
    """Four lines for each database."""
    for name, database in (("SQLite", around.sqlite), ("PostgreSQL", around.postgresql)):
        with database() as url:
            async with asker(url, STORED) as one:
                for line in await _lines(one, name):
                    yield line


async def _lines(one: Asker, name: str) -> list[Measured]:
    days, months = [], []
    for _ in range(_RUNS):
        days.append(percentile(await timed(one.day, _DAYS), 0.95))
        months.append(percentile(await timed(one.month, _MONTHS), 0.95))
    of_day = [len(await statements(one.database, one.day))]
    of_month = [len(await statements(one.database, one.month))]
    day, month = f"free times of a day, {name}", f"free days of a month, {ASKED} people, {name}"
    return [
        Measured(f"{day}, {STORED:,} bookings, p95", days, 10, " ms"),
        Measured(f"{day}, queries", of_day, 3),
        Measured(f"{month}, p95", months, 60, " ms"),
        Measured(f"{month}, queries", of_month, 4),
    ]
