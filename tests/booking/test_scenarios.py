"""Acceptance scenarios, played through the real engine; SCENARIOS=FILE plays another file."""

import itertools
import json
import os
import shutil
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.booking.scenario.play import needs_database, play, variations
from tests.booking.scenario.vocabulary import check

OWN = sorted((Path(__file__).parent / "scenarios").glob("*.json"))
FILES = [Path(os.environ["SCENARIOS"])] if "SCENARIOS" in os.environ else OWN
SCENARIOS = [one for file in FILES for one in json.loads(file.read_text())["scenarios"]]

# What the engine cannot do yet, by scenario; one that passes must leave this table.
NOT_YET = {}


def _cases():
    for scenario in SCENARIOS:
        reason = NOT_YET.get(scenario["id"])
        marks = [pytest.mark.xfail(reason=reason)] if reason else []
        kinds = ["sqlite", "postgresql"] if needs_database(scenario) else [""]
        for kind in kinds:
            name = "-".join(filter(None, (scenario["id"], kind)))
            yield pytest.param(scenario, kind, id=name, marks=marks)


@pytest.fixture
def fresh_databases(request):
    """A new, migrated database of a kind each time it is asked for one."""
    count = itertools.count()

    def fresh(kind):
        if kind == "sqlite":
            copy = request.getfixturevalue("in_memory") / f"{next(count)}.db"
            shutil.copyfile(request.getfixturevalue("sqlite_template"), copy)
            return f"sqlite:///{copy}"
        if kind == "postgresql":
            return databases.enter_context(request.getfixturevalue("postgresql").database())
        return None

    with ExitStack() as databases:
        yield fresh


@pytest.mark.parametrize(("scenario", "kind"), list(_cases()))
async def test_scenario(scenario, kind, fresh_databases):
    check(scenario)
    for given, expect in variations(scenario):
        assert await play(given, expect, fresh_databases(kind)) == expect
