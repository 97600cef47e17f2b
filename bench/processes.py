"""Starting programs beside the bench, and looking at them from outside."""

import asyncio
import os
import socket
import sys
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import ClientError, ClientSession

_STARTS_WITHIN = 30.0  # seconds
_ROOT = Path(__file__).parent.parent


@asynccontextmanager
async def process(arguments: Sequence[str], variables: Mapping[str, str]) -> AsyncIterator[int]:
    """Run Python with these arguments while the block does; yields the process id."""
    running = await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        cwd=_ROOT,
        env={"PATH": os.defpath, "LANG": "C.UTF-8", **variables},
        stderr=None if "BENCH_LOGS" in os.environ else asyncio.subprocess.DEVNULL,
    )
    try:
        yield running.pid
        assert running.returncode is None, f"{arguments} ended with {running.returncode}"
    finally:
        if running.returncode is None:
            running.terminate()
        await running.wait()


async def seconds_until_ready(session: ClientSession, url: str, since: float) -> float:
    """When `url` answered 200 for the first time, seconds after `since`."""
    async with asyncio.timeout(_STARTS_WITHIN):
        while True:
            try:
                async with session.get(url) as answer:
                    if answer.status == 200:
                        return time.perf_counter() - since
            except ClientError:
                pass
            await asyncio.sleep(0.005)


def memory_of(pid: int) -> float:
    """MiB that the process keeps in memory (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(one for one in status.splitlines() if one.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
