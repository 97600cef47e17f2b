"""The tax that prices with tax hold, for a whole sale and for each of its lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from booking.money import Money
from booking.terms import over_lines, vat_inside


@dataclass(frozen=True, slots=True)
class Taxed:
    """A sum with the tax that is in it."""

    total: Money
    vat: Money

    @property
    def net(self) -> Money:
        return self.total - self.vat


Price = tuple[Money, Decimal]  # with the percent of tax that is in it


def split(total: Money, prices: Sequence[Price]) -> tuple[Taxed, ...]:
    """A sum, paid for lines of these prices, as lines with their tax.

    The tax of all that has one rate is rounded half up, once; the lines add up to the sum and to
    its taxes.
    """
    weights = [price for price, _ in prices]
    totals = _shared(total, weights if any(weights) else [total for _ in prices])
    taxes = [Money.zero(total.currency) for _ in prices]
    for rate in {percent for _, percent in prices}:
        places = [place for place, (_, percent) in enumerate(prices) if percent == rate]
        of_rate = [totals[place] for place in places]
        tax = vat_inside(sum(of_rate, Money.zero(total.currency)), rate)
        for place, share in zip(places, _shared(tax, of_rate), strict=True):
            taxes[place] = share
    return tuple(Taxed(*line) for line in zip(totals, taxes, strict=True))


def _shared(total: Money, prices: Sequence[Money]) -> Sequence[Money]:
    """By prices; what costs nothing has no part in it."""
    shares = iter(over_lines(total, [price for price in prices if price]))
    return [next(shares) if price else price for price in prices]
