"""A process that dies between any two things that it does, and leaves what it had begun."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from booking.store.database import Work
from payments.moyasar import Client
from tests.inline_sqlite import InlineDatabase


class Killed(BaseException):
    """Nobody catches it: what is made anew knows nothing but the database."""


class Doom:
    """Counts the steps that are left; a step is a transaction's or a call's begin or end."""

    def __init__(self) -> None:
        self._left: int | None = None

    def in_steps(self, steps: int) -> None:
        self._left = steps

    def step(self) -> None:
        if self._left is None:
            return
        self._left -= 1
        if self._left <= 0:
            self._left = None
            raise Killed


class MortalDatabase(InlineDatabase):
    """Its transactions are whole: who dies within one dies before it."""

    doom: Doom

    @asynccontextmanager
    async def unit_of_work(self, tenant_id: int) -> AsyncIterator[Work]:
        self.doom.step()
        async with super().unit_of_work(tenant_id) as work:
            yield work
        self.doom.step()


class MortalClient(Client):
    """Calls of the provider; what was asked for may be done although we died."""

    doom: Doom

    async def get(self, path: str, query: Mapping[str, str] | None = None) -> dict[str, Any]:
        self.doom.step()
        answer = await super().get(path, query)
        self.doom.step()
        return answer

    async def post(self, path: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
        self.doom.step()
        answer = await super().post(path, body)
        self.doom.step()
        return answer

    async def put(self, path: str) -> dict[str, Any]:
        self.doom.step()
        answer = await super().put(path)
        self.doom.step()
        return answer
