"""Making what strangers sent fit to be stored."""

import re

# PostgreSQL takes no NUL in a text, and neither database a lone half of a surrogate pair.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str, longest: int) -> str:
    """The text without what no database takes, cut to so many characters."""
    return _UNSTORABLE.sub("", text)[:longest]
