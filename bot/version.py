"""The release, as `pyproject.toml` says it."""

import tomllib
from functools import cache
from pathlib import Path

_PROJECT = Path(__file__).parents[1] / "pyproject.toml"


@cache
def version() -> str:
    return str(tomllib.loads(_PROJECT.read_text())["project"]["version"])
