"""63-bit ids made by the application: milliseconds, then random bits.

SQLite numbers only a single INTEGER PRIMARY KEY, and ours begin with the tenant; ids made here
are the same on both databases. Within one process they rise, since lanes are ordered by them.
"""

import secrets
import time

_EPOCH_MS = 1_735_689_600_000  # 2025-01-01
_RANDOM_BITS = 22


class IdSource:
    """Makes ids that rise; 41 bits of milliseconds last until 2094."""

    def __init__(self) -> None:
        self._last = 0

    def __call__(self) -> int:
        first = (time.time_ns() // 1_000_000 - _EPOCH_MS) << _RANDOM_BITS
        if first > self._last:
            self._last = first | secrets.randbits(_RANDOM_BITS - 1)
        else:  # a run, so that two processes rarely meet in one millisecond
            self._last += 1
        return self._last


new_id = IdSource()
