"""The sample salon without its photos: most tests need none, and every import looks at them."""

import re
import tempfile
from functools import cache
from pathlib import Path

import main

_PHOTO_LINES = re.compile(
    r"^photo = .*\n|^past_work = \[\n(?:    .*\n)*\]\n|^past_work = .*\n", re.MULTILINE
)
_KEPT = []  # folders live as long as the process


@cache
def plain_salon() -> Path:
    """The file; the same one in all of a process."""
    folder = tempfile.TemporaryDirectory()
    _KEPT.append(folder)
    file = Path(folder.name) / "salon.toml"
    file.write_text(_PHOTO_LINES.sub("", main.SAMPLE_SALON.read_text()))
    return file
