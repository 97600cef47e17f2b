"""Claims what is due, tenant by tenant, and hands it over by topic."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from itertools import chain

import structlog

from booking.errors import Unavailable
from booking.store import queue
from booking.store.database import Database
from booking.store.queue import LeaseLost, Task
from bot.metrics import Metrics

Handler = Callable[[Task], Awaitable[Sequence[Task] | None]]
TogetherHandler = Callable[[Sequence[Task]], Awaitable[None]]
ParkedHandler = Callable[[Task], Awaitable[None]]

_log = structlog.get_logger()
_POLL = 0.5  # seconds; a nudge is quicker, polling is the promise
_WAITING_AT_ONCE = 4  # slots that what can wait may take
_TOGETHER = 100  # rows of one topic in one transaction


class Worker:
    """Runs handlers, each of which ends its own task in its own transaction.

    A handler may return tasks that it queued and leased; they are done at once. Those of
    `together` are given many tasks of their topic, and end them in one transaction.
    """

    def __init__(
        self,
        database: Database,
        handlers: Mapping[str, Handler],
        on_parked: ParkedHandler,
        metrics: Metrics,
        *,
        together: Mapping[str, TogetherHandler] | None = None,
        at_once: int = 24,
    ) -> None:
        self._database = database
        self._handlers = handlers
        self._on_parked = on_parked
        self._metrics = metrics
        self._free = at_once
        self._free_for_waiting = _WAITING_AT_ONCE
        self._running: dict[asyncio.Task[None], Sequence[Task]] = {}
        self._together = together or {}
        self._gathered: set[tuple[int, str]] = set()  # tenants and topics that are being done
        self._nudged: set[int] = set()
        self._patient: set[int] = set()  # who may have something that can wait
        self._woken = asyncio.Event()
        self._polls_at = 0.0
        self._stopping = False

    @property
    def is_idle(self) -> bool:
        return not self._running

    def nudge(self, tenant_id: int) -> None:
        """Something of this tenant is due now."""
        self._nudged.add(tenant_id)
        self._woken.set()

    async def run(self) -> None:
        """Work until `stop`; what is claimed by then is finished."""
        keeping = asyncio.create_task(self._keep_leases())
        while not self._stopping:
            with suppress(TimeoutError):
                async with asyncio.timeout(_POLL):
                    await self._woken.wait()
            self._woken.clear()
            try:
                await self._claim_due(poll=self._should_poll())
            except Exception:
                _log.exception("claiming failed")
                await asyncio.sleep(_POLL)
        await self._finish()
        keeping.cancel()

    def stop(self) -> None:
        """Finish what is claimed, claim nothing more."""
        self._stopping = True
        self._woken.set()

    async def drain(self) -> None:
        """Do all that is due now, and what comes of it."""
        while True:
            poll = not (self._nudged or self._running)  # who ends, and what is heard, nudges
            await self._claim_due(poll=poll)
            if self._running:
                await asyncio.wait(self._running, return_when=asyncio.FIRST_COMPLETED)
            elif poll and not self._nudged:
                return

    def _should_poll(self) -> bool:
        """Other tenants and dated work are looked for twice a second, however busy one salon is."""
        now = asyncio.get_running_loop().time()
        if now < self._polls_at:
            return False
        self._polls_at = now + _POLL
        return True

    async def _claim_due(self, *, poll: bool) -> None:
        urgent, patient = await queue.due_tenants(self._database) if poll else (set(), set())
        self._patient |= patient
        tenants, self._nudged = urgent | patient | self._nudged, set()
        for tenant_id in tenants:
            if self._free <= 0:
                self._nudged.add(tenant_id)  # who ends next will wake us
                continue
            for task in await queue.claim(self._database, tenant_id, self._free):
                self._start(task)
            if tenant_id in self._patient:
                await self._claim_waiting(tenant_id)

    async def _claim_waiting(self, tenant_id: int) -> None:
        """Take some of what can wait: first what is done together, then what may come of it.

        Slots are always left for what cannot wait.
        """
        found = False
        for topic in self._together:
            if (tenant_id, topic) in self._gathered:
                found = True
            elif tasks := await queue.claim_alike(self._database, tenant_id, topic, _TOGETHER):
                found = True
                self._start_together(topic, tasks)
        most = min(self._free, self._free_for_waiting)
        if found or most <= 0:
            return
        waiting = await queue.claim_waiting(self._database, tenant_id, most, besides=self._together)
        for task in waiting:
            self._start(task, is_patient=True)
        if not waiting:
            self._patient.discard(tenant_id)

    def _start(self, task: Task, *, is_patient: bool = False) -> None:
        self._free -= 1
        self._free_for_waiting -= is_patient
        running = asyncio.create_task(self._do(task))
        self._running[running] = (task,)

        def ended(_: asyncio.Task[None]) -> None:
            del self._running[running]
            self._free += 1
            self._free_for_waiting += is_patient
            self.nudge(task.tenant_id)

        running.add_done_callback(ended)

    def _start_together(self, topic: str, tasks: Sequence[Task]) -> None:
        tenant_id = tasks[0].tenant_id
        self._gathered.add((tenant_id, topic))
        running = asyncio.create_task(self._do_together(topic, tasks))
        self._running[running] = tasks

        def ended(_: asyncio.Task[None]) -> None:
            del self._running[running]
            self._gathered.discard((tenant_id, topic))
            self.nudge(tenant_id)

        running.add_done_callback(ended)

    async def _do_together(self, topic: str, tasks: Sequence[Task]) -> None:
        """All at once; if that fails, one after the other, so that one spoils nothing for all."""
        try:
            with self._metrics.task_seconds.labels(topic).time():
                await self._together[topic](tasks)
        except Exception:
            _log.exception("done one by one", topic=topic)
            for task in tasks:
                await self._do(task)

    async def _keep_leases(self) -> None:
        """A lease runs out when its process dies, not when its work takes long."""
        while True:
            await asyncio.sleep(queue.LEASE.total_seconds() / 3)
            try:
                held = list(chain.from_iterable(self._running.values()))
                for tenant_id in {task.tenant_id for task in held}:
                    mine = [one for one in held if one.tenant_id == tenant_id]
                    await queue.renew(self._database, tenant_id, mine)
            except Exception:
                _log.exception("leases could not be lengthened")

    async def _do(self, task: Task) -> None:
        with structlog.contextvars.bound_contextvars(topic=task.topic, task=task.id):
            try:
                with self._metrics.task_seconds.labels(task.topic).time():
                    leased = await self._handle(task)
                for one in leased or ():
                    self._start(one)
            except LeaseLost:
                _log.warning("lease lost")
                await self._released(task)
            except Exception as error:
                await self._failed(task, error)

    async def _handle(self, task: Task) -> Sequence[Task] | None:
        if task.useless_after and task.useless_after <= self._database.clock.now():
            async with self._database.unit_of_work(task.tenant_id) as work:
                await queue.done(work, task)
            return None
        if task.attempts > queue.MAX_ATTEMPTS:  # each of them took the process down with it
            raise Unavailable("tried too often")
        if (together := self._together.get(task.topic)) is not None:
            await together([task])
            return None
        return await self._handlers[task.topic](task)

    async def _released(self, task: Task) -> None:
        """Its lane need not wait for the lease to end, if it was another row's that was lost."""
        try:
            async with self._database.unit_of_work(task.tenant_id) as work:
                await queue.release(work, task)
        except Exception:
            _log.exception("a lease could not be given back; it will expire")

    async def _failed(self, task: Task, error: Exception) -> None:
        try:
            async with self._database.unit_of_work(task.tenant_id) as work:
                parked = await queue.fail(work, task, error)
        except Exception:
            _log.exception("a failure could not be written down; its lease will expire")
            return
        if parked:
            _log.error("parked", exc_info=error)
            await self._tell_parked(task)
        else:
            _log.info("will be tried again", reason=str(error), attempts=task.attempts)

    async def _tell_parked(self, task: Task) -> None:
        try:
            await self._on_parked(task)
        except Exception:
            _log.exception("nobody could be told of what was parked")

    async def _finish(self) -> None:
        while self._running:  # what ends may leave something to do at once
            await asyncio.wait(self._running)
