"""The message catalogues in `locales/`, compiled when read: no second file can grow stale."""

from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

DOMAIN = "bot"
FOLDER = Path(__file__).parents[2] / "locales"


@cache  # they are part of the program, and take a tenth of a second
def read_catalogues(folder: Path = FOLDER) -> Mapping[str, NullTranslations]:
    """By language."""
    found = sorted(folder.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))
    return {path.parts[-3]: _compiled(path) for path in found}


def _compiled(path: Path) -> NullTranslations:
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.parts[-3])
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled, domain=DOMAIN)
