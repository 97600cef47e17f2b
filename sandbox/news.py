"""A version number that rises with every visible change, for pages that wait for news."""

import asyncio


class News:
    def __init__(self) -> None:
        self.version = 0
        self._next = asyncio.Event()

    def changed(self) -> None:
        self.version += 1
        arrived, self._next = self._next, asyncio.Event()
        arrived.set()

    async def wait(self, since: int) -> int:
        """Return the version as soon as it is newer than `since`."""
        while self.version <= since:
            await self._next.wait()
        return self.version
