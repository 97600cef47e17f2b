"""Every webhook that the stand-ins send: in the background, in lanes, with retries by `now()`."""

import asyncio
import itertools
from collections import deque
from collections.abc import Callable, Coroutine, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import aiohttp

Form = Mapping[str, str] | Sequence[tuple[str, str]]
OnResult = Callable[[int | None], None]


@dataclass(slots=True)
class _Delivery:
    """One webhook; `retry` yields the seconds to wait before each further try."""

    url: str
    json: Any
    form: Form | None
    headers: Mapping[str, str]
    on_result: OnResult | None
    retry: Iterator[float]
    expires_at: datetime | None
    timeout: float
    obeys_retry_after: bool
    due_at: datetime


class Deliveries:
    """Sends in the background; a lane's deliveries go one at a time, in order."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._lanes: dict[str, deque[_Delivery]] = {}
        self._running: dict[str, asyncio.Task[None]] = {}
        self._numbers = itertools.count()
        self._session: aiohttp.ClientSession | None = None
        self.log: list[tuple[str, int | None]] = []

    def send(
        self,
        url: str,
        *,
        json: Any = None,
        form: Form | None = None,
        headers: Mapping[str, str] | None = None,
        on_result: OnResult | None = None,
        retry: Iterable[float] = (),
        lane: str | None = None,
        expires_at: datetime | None = None,
        timeout: float = 15,
        obeys_retry_after: bool = False,
    ) -> None:
        """Post now; after each answer that is not 2xx, again after the next delay of `retry`.

        `on_result` hears the status of every try, None for a failed connection.
        A delivery that waits for its retry blocks its lane; without a lane it blocks nothing.
        After `expires_at` it is not tried again; `timeout` is in seconds of wall time.
        """
        name = lane if lane is not None else f"alone:{next(self._numbers)}"
        delivery = _Delivery(
            url,
            json,
            form,
            headers or {},
            on_result,
            iter(retry),
            expires_at,
            timeout,
            obeys_retry_after,
            self._now(),
        )
        self._lanes.setdefault(name, deque()).append(delivery)
        self._run(name)

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        """Do in the background what `settled` waits for as well."""
        name = f"alone:{next(self._numbers)}"
        task = self._running[name] = asyncio.create_task(work)
        task.add_done_callback(lambda done: self._ended(name, done))

    async def settled(self) -> None:
        """Return when nothing is in flight; retries whose time has not come do not count."""
        while self._running:
            ended, _ = await asyncio.wait(list(self._running.values()))
            for task in ended:
                task.result()
            # Lets the tasks' own callbacks take them off the list.
            await asyncio.sleep(0)

    async def tick(self) -> None:
        """Start the retries that are due by now."""
        for name in list(self._lanes):
            self._run(name)

    @property
    def pending(self) -> int:
        """Return how many deliveries are neither answered nor given up."""
        return sum(len(lane) for lane in self._lanes.values())

    def forget(self, prefix: str) -> None:
        """Give up what waits in lanes of this prefix; what is in flight is not tried again."""
        for name in [name for name in self._lanes if name.startswith(prefix)]:
            lane = self._lanes[name]
            in_flight = lane[0] if lane and name in self._running else None
            lane.clear()
            if in_flight is None:
                del self._lanes[name]
            else:
                in_flight.retry = iter(())
                lane.append(in_flight)

    async def close(self) -> None:
        tasks = list(self._running.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._lanes.clear()
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _run(self, name: str) -> None:
        if name in self._running:
            return
        task = asyncio.create_task(self._drain(name))
        self._running[name] = task
        task.add_done_callback(lambda done: self._ended(name, done))

    def _ended(self, name: str, task: asyncio.Task[None]) -> None:
        if self._running.get(name) is task:
            del self._running[name]
        lane = self._lanes.get(name)
        if not lane:
            self._lanes.pop(name, None)
        elif not task.cancelled() and task.exception() is None and lane[0].due_at <= self._now():
            self._run(name)  # something was added after the last look

    async def _drain(self, name: str) -> None:
        lane = self._lanes.get(name, deque())
        while lane and lane[0].due_at <= self._now():
            if await self._attempt(lane[0]):
                lane.popleft()

    async def _attempt(self, delivery: _Delivery) -> bool:
        """Return whether this delivery is over: accepted, expired or out of retries."""
        if delivery.expires_at is not None and self._now() > delivery.expires_at:
            return True
        status, pause = await self._post(delivery)
        self.log.append((delivery.url, status))
        if delivery.on_result is not None:
            delivery.on_result(status)
        if status is not None and 200 <= status < 300:
            return True
        wait = next(delivery.retry, None)
        if wait is None:
            return True
        seconds = max(wait, pause) if delivery.obeys_retry_after else wait
        delivery.due_at = self._now() + timedelta(seconds=seconds)
        return delivery.expires_at is not None and delivery.due_at > delivery.expires_at

    async def _post(self, delivery: _Delivery) -> tuple[int | None, float]:
        if self._session is None:
            self._session = aiohttp.ClientSession()
        timeout = aiohttp.ClientTimeout(total=delivery.timeout)
        body: dict[str, Any] = (
            {"data": delivery.form} if delivery.form is not None else {"json": delivery.json}
        )
        try:
            async with self._session.post(
                delivery.url,
                headers=delivery.headers,
                timeout=timeout,
                allow_redirects=False,
                **body,
            ) as answer:
                await answer.read()
                return answer.status, _pause(answer.headers.get("Retry-After"))
        except (aiohttp.ClientError, TimeoutError, OSError):
            return None, 0


def _pause(retry_after: str | None) -> float:
    return min(float(retry_after), 3600) if retry_after and retry_after.isdecimal() else 0
