"""Whole minor units of one currency; no floats anywhere."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import total_ordering
from typing import Self

from babel.core import get_global
from babel.numbers import get_currency_precision

_SUM = re.compile(r"[0-9]{1,15}(\.[0-9]+)?")


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """A sum in minor units (halalas for SAR); added and compared only within one currency."""

    minor: int
    currency: str

    @classmethod
    def parse(cls, text: str, currency: str) -> Self:
        """Read "115.00"; ValueError if it is no sum, or has more decimals than the currency."""
        if not _SUM.fullmatch(text):
            raise ValueError(f'"{text}" is not a sum such as "115.00"')
        places = decimals(currency)
        whole, _, part = text.partition(".")
        part = part.rstrip("0")
        if len(part) > places:
            raise ValueError(f'"{text}" has more than {places} decimals, too many for {currency}')
        return cls(int(whole + part.ljust(places, "0")), currency)

    @classmethod
    def zero(cls, currency: str) -> Self:
        return cls(0, currency)

    @property
    def amount(self) -> Decimal:
        """The sum in major units, with all decimals of its currency."""
        return Decimal(self.minor).scaleb(-decimals(self.currency))

    def __str__(self) -> str:
        return f"{self.amount:f} {self.currency}"

    def __bool__(self) -> bool:
        return self.minor != 0

    def __add__(self, other: Self) -> Self:
        return type(self)(self.minor + self._same(other), self.currency)

    def __sub__(self, other: Self) -> Self:
        return type(self)(self.minor - self._same(other), self.currency)

    def __lt__(self, other: Self) -> bool:
        return self.minor < self._same(other)

    def share(self, percent: Decimal | int) -> Self:
        """So many percent of it, rounded half up to the minor unit, once."""
        exact = Decimal(self.minor) * percent / 100
        return type(self)(int(exact.quantize(Decimal(1), ROUND_HALF_UP)), self.currency)

    def _same(self, other: Self) -> int:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not go together")
        return other.minor


def decimals(currency: str) -> int:
    """How many decimals the currency has: 2 for SAR, 3 for KWD, 0 for JPY."""
    return get_currency_precision(currency)


def is_currency(code: str) -> bool:
    """Is this an ISO 4217 code that CLDR knows?"""
    return code in get_global("all_currencies")
