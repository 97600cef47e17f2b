"""A smaller run of the bench's simulation, whose whole is `python -m bench simulation --seed N`."""

import os
import shutil

from bench.simulation.story import Story

SEED = int(os.environ.get("SIMULATION_SEED", "2"))
CUSTOMERS = 25


async def test_every_halala_is_accounted_for_and_one_seed_tells_one_story(
    sqlite_template, in_memory
):
    stories = []
    for run in ("first", "again"):
        copy = in_memory / f"{run}.db"
        shutil.copyfile(sqlite_template, copy)
        story = Story(f"sqlite:///{copy}", CUSTOMERS, SEED, killed_every=8)
        stories.append(await story.play())
    first, again = stories
    assert (first.astray, first.halalas, first.sold_twice) == (0, 0, 0), f"seed {SEED}"
    assert first.payments > CUSTOMERS // 2
    assert first.killed > 0
    assert first.story == again.story
