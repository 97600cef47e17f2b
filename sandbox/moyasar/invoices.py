"""Invoice objects: what a payer is asked for on the hosted page."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sandbox.moyasar.accounts import Account
from sandbox.moyasar.formats import amount_format, iso, iso_or_null
from sandbox.moyasar.invoice_fields import InvoiceFields
from sandbox.moyasar.payments import Payment


@dataclass(slots=True)
class Invoice:
    """One invoice; `payments` are all tries to pay it, oldest first."""

    account: Account
    fields: InvoiceFields
    base: str
    created_at: datetime
    updated_at: datetime
    amount: int
    currency: str
    metadata: dict[str, str] | None
    status: str = "initiated"
    paid_at: datetime | None = None
    payments: list[Payment] = field(default_factory=list)
    id: str = field(default_factory=lambda: str(uuid.uuid4()))

    @property
    def url(self) -> str:
        return f"{self.base}/pay/{self.id}?lang=en"

    @property
    def description(self) -> str:
        return self.fields.description

    @property
    def expired_at(self) -> datetime | None:
        return self.fields.expired_at

    @property
    def amount_format(self) -> str:
        return amount_format(self.currency, self.amount)

    def as_json(self) -> dict[str, Any]:
        payments = [payment.as_json() for payment in self.payments]
        return self._common() | {"logo_url": None, "payments": payments}

    def as_row(self) -> dict[str, Any]:
        """A row of a list: without the payments, but with the one that paid."""
        paid = [each.id for each in self.payments if each.status != "failed"]
        return self._common() | {
            "payment_id": paid[0] if paid else None,
            "paid_at": iso_or_null(self.paid_at),
        }

    def _common(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "status": self.status,
            "amount": self.amount,
            "currency": self.currency,
            "description": self.description,
            "amount_format": self.amount_format,
            "url": self.url,
            "callback_url": self.fields.callback_url,
            "expired_at": iso_or_null(self.expired_at),
            "created_at": iso(self.created_at),
            "updated_at": iso(self.updated_at),
            "back_url": self.fields.back_url,
            "success_url": self.fields.success_url,
            "metadata": self.metadata,
        }
