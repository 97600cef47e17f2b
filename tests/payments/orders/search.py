"""All orders of events, tried from every state that is new."""

from datetime import timedelta

from tests.payments.orders.stage import NO_CRASH

_WAITS = [timedelta(minutes=1), timedelta(minutes=20), timedelta(hours=2), timedelta(hours=25)]


class Search:
    """`check` and `check_end` say what is true at every moment, and when nothing is left to do;
    `ends` are the states on the way to an end.
    """

    def __init__(self, stage, events, check, check_end, ends):
        self._stage, self._events, self._ends = stage, events, ends
        self._check, self._check_end = check, check_end
        self._seen = set()

    async def run(self, most):
        """Try all orders of so many events from here on."""
        start = self._stage.state()
        reached = [((), start)]
        for _ in range(most):
            reached = [one async for one in self._next(reached)]
        self._stage.put(start)

    async def _next(self, reached):
        for path, state in reached:
            for event in self._events:
                self._stage.put(state)
                await getattr(self._stage, event)()
                self._check(self._stage, (*path, event))
                after = self._stage.state()
                key = self._stage.key(after)
                if key not in self._seen:
                    self._seen.add(key)
                    await self._end((*path, event))
                    yield (*path, event), after

    async def _end(self, path):
        """Give everybody the time to do what is theirs; the same end is looked at once."""
        stage = self._stage
        stage.crash, stage.till.mute = NO_CRASH, False
        for wait in _WAITS:
            await stage.pass_by(wait)
            key = stage.key(stage.state())
            if key in self._ends:
                break
            self._ends.add(key)
        else:
            await stage.reconciled()
            await stage.work_off()
            assert await stage.reconciled() == [], path
            self._check(stage, path)
            self._check_end(stage, path)
        stage.till.mute = True
