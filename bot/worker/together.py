"""What is asked for at the same time is done in one transaction."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


class Together(Generic[Asked, Answer]):
    """Hands over what was asked for while the last batch was on its way; no batch waits for more.

    `do` is given one tenant's batch and returns an answer for each; what it raises is raised to
    all who asked.
    """

    def __init__(self, do: Callable[[int, Sequence[Asked]], Awaitable[Sequence[Answer]]]) -> None:
        self._do = do
        self._waiting: list[tuple[int, Asked, asyncio.Future[Answer]]] = []
        self._flushing: asyncio.Task[None] | None = None

    async def ask(self, tenant_id: int, one: Asked) -> Answer:
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append((tenant_id, one, answer))
        if self._flushing is None:
            self._flushing = asyncio.create_task(self._flush())
        return await answer

    async def _flush(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting, []
                for tenant_id in {tenant_id for tenant_id, _, _ in batch}:
                    mine = [(one, answer) for owner, one, answer in batch if owner == tenant_id]
                    await self._hand_over(tenant_id, mine)
        finally:
            self._flushing = None  # whatever ended it, who comes next begins anew

    async def _hand_over(
        self, tenant_id: int, mine: Sequence[tuple[Asked, "asyncio.Future[Answer]"]]
    ) -> None:
        try:
            answers = await self._do(tenant_id, [one for one, _ in mine])
        except Exception as error:
            for _, answer in mine:
                if not answer.done():  # who waited for it may have gone
                    answer.set_exception(error)
            return
        for (_, answer), value in zip(mine, answers, strict=True):
            if not answer.done():
                answer.set_result(value)
