"""The frozen values of payments: what it is, where it stands, what happened to it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from booking.money import Money


class State(StrEnum):
    """Where a payment stands."""

    REQUESTED = "requested"  # the provider does not know of it, as far as we know
    OPEN = "open"  # there is a link to pay
    AUTHORIZED = "authorized"  # held on the card, not taken yet
    VOIDED = "voided"  # what was held is free again
    PAID = "paid"  # money came, of which some is kept
    TO_REFUND = "to_refund"
    REFUNDED = "refunded"  # nothing is kept
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    MISMATCH = "mismatch"  # money came, but not what was asked for: a person decides
    FAILED = "failed"  # the provider would not make a link


# No money was seen yet; it may still come late, whatever we believe.
UNPAID = frozenset({State.REQUESTED, State.OPEN, State.CANCELLED, State.EXPIRED, State.FAILED})
UNOPENED = frozenset({State.REQUESTED, State.FAILED})


# Providers that are the salon's own staff: what they say is written down, and nobody is asked.
HOLDS = "moyasar_hold"  # the provider that holds money on cards
TELEGRAM = "telegram"  # the one that gives nothing back
AT_SALON = frozenset({"cash", "terminal"})


class Kind(StrEnum):
    """What one entry of a payment says."""

    REQUESTED = "requested"
    OPENED = "opened"
    AUTHORIZED = "authorized"
    CAPTURED = "captured"
    VOIDED = "voided"
    PAID = "paid"
    REFUND_REQUESTED = "refund_requested"
    REFUNDED = "refunded"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    MISMATCH = "mismatch"  # money that came, but not as it was asked for
    FAILED = "failed"  # no link was made; or, of a payment at the provider, it was not given back


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment as our tables have it; state and sums are the projection of its entries."""

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
    received: Money  # in all, also what was given back since
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
    kept: Money  # what came as asked, or is held, and is neither given back nor promised back
    returnable: Money  # the same, whether it was as asked or not
    owed: Money  # what is to be given back in all
    refunded: Money
    revision: int
    refund_failed: bool = False  # the provider would not give it back: a person has to
    provider: str = ""
