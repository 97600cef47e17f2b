"""Where photos lie: in a folder beside the catalogue, or wherever fsspec reaches."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

LARGEST = 20 * 1024 * 1024  # bytes
_MEGABYTE = 1024 * 1024

# What stores say of a file, the most telling first.
_SIGNS = (
    *("ETag", "etag", "md5Hash", "Content-MD5", "mtime", "LastModified", "Last-Modified"),
    *("last_modified", "modified", "updated", "created"),
)


class Unusable(Exception):
    """The file is no photo that can be shown; says why."""


class Unreached(Unusable):
    """The store does not answer, which says nothing of the file."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that is there; `stamp` changes with it (null: that cannot be told)."""

    system: Any
    path: str
    stamp: str | None

    def read(self) -> bytes:
        """All of it; raises Unusable."""
        try:
            with self.system.open(self.path, "rb") as opened:
                content: bytes = opened.read(LARGEST + 1)
        except Exception as error:  # every kind of store has exceptions of its own
            raise _unreached(error) from error
        if len(content) > LARGEST:
            raise _too_large()
        return content


def find(address: str, folder: Path) -> File:
    """The file of a path, relative to the folder, or of any fsspec address; raises Unusable."""
    # It takes its time to be imported: a salon without photos is spared it.
    import fsspec

    try:
        if "://" in address:
            system, path = fsspec.url_to_fs(address)
        else:
            system, path = fsspec.filesystem("file"), str((folder / address).absolute())
        info: Mapping[str, Any] = system.info(path)
    except FileNotFoundError as error:
        cause = error.__cause__  # a web server that is down is not found either
        if isinstance(cause, Exception) and not isinstance(cause, FileNotFoundError):
            raise _unreached(cause) from error
        raise Unusable("is not there") from error
    except Exception as error:  # every kind of store has exceptions of its own
        raise _unreached(error) from error
    if info.get("type") == "directory":
        raise Unusable("is a folder, not a file")
    if (info.get("size") or 0) > LARGEST:
        raise _too_large()
    return File(system, path, _stamp(info))


def shown(address: str) -> str:
    """The address as a message may repeat it: without what may open a store."""
    if "://" not in address:
        return address
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def _stamp(info: Mapping[str, Any]) -> str | None:
    sign = next((info[name] for name in _SIGNS if info.get(name)), None)
    return None if sign is None else f"{info.get('size')}:{sign}"


def _too_large() -> Unusable:
    return Unusable(f"is too large: at most {LARGEST // _MEGABYTE} MB")


def _unreached(error: Exception) -> Unreached:
    """Without what the store says: that may hold its address with its keys."""
    if isinstance(error, ImportError):
        return Unreached(f"cannot be read: {error}")
    return Unreached(f"cannot be read: {type(error).__name__}")
