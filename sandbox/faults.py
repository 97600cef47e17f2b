"""What a stand-in has been told to do wrong, and the kinds of wrong that all of them share."""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass

from aiohttp import web

DEFAULT_RETRY_AFTER = 1


@dataclass(slots=True)
class _Planned:
    service: str
    call: str
    fault: str
    times: int

    def fits(self, service: str, call: str, among: Collection[str] | None) -> bool:
        known = among is None or kind(self.fault) in among
        return self.service == service and self.call in ("*", call) and known


class Faults:
    """Faults in the order in which they were planned; each is taken `times` times."""

    def __init__(self) -> None:
        self._planned: list[_Planned] = []

    def add(self, service: str, call: str, fault: str, times: int = 1) -> None:
        if times < 1:
            raise ValueError(f"a fault happens at least once, not {times} times")
        self._planned.append(_Planned(service, call, fault, times))

    def take(self, service: str, call: str, among: Collection[str] | None = None) -> str | None:
        """Consume the next fault of this call; `among` leaves faults of other kinds in place."""
        for planned in self._planned:
            if planned.fits(service, call, among):
                planned.times -= 1
                if not planned.times:
                    self._planned.remove(planned)
                return planned.fault
        return None

    def clear(self) -> None:
        self._planned.clear()


def kind(fault: str) -> str:
    """Return the name before the colon: "slow" for "slow:2.5"."""
    return fault.partition(":")[0]


def retry_after(fault: str) -> int:
    """Return the seconds of a "429:7", or of a plain "429"."""
    return int(fault.partition(":")[2] or DEFAULT_RETRY_AFTER)


Answer = Callable[[], Awaitable[web.StreamResponse]]


async def disturbed(fault: str | None, request: web.Request, answer: Answer) -> web.StreamResponse:
    """Answer as the fault says, if it is one of transport: "lost", "drop", "slow:2.5", "late:2.5".

    What is slow is carried out after so many seconds, what is late answered after as many.
    """
    match kind(fault or ""):
        case "drop":
            return hang_up(request)
        case "lost":
            await answer()
            return hang_up(request)
        case "slow":
            await asyncio.sleep(_seconds(fault))
        case "late":
            answered = await answer()
            await asyncio.sleep(_seconds(fault))
            return answered
    return await answer()


def _seconds(fault: str | None) -> float:
    return float((fault or "").partition(":")[2] or 1)


def hang_up(request: web.Request) -> web.Response:
    """Close the connection without an answer; what is returned is never seen."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)
