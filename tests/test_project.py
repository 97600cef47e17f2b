"""What is written about the project agrees with the project."""

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from bot.settings import Settings

_ROOT = Path(__file__).parent.parent
_PACKAGES = ["booking", "payments", "bot", "sandbox", "migrations"]
_LOCKS = ["requirements.lock", "requirements-dev.lock"]
_LONGER_THAN_300 = {
    # file: the reason
}
_COMPOSE_ONLY = {"POSTGRES_PASSWORD"}
_NOT_YET_READ = {
    "OTP_PROVIDER",
    "AUTHENTICA_API_KEY",
    "AUTHENTICA_API_URL",
    "UNIFONIC_APP_SID",
    "UNIFONIC_SENDER_ID",
    "UNIFONIC_API_URL",
    "TWILIO_VERIFY_SERVICE_SID",
}


def test_the_newest_version_in_the_changelog_is_the_projects():
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text())["project"]
    newest = re.search(r"^## \[(.+?)\]", (_ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert newest
    assert newest[1] == project["version"]


@pytest.mark.parametrize("name", _LOCKS)
def test_every_locked_package_has_its_hashes(name):
    assert all("--hash=sha256:" in package for package in _locked(name).values())


@pytest.mark.parametrize("name", _LOCKS)
def test_a_lock_names_no_address(name):
    text = (_ROOT / name).read_text()
    assert "://" not in text
    assert "index-url" not in text


def test_the_product_runs_on_the_versions_that_were_tested():
    product, tested = (_locked(name).keys() for name in _LOCKS)
    assert product <= tested


def test_no_file_is_longer_than_300_lines_without_a_reason():
    lengths = {
        str(file.relative_to(_ROOT)): len(file.read_text().splitlines())
        for package in _PACKAGES
        for file in (_ROOT / package).rglob("*.py")
    }
    assert {name for name, length in lengths.items() if length > 300} == _LONGER_THAN_300.keys()


def test_the_example_of_the_environment_lists_every_setting():
    example = (_ROOT / ".env.example").read_text()
    listed = set(re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE))
    settings = {name.upper() for name in Settings.model_fields}
    assert listed == settings | _COMPOSE_ONLY | _NOT_YET_READ


def test_the_example_of_the_environment_explains_every_variable():
    lines = (_ROOT / ".env.example").read_text().splitlines()
    for above, line in pairwise(lines):
        if re.match(r"#?[A-Z_]+=", line):
            assert above.startswith("# "), line


def _locked(name):
    """Each `package==version` with its marker, and its block of lines."""
    blocks = re.split(r"\n(?=\S)", (_ROOT / name).read_text().strip())
    return {block.split(" \\")[0]: block for block in blocks}
