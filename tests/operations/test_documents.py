"""What the documents point to is there."""

import re
from pathlib import Path

import pytest

import main

ROOT = Path(main.__file__).parent
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda each: str(each.relative_to(ROOT)))
def test_every_link_leads_somewhere(document):
    for target in re.findall(r"\]\(([^)\s]+)\)", document.read_text()):
        if "://" in target:
            continue
        name, _, anchor = target.partition("#")
        file = document.parent / name if name else document
        assert file.exists(), target
        if anchor:
            assert anchor in _anchors(file), target


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda each: str(each.relative_to(ROOT)))
def test_every_command_exists(document):
    named = set(re.findall(r"main\.py ([a-z]+)", document.read_text()))
    assert named <= main.main.commands.keys()


def test_every_command_is_explained():
    told = "".join(document.read_text() for document in DOCUMENTS) + (ROOT / "Makefile").read_text()
    assert [name for name in main.main.commands if f"main.py {name}" not in told] == []


def _anchors(file):
    """The headings, as GitHub names them."""
    headings = re.findall(r"^#+ (.+)$", file.read_text(), re.MULTILINE)
    return [re.sub(r"[^\w\- ]", "", each).lower().replace(" ", "-") for each in headings]
