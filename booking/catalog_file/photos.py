"""Photos of the file: of a service or staff member, and of past work with what it shows."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from booking.catalog_file.entries import PhotoEntry
from booking.catalog_file.fields import local_name, text
from booking.catalog_file.node import Node
from booking.photos.addresses import Unusable, shown
from booking.photos.looking import KnownPhoto, SeenPhoto, look_at

PHOTO_KEYS = ("photo", "past_work")
MOST_PAST_WORK = 20  # of one service or person
_LONGEST_ADDRESS = 500


def photos(node: Node, languages: Sequence[str]) -> tuple[PhotoEntry, ...]:
    """Those of a service or staff member: its own first, then past work."""
    own = node.maybe("photo", lambda one: PhotoEntry(text(one, _LONGEST_ADDRESS)))
    work = node.maybe("past_work", lambda one: _past_work(one, languages))
    return (*([own] if own else ()), *(work or ()))


def look_at_photos(
    nodes: Sequence[Node], file: str, known: Mapping[str, KnownPhoto]
) -> dict[str, SeenPhoto]:
    """What is seen at the addresses of these services and staff; what is no photo is noted."""
    given = [(one, one.value.strip()) for one in _address_nodes(nodes)]
    found = look_at([address for _, address in given], Path(file).parent, known)
    for node, address in given:
        if isinstance(problem := found[address], Unusable):
            node.wrong(f"{shown(address)} {problem}")
    return {address: seen for address, seen in found.items() if isinstance(seen, SeenPhoto)}


def _past_work(node: Node, languages: Sequence[str]) -> list[PhotoEntry]:
    elements = node.elements()
    if len(elements) > MOST_PAST_WORK:
        node.wrong(f"may show at most {MOST_PAST_WORK} photos, not {len(elements)}")
    return [
        PhotoEntry(
            text(one.at("photo"), _LONGEST_ADDRESS), local_name(one.at("caption"), languages)
        )
        for one in elements
        if one.is_table(("photo", "caption"))
    ]


def _address_nodes(nodes: Sequence[Node]) -> Iterator[Node]:
    """Where addresses stand; values that cannot be one were noted when they were read."""
    for node in nodes:
        if isinstance(node.value, dict):
            yield from _addresses([node])
            work = node.at("past_work", [])
            if isinstance(work.value, list):
                yield from _addresses(work.elements())


def _addresses(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        address = node.value.get("photo") if isinstance(node.value, dict) else None
        if isinstance(address, str) and address.strip() and _is_short_line(address):
            yield node.at("photo")


def _is_short_line(address: str) -> bool:
    return address.isprintable() and len(address) <= _LONGEST_ADDRESS
