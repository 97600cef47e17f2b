"""Every rule of the catalogue file, broken once: the line, the field and what is allowed."""

import tomllib
from pathlib import Path

import pytest

from tests.booking.catalogues import changed, problems

_FILE = Path(__file__).parent / "fixtures" / "wrong.toml"
_WRONG = [
    pytest.param(case["for"], case["put"], case["told"], id=case["told"][0])
    for case in tomllib.loads(_FILE.read_text())["wrong"]
]


@pytest.mark.parametrize(("old", "new", "told"), _WRONG)
def test_a_broken_rule_is_told_with_its_line_and_field(old, new, told):
    found = problems(changed((old, new)))
    assert [problem[: len(start)] for problem, start in zip(found, told, strict=False)] == told
    assert len(found) == len(told)
