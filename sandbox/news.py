"""A version number that rises with every visible change, for pages that wait for news."""

import asyncio


class News:
    """The version rises by one with each change."""

    def __init__(self) -> None:
        self.version = 0
        self.closed = False
        self._next = asyncio.Event()

    def changed(self) -> None:
        self.version += 1
        arrived, self._next = self._next, asyncio.Event()
        arrived.set()

    def close(self) -> None:
        """Let everybody who waits go home: from now on `wait` returns at once."""
        self.closed = True
        self.changed()

    async def wait(self, since: int) -> int:
        """Return the version as soon as it is newer than `since`."""
        while self.version <= since and not self.closed:
            await self._next.wait()
        return self.version
