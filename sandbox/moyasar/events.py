"""Tells webhooks what happened, with Moyasar's retries, and keeps the log of attempts."""

import asyncio
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sandbox.deliveries import Deliveries
from sandbox.faults import Faults
from sandbox.moyasar.accounts import Account
from sandbox.moyasar.formats import iso
from sandbox.moyasar.hooks import Hook
from sandbox.moyasar.invoices import Invoice

RETRY_SECONDS = (60, 600, 1800, 3600, 7200)
FAULTS = frozenset(
    {"webhook_twice", "webhook_never", "webhook_before_answer", "webhook_out_of_order"}
)


@dataclass(slots=True)
class _Told:
    """An event on its way to one webhook; `heard` is set by the first try's end."""

    hook: Hook
    event: dict[str, Any]
    heard: asyncio.Event = field(default_factory=asyncio.Event)


class Events:
    """Sends events to verified webhooks; what happens before verification is never sent."""

    def __init__(self, now: Callable[[], datetime], faults: Faults, deliveries: Deliveries) -> None:
        self.hooks: dict[str, Hook] = {}
        self.attempts: list[dict[str, Any]] = []
        self._now = now
        self._faults = faults
        self._deliveries = deliveries
        self._held: list[_Told] = []

    async def tell(
        self, account: Account, kind: str, data: dict[str, Any], call: str, wait: bool = False
    ) -> None:
        """Send an event; `wait`, or the fault webhook_before_answer: return when it was heard."""
        fault = self._fault(call) or self._fault("webhook")
        event = self._envelope(account, kind, data) | {"live": account.live}
        told = [_Told(hook, event) for hook in self._listening(account, kind)]
        if fault == "webhook_never":
            return
        if fault == "webhook_out_of_order":
            self._held += told
            return
        for one in told:
            for _ in range(2 if fault == "webhook_twice" else 1):
                self._send_before_held(one)
        if wait or fault == "webhook_before_answer":
            await asyncio.gather(*(one.heard.wait() for one in told))

    def ask_to_verify(self, hook: Hook) -> None:
        """Send the verification code, once and without retries."""
        if self._fault("webhooks.create") == "webhook_never":
            return
        data = {"webhook_id": hook.id, "verification_code": hook.code}
        event = self._envelope(hook.account, "webhook_verification", data)
        self._send(_Told(hook, event), retry=())

    def invoice_paid(self, invoice: Invoice) -> None:
        """Post the invoice to its callback_url: no secret, no signature, no retries."""
        url, fault = invoice.fields.callback_url, self._fault("callback")
        if url is not None and fault != "webhook_never":
            for _ in range(2 if fault == "webhook_twice" else 1):
                self._deliveries.send(url, json=invoice.as_json())

    def _fault(self, call: str) -> str | None:
        return self._faults.take("moyasar", call, FAULTS)

    def _listening(self, account: Account, kind: str) -> list[Hook]:
        return [
            hook
            for hook in self.hooks.values()
            if hook.account == account and hook.verified_at is not None and kind in hook.events
        ]

    def _envelope(self, account: Account, kind: str, data: dict[str, Any]) -> dict[str, Any]:
        return {
            "id": str(uuid.uuid4()),
            "type": kind,
            "created_at": iso(self._now()),
            "account_name": account.name,
            "data": data,
        }

    def _send_before_held(self, told: _Told) -> None:
        """Send an event, then what was held back to come after it."""
        held = [one for one in self._held if one.hook is told.hook]
        self._held = [one for one in self._held if one.hook is not told.hook]
        lane = f"moyasar:{uuid.uuid4()}" if held else None
        for one in (told, *held):
            self._send(one, retry=RETRY_SECONDS, lane=lane)

    def _send(self, told: _Told, *, retry: tuple[int, ...], lane: str | None = None) -> None:
        hook = told.hook

        def tried(status: int | None) -> None:
            self._log(told, status)
            told.heard.set()

        self._deliveries.send(
            hook.url,
            json=told.event | {"secret_token": hook.shared_secret},
            headers={"User-Agent": "Moyasar"},
            on_result=tried,
            retry=retry,
            lane=lane,
        )

    def _log(self, told: _Told, status: int | None) -> None:
        earlier = [a for a in self.attempts if _same(a, told)]
        accepted = status is not None and 200 <= status < 300
        self.attempts.append(
            {
                "id": str(uuid.uuid4()),
                "webhook_id": told.hook.id,
                "event_id": told.event["id"],
                "event_type": told.event["type"],
                "retry_number": len(earlier),
                "result": "success" if accepted else "failure",
                "message": None if status is not None else "Connection failed",
                "response_code": status,
                "response_headers": None,
                "response_body": None,
                "created_at": iso(self._now()),
            }
        )


def _same(attempt: dict[str, Any], told: _Told) -> bool:
    return bool(attempt["event_id"] == told.event["id"] and attempt["webhook_id"] == told.hook.id)
