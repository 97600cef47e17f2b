"""The only source of now."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time; every instant is UTC and aware."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's time."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class MovableClock:
    """A clock that runs on from wherever it was moved to; for demonstrations and tests."""

    def __init__(self, start: datetime | None = None, *, frozen: bool = False) -> None:
        self._system = SystemClock()
        self._frozen_at = start if frozen else None
        self._offset = (start - self._system.now()) if start else timedelta(0)

    def now(self) -> datetime:
        return self._frozen_at or self._system.now() + self._offset

    def move(self, by: timedelta) -> None:
        """Jump by so much; a clock that goes back would break every promise made since."""
        if by < timedelta(0):
            raise ValueError("time only moves forward")
        if self._frozen_at:
            self._frozen_at += by
        self._offset += by
