"""Signed webhooks to the product: messages that arrive and statuses of those sent."""

import uuid
from collections.abc import Iterator, Mapping, Sequence

from sandbox.deliveries import Deliveries
from sandbox.faults import Faults
from sandbox.twilio.accounts import Account
from sandbox.twilio.signature import sign

INBOUND_FAULTS = frozenset({"webhook_twice", "webhook_never"})
STATUS_FAULTS = INBOUND_FAULTS | {"webhook_out_of_order"}


class _UnlessAnswered:
    """One more try at once, and only if the connection failed (Twilio: connection overrides)."""

    def __init__(self) -> None:
        self._status: int | None = None

    def heard(self, status: int | None) -> None:
        self._status = status

    def __iter__(self) -> Iterator[float]:
        if self._status is None:
            yield 0


class Webhooks:
    """Posts forms the way Twilio does; faults double, lose or reverse them."""

    def __init__(self, faults: Faults, deliveries: Deliveries) -> None:
        self._faults = faults
        self._deliveries = deliveries
        self.url: str | None = None
        self.status_url: str | None = None

    def message(self, form: Mapping[str, str], account: Account) -> None:
        """Tell of a message that arrived; those of one sender keep their order."""
        fault = self._faults.take("twilio", "webhook", INBOUND_FAULTS)
        if self.url and fault != "webhook_never":
            for headers in self._headers(self.url, form, account, fault):
                self._post(self.url, form, headers, f"twilio:webhook:{form['From']}")

    def statuses(
        self, forms: Sequence[Mapping[str, str]], account: Account, callback: str | None
    ) -> None:
        """Tell of a message's statuses, in order unless a fault reverses or doubles them."""
        url = callback or self.status_url
        fault = self._faults.take("twilio", "status", STATUS_FAULTS) if url else None
        if url is None or fault == "webhook_never":
            return
        for form in reversed(forms) if fault == "webhook_out_of_order" else forms:
            for headers in self._headers(url, form, account, fault):
                self._post(url, form, headers, f"twilio:status:{form['MessageSid']}")

    def _headers(
        self, url: str, form: Mapping[str, str], account: Account, fault: str | None
    ) -> list[dict[str, str]]:
        headers = {
            "X-Twilio-Signature": sign(url, form, account.auth_token),
            "I-Twilio-Idempotency-Token": str(uuid.uuid4()),
            "User-Agent": "TwilioProxy/1.1",
            "X-Home-Region": "us1",
        }
        return [headers, headers] if fault == "webhook_twice" else [headers]

    def _post(self, url: str, form: Mapping[str, str], headers: dict[str, str], lane: str) -> None:
        again = _UnlessAnswered()
        self._deliveries.send(
            url, form=form, headers=headers, on_result=again.heard, retry=again, lane=lane
        )
