"""One operation overtaken by another after each of its statements, as PostgreSQL lets it happen.

There a statement sees whatever was committed before it began, so that what one has read may be
untrue for the next. SQLite writes in turn: nobody is overtaken there.
"""

from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any

from sqlalchemy import event
from sqlalchemy.util import await_only

from booking.errors import Refusal, Unavailable


@dataclass(frozen=True)
class Played:
    """How both ended: what they returned, or the Refusal that they got."""

    subject: Any
    statements: int  # of the first, before the second began
    first: Any
    second: Any

    @property
    def refusals(self):
        return [one for one in (self.first, self.second) if isinstance(one, Refusal)]


async def overtakings(database, new, first, second, *, in_one_transaction=True):
    """Play `first` on something `new`, with `second` done after one statement more each time.

    Where the first has locked what the second needs, the second comes after it; so it would from
    there on, since locks are kept until the transaction ends: that is the last play. Whoever is
    told to try again later does so, as the worker would.
    """
    for statements in count(1):
        subject = await new()
        overtaker = _Overtaker(partial(second, subject), statements)
        with overtaker.listening(database):
            ended = await _ended_at_last(partial(first, subject))
        if not overtaker.has_begun:
            assert statements > 1, "the first sends no statement"
            return
        if overtaker.must_wait:
            overtaker.ended = await _ended_at_last(overtaker.operation)
        yield Played(subject, statements, ended, overtaker.ended)
        if overtaker.must_wait and in_one_transaction:
            return


class _Overtaker:
    def __init__(self, operation, statements):
        self.operation = operation
        self.statements_left = statements
        self.has_begun = self.is_running = self.must_wait = False
        self.ended = None

    @contextmanager
    def listening(self, database):
        listeners = {"begin": self._hurry, "after_cursor_execute": self._overtake}
        for name, listener in listeners.items():
            event.listen(database.engine.sync_engine, name, listener)
        yield
        for name, listener in listeners.items():
            event.remove(database.engine.sync_engine, name, listener)

    def _hurry(self, connection):
        if self.is_running:
            connection.exec_driver_sql("SET LOCAL lock_timeout = '1ms'")

    def _overtake(self, *_):
        if self.has_begun:
            return
        self.statements_left -= 1
        if not self.statements_left:
            self.has_begun = self.is_running = True
            await_only(self._run())
            self.is_running = False

    async def _run(self):
        try:
            self.ended = await _ended(self.operation)
        except Unavailable:
            self.must_wait = True


async def _ended(operation):
    try:
        return await operation()
    except Refusal as no:
        return no


async def _ended_at_last(operation):
    try:
        return await _ended(operation)
    except Unavailable:
        return await _ended(operation)
