"""The frozen values of payments: what it is, where it stands, what happened to it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from booking.money import Money


class State(StrEnum):
    """Where a payment stands."""

    REQUESTED = "requested"  # the provider does not know of it, as far as we know
    OPEN = "open"  # there is a link to pay
    PAID = "paid"
    TO_REFUND = "to_refund"
    REFUNDED = "refunded"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    MISMATCH = "mismatch"  # money came, but not what was asked for: a person decides
    FAILED = "failed"  # the provider would not make a link


# No money was seen yet; it may still come late, whatever we believe.
UNPAID = frozenset({State.REQUESTED, State.OPEN, State.CANCELLED, State.EXPIRED, State.FAILED})
UNOPENED = frozenset({State.REQUESTED, State.FAILED})


class Kind(StrEnum):
    """What one entry of a payment says."""

    REQUESTED = "requested"
    OPENED = "opened"
    PAID = "paid"
    REFUND_REQUESTED = "refund_requested"
    REFUNDED = "refunded"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    MISMATCH = "mismatch"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment as our tables have it."""

    id: int
    booking_id: int
    key: str
    state: State
    amount: Money
    description: str
    return_url: str | None
    provider: str
    provider_id: str | None  # the invoice
    provider_payment_id: str | None  # the payment that settled it
    url: str | None
    expires_at: datetime
    owed: Money  # what is to be given back in all
    refunded: Money
    revision: int


@dataclass(frozen=True, slots=True)
class PaymentView:
    """What a conversation shows of a payment; the url only while it can be paid."""

    state: State
    amount: Money
    url: str | None
    expires_at: datetime
    owed: Money  # what is to be given back in all
    refunded: Money
