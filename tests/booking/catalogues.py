"""The catalogue file that the tests begin with, and ways to change it."""

from pathlib import Path

import pytest

from booking.catalog_file import Catalogue, Imported, import_catalogue, read_catalogue
from booking.errors import Invalid
from booking.store.database import Database

VALID = (Path(__file__).parent / "fixtures" / "salon.toml").read_text()


def changed(*changes: tuple[str, str]) -> str:
    """The valid file with some of its text replaced."""
    text = VALID
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def catalogue(*changes: tuple[str, str]) -> Catalogue:
    return read_catalogue(changed(*changes), "salon.toml")


async def imported(database: Database, *changes: tuple[str, str]) -> Imported:
    return await import_catalogue(database, catalogue(*changes), seal=reversed_text)


def reversed_text(secret: str) -> str:
    return secret[::-1]


def problems(text: str) -> list[str]:
    """What is told of a file with mistakes: "12 services[haircut].price: ..." each."""
    with pytest.raises(Invalid) as caught:
        read_catalogue(text, "salon.toml")
    return [str(problem).removeprefix("salon.toml:") for problem in caught.value.problems]
