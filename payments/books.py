"""What the entries of a payment add up to: its state is derived from them, and from nothing else.

Pure. An entry that tells of money names the payment at the provider, and after a colon what makes
it unique where one such payment has several of its kind.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from booking.money import Money
from payments.payment import Kind, State

_STANDS = {
    Kind.REQUESTED: State.REQUESTED,
    Kind.OPENED: State.OPEN,
    Kind.CANCELLED: State.CANCELLED,
    Kind.EXPIRED: State.EXPIRED,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened to a payment; never changed, never taken away."""

    kind: Kind
    provider_id: str
    amount: Money
    at: datetime
    fee: Money | None = None
    note: str | None = None

    @property
    def part(self) -> str:
        """The payment at the provider that it tells of; empty if of none."""
        return self.provider_id.partition(":")[0]


@dataclass(frozen=True, slots=True)
class PartBooks:
    """What came by one payment at the provider, and what goes back; in its own minor units."""

    currency: str
    held: int = 0
    received: int = 0
    owed: int = 0
    refunded: int = 0
    is_as_asked: bool = False  # else it waits for a person
    was_voided: bool = False
    refund_failed: bool = False

    @property
    def due(self) -> int:
        """What is still to be given back."""
        return max(0, self.owed - self.refunded)

    @property
    def kept(self) -> int:
        """What is neither given back nor promised back."""
        return self.received - self.owed


@dataclass(frozen=True, slots=True)
class Books:
    """A payment by its entries; money of another currency is in none of the sums."""

    currency: str
    stands: State = State.REQUESTED  # before any money came
    parts: Mapping[str, PartBooks] = field(default_factory=dict)

    @property
    def received(self) -> Money:
        return self._sum(part.received for part in self._ours())

    @property
    def owed(self) -> Money:
        return self._sum(part.owed for part in self._ours())

    @property
    def refunded(self) -> Money:
        return self._sum(part.refunded for part in self._ours())

    @property
    def kept(self) -> Money:
        """What came as it was asked for, and is neither given back nor promised back."""
        return self._sum(part.kept for part in self._ours() if part.is_as_asked)

    @property
    def held(self) -> Money:
        """What is on a card and not taken yet."""
        return self._sum(part.held for part in self._ours())

    @property
    def returnable(self) -> Money:
        """What can be given back, also of what was not as asked."""
        return self._sum(part.kept for part in self._ours())

    @property
    def refund_failed(self) -> bool:
        return any(part.refund_failed and part.due for part in self.parts.values())

    @property
    def state(self) -> State:
        parts = self.parts.values()
        if any(part.due for part in parts):
            return State.TO_REFUND
        if any(part.held for part in parts):
            return State.AUTHORIZED
        if any(part.received > part.refunded and part.is_as_asked for part in parts):
            return State.PAID
        if any(part.received > part.refunded for part in parts):
            return State.MISMATCH
        if any(part.received for part in parts):
            return State.REFUNDED
        return State.VOIDED if any(part.was_voided for part in parts) else self.stands

    def _ours(self) -> Iterable[PartBooks]:
        return (part for part in self.parts.values() if part.currency == self.currency)

    def _sum(self, minors: Iterable[int]) -> Money:
        return Money(sum(minors), self.currency)


def add_up(entries: Iterable[Entry], currency: str) -> Books:
    """The books of a payment that was asked for in this currency, from its entries in order."""
    stands, parts = State.REQUESTED, dict[str, PartBooks]()
    for entry in entries:
        if entry.kind in _STANDS:
            stands = _STANDS[entry.kind]
        elif entry.kind is Kind.FAILED and not entry.part:
            stands = State.FAILED
        else:
            before = parts.get(entry.part, PartBooks(entry.amount.currency))
            parts[entry.part] = _after(before, entry.kind, entry.amount.minor)
    return Books(currency, stands, parts)


def _after(part: PartBooks, kind: Kind, minor: int) -> PartBooks:
    match kind:
        case Kind.AUTHORIZED:
            return replace(part, held=minor)
        case Kind.VOIDED:
            return replace(part, held=0, was_voided=True)
        case Kind.PAID | Kind.CAPTURED:
            return replace(part, held=0, received=minor, is_as_asked=True)
        case Kind.MISMATCH:
            return replace(part, received=part.received or minor)
        case Kind.REFUND_REQUESTED:
            return replace(part, owed=part.owed + minor, refund_failed=False)
        case Kind.REFUNDED:
            return replace(part, refunded=part.refunded + minor)
        case _:  # a refund failed
            return replace(part, refund_failed=True)
