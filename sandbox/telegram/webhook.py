"""Pushing updates to a bot's address: sub-queues, retries, and what can be made to go wrong.

Faults of the call "webhook": "webhook_twice", "webhook_never", "webhook_out_of_order" (the update
is held back until the next one has left).
"""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus

from sandbox.deliveries import Deliveries
from sandbox.faults import Faults
from sandbox.telegram.errors import Wire

SECONDS_TO_ANSWER = 60
LONGEST_WAIT = 90  # the server draws from 60 to 120
_FAULTS = ("webhook_twice", "webhook_never", "webhook_out_of_order")


@dataclass(slots=True)
class Webhook:
    """Where one bot's updates go; `name` sets its lanes apart from those of its predecessors."""

    url: str
    secret: str
    max_connections: int
    ip_address: str | None
    has_certificate: bool
    name: str
    now: Callable[[], datetime] = field(repr=False)
    deliveries: Deliveries = field(repr=False)
    faults: Faults = field(repr=False)
    last_error_at: datetime | None = None
    last_error: str = ""
    held_back: list[Callable[[], None]] = field(default_factory=list)

    def push(
        self, update: Wire, lane: str, expires_at: datetime, taken: Callable[[], None]
    ) -> None:
        """Send one update; `taken` is called when the bot has accepted it."""

        def send() -> None:
            self._send(update, lane, expires_at, taken)

        fault = self.faults.take("telegram", "webhook", among=_FAULTS)
        if fault == "webhook_out_of_order":
            self.held_back.append(send)
            return
        if fault == "webhook_never":
            taken()
        else:
            send()
        if fault == "webhook_twice":
            send()
        held, self.held_back = self.held_back, []
        for late in held:
            late()

    def end(self) -> None:
        self.deliveries.forget(f"{self.name}:")

    def same_as(self, other: "Webhook") -> bool:
        """Return whether setting the other would change nothing."""
        return all(
            getattr(self, name) == getattr(other, name)
            for name in ("url", "secret", "max_connections", "ip_address", "has_certificate")
        )

    def _send(
        self, update: Wire, lane: str, expires_at: datetime, taken: Callable[[], None]
    ) -> None:
        def on_result(status: int | None) -> None:
            if status is not None and 200 <= status < 300:
                taken()
            else:
                self._note_error(status)

        self.deliveries.send(
            self.url,
            json=update,
            headers={"X-Telegram-Bot-Api-Secret-Token": self.secret} if self.secret else {},
            on_result=on_result,
            retry=_waits(),
            lane=f"{self.name}:{lane}",
            expires_at=expires_at,
            timeout=SECONDS_TO_ANSWER,
            obeys_retry_after=True,
        )

    def _note_error(self, status: int | None) -> None:
        self.last_error_at = self.now()
        if status is None:
            self.last_error = "Connection refused"
        else:
            phrase = HTTPStatus(status).phrase if status in set(HTTPStatus) else ""
            self.last_error = f"Wrong response from the webhook: {status} {phrase}".strip()


def _waits() -> Iterator[float]:
    """Yield the pauses between tries: none, then doubling from two seconds."""
    yield 0
    for power in itertools.count(1):
        yield min(2.0**power, LONGEST_WAIT)
