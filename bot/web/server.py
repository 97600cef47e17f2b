"""Servers that stop when told."""

import errno
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from booking.errors import Invalid, Problem


@asynccontextmanager
async def serving(app: web.Application, host: str, port: int) -> AsyncIterator[int]:
    """Serve while the block runs; yields the port, which the system chose if it was 0.

    Requests under way at the end are finished.
    """
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=10)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        try:
            await site.start()
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            taken = "is in use by another program: end that, or choose another port"
            raise Invalid([Problem(f"{host}:{port}", taken)]) from error
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()
