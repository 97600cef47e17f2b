"""What every measurement stands on: databases, a Bot API, a salon."""

import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench import databases
from bench.salon import write_catalogue
from bench.telegram import Telegram
from tests.databases import running_postgresql


@dataclass(frozen=True, slots=True)
class Surroundings:
    sqlite: Callable[[], AbstractContextManager[str]]
    postgresql: Callable[[], AbstractContextManager[str]]
    telegram: Telegram
    api_url: str
    salon: Path
    seed: int | None = None  # of the simulation


@asynccontextmanager
async def surroundings(seed: int | None = None) -> AsyncIterator[Surroundings]:
    """Exist while the block does."""
    telegram = Telegram()
    with running_postgresql(durable=True) as server, tempfile.TemporaryDirectory() as folder:
        salon = write_catalogue(Path(folder))
        async with telegram.serving() as api_url:
            yield Surroundings(
                databases.sqlite,
                partial(databases.postgresql, server),
                telegram,
                api_url,
                salon,
                seed,
            )
