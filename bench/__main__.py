"""`python -m bench [subject ...]`: print the table; exit status 1 if a bar is missed."""

import sys

import uvloop

from bench import computing, contended, latency, reading, reminding, selling, starting, throughput
from bench.surroundings import surroundings
from bench.table import Measured, table

_SUBJECTS = {
    "computing": computing.measured,
    "starting": starting.measured,
    "latency": latency.measured,
    "throughput": throughput.measured,
    "selling": selling.measured,
    "contended": contended.measured,
    "reading": reading.measured,
    "reminding": reminding.measured,
}


async def bench(subjects: list[str]) -> list[Measured]:
    """Measure one subject after the other, nothing beside it."""
    found = []
    async with surroundings() as around:
        for subject in subjects or _SUBJECTS:
            print(f"measuring {subject} ...", file=sys.stderr)
            found += [one async for one in _SUBJECTS[subject](around)]
    return found


if __name__ == "__main__":
    results = uvloop.run(bench(sys.argv[1:]))
    print(table(results))
    sys.exit(not all(one.is_met for one in results))
