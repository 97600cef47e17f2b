"""What every test may ask for: a frozen clock, and databases of both kinds."""

import gc
import shutil
import tempfile
from asyncio import AbstractEventLoop
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import uvloop
from hypothesis import settings

from booking.clock import MovableClock
from booking.store.database import Database
from tests.compiled import compile_once
from tests.databases import PostgreSQL, migrate, running_postgresql
from tests.emptied import Emptied
from tests.inline_sqlite import inline_sqlite

settings.register_profile("unhurried", deadline=None)  # a busy machine is no bug of ours
settings.load_profile("unhurried")
compile_once()

_MEMORY = Path("/dev/shm")  # noqa: S108  # a folder is made in it


def pytest_asyncio_loop_factories() -> dict[str, Callable[[], AbstractEventLoop]]:
    """The loop of production."""
    return {"uvloop": uvloop.new_event_loop}


def pytest_collection_finish() -> None:
    """What is there now stays; the collector need not look at it again and again, nor so often."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture
def clock() -> MovableClock:
    """Monday, 10:00 in Riyadh; it stands still until a test moves it."""
    return MovableClock(datetime(2027, 3, 1, 7, tzinfo=UTC), frozen=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated, empty database of each kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
async def database(database_url: str, clock: MovableClock) -> AsyncIterator[Database]:
    database = Database(database_url, clock)
    yield database
    await database.close()


@pytest.fixture(autouse=True)
def quick_sqlite(request: pytest.FixtureRequest) -> Iterator[None]:
    """Half of the suite's time goes to the driver's thread; `threaded_sqlite` are who keep it."""
    if request.node.get_closest_marker("threaded_sqlite"):
        yield
    else:
        with inline_sqlite():
            yield


@pytest.fixture
def in_memory() -> Iterator[Path]:
    """A folder in memory where that is possible: SQLite waits for the disk at every commit."""
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as folder:
        yield Path(folder)


@pytest.fixture
def sqlite_url(sqlite_template: Path, in_memory: Path) -> str:
    copy = in_memory / "bookings.db"
    shutil.copyfile(sqlite_template, copy)
    return f"sqlite:///{copy}"


@pytest.fixture
def postgresql_url(request: pytest.FixtureRequest) -> Iterator[str]:
    if request.node.get_closest_marker("changes_schema"):
        server: PostgreSQL = request.getfixturevalue("postgresql")
        with server.database() as url:
            yield url
    else:
        emptied: Emptied = request.getfixturevalue("emptied")
        yield emptied.url
        emptied.empty()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    template = tmp_path_factory.mktemp("template") / "bookings.db"
    migrate(f"sqlite:///{template}")
    return template


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """The server, started for the first test that needs it."""
    with running_postgresql() as server:
        yield server


@pytest.fixture(scope="session")
def emptied(postgresql: PostgreSQL) -> Iterator[Emptied]:
    with postgresql.database() as url:
        yield Emptied(url)
