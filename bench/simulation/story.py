"""The story itself: one thing after the other, in the order of a simulated clock."""

import heapq
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from itertools import count
from random import Random

from bench.simulation.customers import Customers, Deed, plan
from bench.simulation.stage import START, Stage
from bench.simulation.verdict import Verdict, verdict
from booking.visit import Booking

_EVERY = 200  # payments, then the process is killed
_BETWEEN_CUSTOMERS = timedelta(seconds=25)
_RECONCILED = timedelta(hours=4)
_AGAIN, _NO_LINK_FOR = timedelta(minutes=1), 10
_STEPS = 15

Action = Callable[[], Awaitable[None]]


@dataclass(order=True)
class _Planned:
    at: datetime
    number: int
    act: Action = field(compare=False)


class Story:
    """Of so many customers, by this seed."""

    def __init__(self, url: str, customers: int, seed: int, *, killed_every: int = _EVERY) -> None:
        self._random = Random(seed)  # noqa: S311  # no secret: it has to be the same again
        self._stage = Stage(url, self._random)
        self._customers = customers
        self._killed_every = killed_every
        self._planned: list[_Planned] = []
        self._numbers = count()
        self._payments = 0
        self._told = sha256()

    async def play(self) -> Verdict:
        """Play it to its end; equal seeds have equal `story`."""
        async with self._stage.open():
            people = Customers(self._stage, self._random, self._paid)
            for number in range(self._customers):
                self._plan(number * _BETWEEN_CUSTOMERS, self._booking(people, number))
            for hours in range(1, 13):
                self._plan(hours * _RECONCILED, self._reconcile)
            await self._run()
            self._stage.faults.is_over = True
            listed = await self._settle()
            return await verdict(self._stage, listed, self._payments, self._told.hexdigest())

    async def _run(self) -> None:
        while self._planned:
            due, planned = self._stage.next_due(), self._planned[0]
            if due is not None and due < planned.at:
                self._move(due)
            else:
                heapq.heappop(self._planned)
                self._move(planned.at)
                await planned.act()
            await self._stage.work_off()
            self._send_letters()

    async def _settle(self) -> set[str | None]:
        """Time goes by and nothing goes wrong any more; what is then left is for a person."""
        for _ in range(3):
            self._stage.clock.move(timedelta(hours=20))
            await self._stage.work_off()
            await self._stage.reconcile()
            await self._stage.work_off()
        return {one.provider_id for one in await self._stage.reconcile() if one.problem}

    def _booking(self, people: Customers, number: int) -> Action:
        async def book() -> None:
            booking = await people.book(number)
            self._tell("books", number, booking is not None)
            if booking is not None:
                for deed in plan(self._random):
                    self._plan(deed.after, self._deed(people, number, deed, booking, _NO_LINK_FOR))

        return book

    def _deed(
        self, people: Customers, number: int, deed: Deed, booking: Booking, tries: int
    ) -> Action:
        async def do() -> None:
            is_done = await people.do(deed, booking)
            self._tell(deed.kind, number, is_done)
            if not is_done and tries:
                self._plan(_AGAIN, self._deed(people, number, deed, booking, tries - 1))

        return do

    async def _reconcile(self) -> None:
        found = await self._stage.reconcile()
        self._tell("reconciles", len(found))

    def _paid(self) -> None:
        self._payments += 1
        if self._payments % self._killed_every == 0:
            self._stage.doom.in_steps(self._random.randint(1, _STEPS))

    def _send_letters(self) -> None:
        letters, self._stage.post.letters = self._stage.post.letters, []
        for letter in letters:
            self._plan(timedelta(seconds=letter.seconds), partial(self._stage.deliver, letter))

    def _plan(self, after: timedelta, act: Action) -> None:
        at = max(self._stage.clock.now(), START) + after
        heapq.heappush(self._planned, _Planned(at, next(self._numbers), act))

    def _move(self, to: datetime) -> None:
        self._stage.clock.move(max(to - self._stage.clock.now(), timedelta(0)))

    def _tell(self, *what: object) -> None:
        self._told.update(repr((self._stage.clock.now(), *what)).encode())
