"""Looks at all photos of a catalogue: each once, and only if it is not known as it is."""

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from booking.photos.addresses import Unreached, Unusable, find

_AT_ONCE = 8  # files; most of the time they are waited for
_one_is_decoded = Lock()  # a large photo takes 200 MB meanwhile


@dataclass(frozen=True, slots=True)
class KnownPhoto:
    """What is kept of an address."""

    stamp: str | None
    picture: str


@dataclass(frozen=True, slots=True)
class SeenPhoto:
    """What is to be kept of an address; no content: its picture is kept already."""

    stamp: str | None
    picture: str
    content: bytes | None = field(default=None, repr=False)


def look_at(
    addresses: Iterable[str], folder: Path, known: Mapping[str, KnownPhoto]
) -> dict[str, SeenPhoto | Unusable]:
    """Each address with what is seen there, or why nothing is."""

    def look(address: str) -> SeenPhoto | Unusable:
        try:
            return _look(address, folder, known.get(address))
        except Unusable as error:
            return error

    distinct = list(dict.fromkeys(addresses))
    if not distinct:
        return {}
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        return dict(zip(distinct, threads.map(look, distinct), strict=True))


def _look(address: str, folder: Path, known: KnownPhoto | None) -> SeenPhoto:
    # Pictures take their time to be imported: a salon without photos is spared it.
    from booking.photos.standard import RULES, standard

    try:
        file = find(address, folder)
        stamp = file.stamp and f"{RULES}:{file.stamp}"
        if known and stamp and known.stamp == stamp:
            return SeenPhoto(stamp, known.picture)
        content = file.read()
    except Unreached:
        if known is None:
            raise
        return SeenPhoto(known.stamp, known.picture)  # a store that is down closes no salon
    with _one_is_decoded:
        picture = standard(content)
    return SeenPhoto(stamp, picture.name, picture.content)
