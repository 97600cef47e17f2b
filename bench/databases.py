"""Databases as in production: on a disk, and what is committed is there after a crash."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.databases import PostgreSQL


@contextmanager
def sqlite() -> Iterator[str]:
    """The address of a new SQLite file."""
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{Path(folder) / 'bookings.db'}"


@contextmanager
def postgresql(server: PostgreSQL) -> Iterator[str]:
    """The address of a new database on the server."""
    with server.database() as url:
        yield url
