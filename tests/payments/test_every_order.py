"""Whatever happens to one booking and its deposit, in every order: no money is lost or given twice.

All orders of pay, webhook, callback, lapse, cancel by customer, cancel by staff, refund answer,
sale to somebody else and crash are tried, a crash both while the provider carries out what we asked
and before we have noted that we are done. What is equal but for ids is tried once. `ORDERS=6` tries
all orders of up to six events, which takes minutes.
"""

import os
from datetime import timedelta

import pytest

from booking.visit import Status
from payments.payment import State
from tests.payments.orders.stage import NO_CRASH, Stage

EVENTS = (
    *("pay", "webhook", "callback", "lapse", "cancel_by_customer", "cancel_by_staff"),
    *("refund_answer", "sell", "crash_in_call", "crash_before_done"),
)
MOST = int(os.environ.get("ORDERS", "3"))
DEPOSIT = 10000
_WAITS = [timedelta(minutes=1), timedelta(minutes=20), timedelta(hours=2), timedelta(hours=25)]


@pytest.fixture
async def stage(sqlite_url, clock):
    stage = Stage(sqlite_url, clock.now())
    await stage.open()
    yield stage
    await stage.close()


async def test_no_order_of_events_loses_money_or_gives_it_twice(stage):
    ends = set()
    await _Search(stage, ends).run(MOST - 1)  # before there is a link
    await stage.work_off()
    await _Search(stage, ends).run(MOST)
    assert len(ends) > MOST**4  # it did not stop at the door


class _Search:
    """Goes on from every state that is new; `ends` are those on the way to an end."""

    def __init__(self, stage, ends):
        self._stage, self._ends = stage, ends
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
            for event in EVENTS:
                self._stage.put(state)
                await getattr(self._stage, event)()
                _check(self._stage, (*path, event))
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
            _check(stage, path)
            _check_end(stage, path)
        stage.till.mute = True


def _check(stage, path):
    """What is true at every moment."""
    (stands, books), till, status = stage.payment(), stage.till, stage.status()
    assert stands is books.state, path
    assert books.received.minor <= till.received, path
    assert books.refunded.minor <= till.refunded <= till.received, path
    if status is Status.CONFIRMED:
        assert books.received.minor == DEPOSIT, path
        assert till.refunded == books.owed.minor == 0, path
    if till.refunded:
        assert status in (Status.EXPIRED, Status.CANCELLED), path


def _check_end(stage, path):
    """What is true when nothing is left to be done."""
    (stands, books), till, status = stage.payment(), stage.till, stage.status()
    assert (books.received.minor, books.refunded.minor) == (till.received, till.refunded), path
    if not till.received:
        assert stands in (State.EXPIRED, State.CANCELLED), path
        return
    half = stage.cancelled == "customer, confirmed"
    kept = DEPOSIT if status is Status.CONFIRMED else DEPOSIT // 2 if half else 0
    assert till.received - till.refunded == kept, path
