"""`python -m bench [subject ...] [--seed N]`: print the table; exit status 1 if a bar is missed."""

import sys
from argparse import ArgumentParser

import uvloop

from bench import (
    computing,
    contended,
    growth,
    latency,
    paying,
    reading,
    reminding,
    selling,
    simulating,
    starting,
    throughput,
)
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
    "paying": paying.measured,
    "simulation": simulating.measured,
}
_BY_NAME_ONLY = {"growth": growth.measured}  # takes longer than all of the others


async def bench(subjects: list[str], seed: int | None = None) -> list[Measured]:
    """Measure one subject after the other, nothing beside it; a seed repeats one simulation."""
    found = []
    async with surroundings(seed) as around:
        for subject in subjects or _SUBJECTS:
            print(f"measuring {subject} ...", file=sys.stderr)
            async for one in (_SUBJECTS | _BY_NAME_ONLY)[subject](around):
                print("  " + "  ".join(one.cells()), file=sys.stderr)
                found.append(one)
    return found


if __name__ == "__main__":
    parser = ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "subjects", nargs="*", metavar="subject", choices=[*_SUBJECTS, *_BY_NAME_ONLY, []]
    )
    parser.add_argument("--seed", type=int)
    given = parser.parse_args()
    results = uvloop.run(bench(given.subjects, given.seed))
    print(table(results))
    sys.exit(not all(one.is_met for one in results))
