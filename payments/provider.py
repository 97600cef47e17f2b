"""What a payment provider must do, and the values that go to and from it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from booking.errors import Misuse
from booking.money import Money


class Rejected(Exception):
    """The provider does not accept our credentials; only the operator can mend that."""


class Refused(Misuse):
    """The provider understood and said no."""


class Untrusted(Exception):
    """Whoever sent this cannot prove to be the provider."""


class Standing(StrEnum):
    """Where an invoice stands at the provider."""

    OPEN = "open"  # it can be paid, whatever was tried before
    PAID = "paid"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    UNCLEAR = "unclear"  # kept back by the provider, or a word that we do not know


@dataclass(frozen=True, slots=True)
class Charge:
    """What the customer is to pay, until when; `key` is ours and finds the invoice again."""

    key: str
    booking_id: int
    amount: Money
    description: str  # shown to the payer
    expires_at: datetime
    return_url: str | None = None  # where the payer's browser goes afterwards


@dataclass(frozen=True, slots=True)
class Part:
    """One payment that reached the provider; failed attempts are none."""

    id: str
    amount: Money  # what was taken; of a hold what may be taken
    refunded: Money
    fee: Money | None = None
    is_held: bool = False  # on the card, and not taken yet

    @property
    def is_returned(self) -> bool:
        return self.refunded.minor >= self.amount.minor


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the provider itself says of an invoice: the only proof there is."""

    provider_id: str
    standing: Standing
    amount: Money  # what the invoice asks for; zero where there is none
    key: str | None
    url: str | None
    expires_at: datetime | None
    parts: tuple[Part, ...] = ()

    @property
    def kept(self) -> tuple[Part, ...]:
        """The money that came and was not given back in full."""
        return tuple(part for part in self.parts if not part.is_returned)


@dataclass(frozen=True, slots=True)
class Hint:
    """What a webhook says: worth a look, never proof. Without any id it is of no interest."""

    event_id: str | None = None
    invoice_id: str | None = None
    key: str | None = None  # ours, of a payment that has no invoice
    is_live: bool | None = None  # does it tell of real money? null: it does not say
    webhook_id: str | None = None  # this webhook wants to be verified, with `code`
    code: str | None = field(default=None, repr=False)


class Provider(Protocol):
    """A payment provider, as one salon's account sees it.

    Every call may raise Unavailable (worth another try), Rejected (our credentials) and Refused.
    """

    @property
    def name(self) -> str:
        """How our tables call it."""

    async def open(self, charge: Charge) -> Receipt:
        """Make an invoice. Not safe to repeat: after a lost answer, look for the key first."""

    async def look(self, provider_id: str) -> Receipt | None:
        """What an invoice is now; None if this account has none of that id."""

    async def find_by_key(self, key: str) -> Receipt | None:
        """The invoice with our key on which money came, else one that can be paid."""

    async def cancel(self, provider_id: str) -> Receipt | None:
        """Make it unpayable if that still can be; what the invoice is then."""

    async def look_at_part(self, part_id: str) -> Part | None:
        """What a payment is now; None if this account has none of that id."""

    async def paid_since(self, since: datetime) -> Sequence[Receipt]:
        """The invoices made since then on which money came, as far as lists tell of them."""

    async def refund(self, part_id: str, amount: Money) -> Part:
        """Give so much back. Not safe to repeat: look at what was refunded first."""

    async def capture(self, part_id: str, amount: Money) -> Part:
        """Take so much of what is held; the rest is free again. A second one is refused."""

    async def void(self, part_id: str) -> Part:
        """Let go of what is held, or of what was taken just now. A second one is refused."""

    def read_webhook(self, body: bytes) -> Hint:
        """Untrusted if it does not come from the provider, ValueError if it makes no sense."""

    def read_callback(self, body: bytes) -> str:
        """The invoice that an unsigned message names; ValueError if it makes no sense."""

    async def verify_webhook(self, webhook_id: str, code: str) -> None:
        """Prove to the provider that we hear it."""
