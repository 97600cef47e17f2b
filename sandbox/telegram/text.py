"""What the server makes of a text: trimmed, measured, its links and commands found."""

import re
from urllib.parse import urlsplit

from sandbox.telegram.errors import Wire

_FOUND_BY_SERVER = (
    ("url", re.compile(r"\bhttps?://[^\s<>\"]+[^\s<>\".,;:!?)'»]")),
    ("email", re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.-]*\w")),
    ("bot_command", re.compile(r"(?<![\w/@])/\w{1,64}(?:@\w{3,32})?", re.ASCII)),
    ("mention", re.compile(r"(?<![\w@/.])@[A-Za-z]\w{2,31}\b", re.ASCII)),
    ("hashtag", re.compile(r"(?<![\w#&])#(?=\w*[^\W\d])\w+")),
)
_CLOSED_TO_OTHERS = {"code", "pre", "text_link", "text_mention", "url", "email"}


def utf16_length(text: str) -> int:
    """Return the length that offsets of entities are counted in."""
    return len(text.encode("utf-16-le")) // 2


def trimmed(text: str, entities: list[Wire]) -> tuple[str, list[Wire]]:
    """Take the white space off both ends, and move the entities with it."""
    bare = text.strip()
    lead = utf16_length(text[: len(text) - len(text.lstrip())])
    length = utf16_length(bare)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - lead, 0)
        end = min(entity["offset"] - lead + entity["length"], length)
        if end > start:
            kept.append(entity | {"offset": start, "length": end - start})
    return bare, kept


def with_found_entities(text: str, entities: list[Wire]) -> list[Wire]:
    """Add what the server finds by itself, where nothing that was given forbids it."""
    complete = list(entities)
    for kind, pattern in _FOUND_BY_SERVER:
        for match in pattern.finditer(text):
            offset = utf16_length(text[: match.start()])
            found = {"type": kind, "offset": offset, "length": utf16_length(match.group())}
            if not any(_forbids(other, found) for other in complete):
                complete.append(found)
    return sorted(complete, key=lambda one: (one["offset"], -one["length"]))


def is_web_address(url: str) -> bool:
    """Return whether the server would take it as a link: http(s), and a host with a dot."""
    try:
        split = urlsplit(url)
        host = split.hostname or ""
    except ValueError:
        return False
    return split.scheme in ("http", "https") and "." in host.strip(".") and " " not in url


def _forbids(entity: Wire, found: Wire) -> bool:
    overlaps = (
        entity["offset"] < found["offset"] + found["length"]
        and found["offset"] < entity["offset"] + entity["length"]
    )
    return overlaps and entity["type"] in _CLOSED_TO_OTHERS
