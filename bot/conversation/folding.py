"""Writing reduced to what matters when texts are compared: letters, digits, Arabic spelling."""

import re
import unicodedata

_SAME_LETTERS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ة": "ه", "ى": "ي", "ـ": ""})
_NOT_A_WORD = re.compile(r"[^\w\s]|_")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_LATIN = re.compile(r"[A-Za-z]")


def digits(text: str) -> str:
    """Arabic-Indic and other decimal digits as 0-9."""
    return "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in text
    )


def visible(text: str) -> str:
    """The text without direction marks, zero-width and control characters."""
    kept = (
        " " if letter.isspace() else letter
        for letter in text
        if letter.isspace() or unicodedata.category(letter) not in ("Cf", "Cc", "Cs", "Co", "Cn")
    )
    return " ".join("".join(kept).split())


def folded(text: str) -> str:
    """Case, diacritics, punctuation and the Arabic spellings that people mix are folded."""
    decomposed = unicodedata.normalize("NFKD", visible(digits(text)).casefold())
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(_NOT_A_WORD.sub(" ", letters.translate(_SAME_LETTERS)).split())


def language_of(text: str) -> str | None:
    """The language that the letters suggest."""
    if _ARABIC.search(text):
        return "ar"
    return "en" if _LATIN.search(text) else None
