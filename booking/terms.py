"""Terms of cancellation and shares of money: each is rounded once, on the total; pure."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from booking.money import Money

Terms = tuple[tuple[int, int], ...]  # minutes before the start -> percent that comes back

_NEVER = 2 * 731 * 1440  # minutes: longer before than anything is booked


def percent_back(terms: Terms, left: timedelta) -> int:
    """The share that comes back with so much time left; exactly at a step it still counts."""
    reached = [step for step in terms if left >= timedelta(minutes=step[0])]
    return max(reached)[1] if reached else 0


def refund(terms: Terms, paid: Money, left: timedelta) -> Money:
    """What comes back of what was paid, were it cancelled with so much time left."""
    return paid.share(percent_back(terms, left))


def free_until(terms: Terms) -> timedelta:
    """Until how long before the start all comes back; far too long: never."""
    return timedelta(minutes=min((at for at, back in terms if back == 100), default=_NEVER))


def vat_inside(price: Money, percent: Decimal) -> Money:
    """The tax that a price with tax holds."""
    return Money(_rounded(price.minor * percent / (100 + percent)), price.currency)


def total_share(parts: Iterable[tuple[Money, Decimal]], currency: str) -> Money:
    """So many percent of each sum, together, rounded half up once."""
    exact = sum((part.minor * percent / 100 for part, percent in parts), Decimal(0))
    return Money(_rounded(exact), currency)


def over_lines(total: Money, prices: Sequence[Money]) -> list[Money]:
    """A sum shared out by prices: rounded down, the rest one minor unit a line, in order."""
    whole = sum(price.minor for price in prices)
    shares = [total.minor * price.minor // whole if whole else 0 for price in prices]
    rest = total.minor - sum(shares)
    return [Money(share + (place < rest), total.currency) for place, share in enumerate(shares)]


def _rounded(exact: Decimal) -> int:
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP))
