"""What goes wrong at the provider and on the way to us, by chance and by the seed."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from sandbox.deliveries import Deliveries, Form, OnResult
from sandbox.faults import Faults

_ERRORS = ("500", "500:done", "502", "503")
_FAILING, _LOST, _TWICE = 0.10, 0.10, 0.20


class ChanceFaults(Faults):
    """One call in ten is answered 5xx; of those some were carried out all the same."""

    def __init__(self, random: Random) -> None:
        super().__init__()
        self.is_over = False
        self._random = random

    def take(self, service: str, call: str, among: Collection[str] | None = None) -> str | None:
        if planned := super().take(service, call, among):
            return planned
        is_call = among is not None and "500" in among
        if not is_call or self.is_over or self._random.random() >= _FAILING:
            return None
        return self._random.choice(_ERRORS)


@dataclass(frozen=True, slots=True)
class Letter:
    """A webhook or a callback that is on its way, and how long it takes."""

    url: str
    body: Any
    seconds: float


class Post(Deliveries):
    """Holds what the stand-in sends until the story delivers it: late, twice or never."""

    def __init__(self, now: Callable[[], datetime], random: Random) -> None:
        super().__init__(now)
        self.letters: list[Letter] = []
        self._random = random

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
        if on_result is not None:
            on_result(200)
        if self._random.random() < _LOST:
            return
        times = 2 if self._random.random() < _TWICE else 1
        for _ in range(times):
            seconds = self._random.expovariate(1 / 20) * self._random.choice((1, 1, 1, 60))
            self.letters.append(Letter(url, json, seconds))
