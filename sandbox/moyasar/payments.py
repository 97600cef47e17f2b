"""Payment objects: one try to pay, and what happens to its money later."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sandbox.moyasar.accounts import Account
from sandbox.moyasar.cards import Outcome
from sandbox.moyasar.formats import amount_format, iso, iso_or_null
from sandbox.moyasar.refusals import Refused, invalid

# Voids are possible before settlement: about two hours, for a hold about fourteen days.
VOID_WITHIN = timedelta(hours=2)
VOID_HOLD_WITHIN = timedelta(days=14)


@dataclass(slots=True)
class Payment:
    """One payment; sums are in minor units."""

    account: Account
    status: str
    amount: int
    currency: str
    outcome: Outcome
    created_at: datetime
    updated_at: datetime
    description: str | None = None
    invoice_id: str | None = None
    refunded: int = 0
    refunded_at: datetime | None = None
    captured: int = 0
    captured_at: datetime | None = None
    voided_at: datetime | None = None
    metadata: dict[str, str] | None = None
    callback_url: str | None = None  # of a payment that a form began
    transaction_url: str | None = None  # where the bank asks the payer
    is_manual: bool = False
    id: str = field(default_factory=lambda: str(uuid.uuid4()))

    @property
    def taken(self) -> int:
        """What the customer was charged, refunds and voids not counted."""
        if self.captured_at is not None:
            return self.captured
        return self.amount if self.status in ("paid", "refunded", "voided") else 0

    @property
    def returned(self) -> int:
        return self.taken if self.voided_at is not None else self.refunded

    @property
    def fee(self) -> int:
        """An estimate, VAT included."""
        return self.amount * 275 // 10_000

    def refund(self, amount: int | None, now: datetime) -> None:
        """Give back a sum, or all that is left; `refunded` adds up."""
        if self.status not in ("paid", "captured", "refunded"):
            raise Refused(f"A payment that is {self.status} can not be refunded")
        left = self.taken - self.refunded
        wanted = left if amount is None else amount
        if wanted > left or not left:
            raise invalid(amount=f"must be less than or equal to {left}")
        self.refunded += wanted
        self.refunded_at = self.updated_at = now
        self.status = "refunded"

    def capture(self, amount: int | None, now: datetime) -> None:
        if self.status != "authorized":
            raise Refused(f"A payment that is {self.status} can not be captured")
        if now - self.updated_at > VOID_HOLD_WITHIN:  # it goes on being called authorized
            raise Refused("The authorization has ended")
        wanted = self.amount if amount is None else amount
        if wanted > self.amount:
            raise invalid(amount=f"must be less than or equal to {self.amount}")
        self.captured = wanted
        self.captured_at = self.updated_at = now
        self.status = "captured"

    def void(self, now: datetime) -> None:
        within = VOID_HOLD_WITHIN if self.status == "authorized" else VOID_WITHIN
        if self.status not in ("paid", "authorized", "captured"):
            raise Refused(f"A payment that is {self.status} can not be voided")
        if now - self.updated_at > within:
            raise Refused("The payment is settled and can not be voided")
        self.voided_at = self.updated_at = now
        self.status = "voided"

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "status": self.status,
            "amount": self.amount,
            "fee": self.fee,
            "currency": self.currency,
            "refunded": self.refunded,
            "refunded_at": iso_or_null(self.refunded_at),
            "captured": self.captured,
            "captured_at": iso_or_null(self.captured_at),
            "voided_at": iso_or_null(self.voided_at),
            "description": self.description,
            "amount_format": amount_format(self.currency, self.amount),
            "fee_format": amount_format(self.currency, self.fee),
            "refunded_format": amount_format(self.currency, self.refunded),
            "captured_format": amount_format(self.currency, self.captured),
            "invoice_id": self.invoice_id,
            "ip": "127.0.0.1",
            # A payment made on the hosted page carries Moyasar's own return address.
            "callback_url": self.callback_url
            if self.invoice_id is None
            else f"https://checkout.moyasar.com/invoices/{self.invoice_id}/redirect",
            "created_at": iso(self.created_at),
            "updated_at": iso(self.updated_at),
            "metadata": self.metadata,
            "source": self._source(),
        }

    def _source(self) -> dict[str, Any]:
        number = self.id.replace("-", "")
        return {
            "type": "creditcard",
            "company": self.outcome.company,
            "name": "Test Customer",
            "number": self.outcome.masked,
            "gateway_id": f"moyasar_cc_{number[:22]}",
            "reference_number": str(int(number[:10], 16) % 10**12),
            "token": None,
            "message": self.outcome.message,
            "transaction_url": self.transaction_url if self.status == "initiated" else None,
            "response_code": self.outcome.code,
            "authorization_code": number[:6].upper() if self.outcome.approved else None,
            "issuer_name": None,
            "issuer_country": None,
            "issuer_card_type": None,
            "issuer_card_category": None,
        }
