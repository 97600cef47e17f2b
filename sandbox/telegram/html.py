"""parse_mode=HTML, read as strictly as the server reads it; errors give byte offsets."""

import html
import re
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from sandbox.telegram.errors import Refused, Wire, bad_request
from sandbox.telegram.text import is_web_address, utf16_length

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
}
_ENTITY = re.compile(r"&(?:(?:lt|gt|amp|quot);|#\d+;|#x[0-9a-fA-F]+;)")
_ATTRIBUTE = re.compile(r"""\s*([^\s=>/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?""")


@dataclass(slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    start: int
    """Index of the first piece of text inside the tag."""


@dataclass(slots=True)
class _Reading:
    source: str
    at: int = 0
    pieces: list[str] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    entities: list[Wire] = field(default_factory=list)

    def bytes_before(self, index: int) -> int:
        return len(self.source[:index].encode())

    def refuse(self, text: str, index: int, rest: str = "") -> Refused:
        offset = self.bytes_before(index)
        return bad_request(f"can't parse entities: {text} at byte offset {offset}{rest}")


def parse_html(source: str) -> tuple[str, list[Wire]]:
    """Return the text without its tags, and the entities that they meant."""
    reading = _Reading(source)
    while reading.at < len(source):
        if source[reading.at] == "<":
            _end_tag(reading) if source.startswith("</", reading.at) else _start_tag(reading)
        else:
            _text(reading)
    if reading.open:
        tag = reading.open[-1].tag
        raise bad_request(
            f"can't parse entities: Can't find end tag corresponding to start tag \"{tag}\""
        )
    entities = sorted(reading.entities, key=lambda one: (one["offset"], -one["length"]))
    return "".join(reading.pieces), entities


def _text(reading: _Reading) -> None:
    if found := _ENTITY.match(reading.source, reading.at):
        reading.pieces.append(html.unescape(found.group()))
        reading.at = found.end()
        return
    end = re.compile("[<&]").search(reading.source, reading.at + 1)
    stop = end.start() if end else len(reading.source)
    reading.pieces.append(reading.source[reading.at : stop])
    reading.at = stop


def _start_tag(reading: _Reading) -> None:
    begin, source = reading.at, reading.source
    name_end = begin + 1
    while name_end < len(source) and source[name_end] != ">" and not source[name_end].isspace():
        name_end += 1
    if name_end == len(source):
        raise reading.refuse("Unclosed start tag", begin)
    tag = source[begin + 1 : name_end].lower()
    if tag not in _KINDS:
        raise reading.refuse(f'Unsupported start tag "{tag}"', begin)
    attributes, end = _attributes(reading, name_end, begin)
    if tag == "span" and attributes.get("class") != "tg-spoiler":
        raise reading.refuse('Tag "span" must have class "tg-spoiler"', begin)
    reading.open.append(_Open(tag, attributes, len(reading.pieces)))
    reading.at = end


def _attributes(reading: _Reading, at: int, begin: int) -> tuple[dict[str, str], int]:
    found: dict[str, str] = {}
    source = reading.source
    while True:
        while at < len(source) and source[at].isspace():
            at += 1
        if at >= len(source):
            raise reading.refuse("Unclosed start tag", begin)
        if source[at] == ">":
            return found, at + 1
        attribute = _ATTRIBUTE.match(source, at)
        if attribute is None:
            raise reading.refuse("Empty attribute name in the tag", begin)
        name, *values = attribute.groups()
        value = next((one for one in values if one is not None), "")
        found[name.lower()] = html.unescape(value)
        at = attribute.end()


def _end_tag(reading: _Reading) -> None:
    begin = reading.at
    close = reading.source.find(">", begin)
    if close < 0:
        raise reading.refuse("Unclosed end tag", begin)
    tag = reading.source[begin + 2 : close].strip().lower()
    if not reading.open:
        raise reading.refuse("Unexpected end tag", begin)
    opened = reading.open.pop()
    if tag and tag != opened.tag:
        rest = f', expected "</{opened.tag}>", found "</{tag}>"'
        raise reading.refuse("Unmatched end tag", begin, rest)
    reading.at = close + 1
    _add_entity(reading, opened)


def _add_entity(reading: _Reading, opened: _Open) -> None:
    inner = "".join(reading.pieces[opened.start :])
    if not inner:
        return
    entity: Wire = {
        "type": _KINDS[opened.tag],
        "offset": utf16_length("".join(reading.pieces[: opened.start])),
        "length": utf16_length(inner),
    }
    if opened.tag == "a" and not _link(entity, opened.attributes.get("href") or inner):
        return
    if opened.tag == "blockquote" and "expandable" in opened.attributes:
        entity["type"] = "expandable_blockquote"
    language = opened.attributes.get("class", "")
    if opened.tag == "code" and language.startswith("language-"):
        entity["language"] = language.removeprefix("language-")
    _absorb_code(reading, entity)
    reading.entities.append(entity)


def _link(entity: Wire, url: str) -> bool:
    """Complete a link's entity; a link that leads nowhere is plain text, as on the server."""
    split = urlsplit(url)
    if split.scheme == "tg" and split.netloc == "user":
        user_id = parse_qs(split.query).get("id", [""])[0]
        user = {
            "id": int(user_id) if user_id.isdecimal() else 0,
            "is_bot": False,
            "first_name": user_id,
        }
        entity |= {"type": "text_mention", "user": user}
        return user_id.isdecimal()
    if "://" not in url:
        url = f"http://{url}"
    entity["url"] = url
    return is_web_address(url) or split.scheme == "tg"


def _absorb_code(reading: _Reading, entity: Wire) -> None:
    """Make <pre><code class="language-x"> one entity; elsewhere code has no language."""
    span = (entity["offset"], entity["length"])
    if entity["type"] != "pre" or not reading.entities:
        return
    inner = reading.entities[-1]
    if inner["type"] == "code" and (inner["offset"], inner["length"]) == span:
        reading.entities.pop()
        if "language" in inner:
            entity["language"] = inner["language"]
