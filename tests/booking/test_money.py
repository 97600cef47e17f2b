"""Sums are whole minor units of one currency."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.money import Money, decimals, is_currency

_currency = st.sampled_from(["SAR", "KWD", "JPY"])  # 2, 3 and 0 decimals
_minor = st.integers(0, 10**12)
_percent = st.decimals(0, 100, places=2)


@given(_minor, _currency)
def test_a_sum_is_read_as_it_is_written(minor, currency):
    money = Money(minor, currency)
    written, _, code = str(money).partition(" ")
    assert Money.parse(written, code) == money
    assert money.amount * 10 ** decimals(currency) == minor


@given(_minor, _minor)
def test_what_is_added_can_be_taken_away(one, other):
    some, more = Money(one, "SAR"), Money(other, "SAR")
    assert some + more == more + some == Money(one + other, "SAR")
    assert some + more - more == some


@given(_minor, _percent)
def test_a_share_is_rounded_half_up_once(minor, percent):
    exact = Fraction(minor) * Fraction(percent) / 100
    assert Money(minor, "SAR").share(percent).minor == int(exact + Fraction(1, 2))


@given(st.text() | st.from_regex(r"[-+0-9.,eE_ ٠-٩]{1,12}", fullmatch=True))
def test_any_text_is_a_sum_or_a_value_error(text):
    try:
        money = Money.parse(text, "SAR")
    except ValueError:
        return
    assert Decimal(text) * 100 == money.minor >= 0


@pytest.mark.parametrize(
    "text",
    [
        "",
        "SAR",
        "1,50",
        "1.505",
        "-1.00",
        "1e3",
        "1_000",
        "NaN",
        "Infinity",
        "1e999999999999",
        " 1 ",
    ],
)
def test_what_is_no_sum_is_refused(text):
    with pytest.raises(ValueError, match=r"not a sum|decimals"):
        Money.parse(text, "SAR")


def test_decimals_that_are_zero_do_no_harm():
    assert Money.parse("115", "SAR") == Money.parse("115.000", "SAR") == Money(11500, "SAR")


def test_a_digit_beyond_the_decimals_is_never_rounded_away():
    with pytest.raises(ValueError, match="decimals"):
        Money.parse("1.00" + "0" * 40 + "1", "SAR")


def test_two_currencies_are_neither_added_nor_compared():
    for calculate in (Money.__add__, Money.__sub__, Money.__lt__, Money.__ge__):
        with pytest.raises(ValueError, match="SAR and KWD"):
            calculate(Money(1, "SAR"), Money(1, "KWD"))


def test_sums_of_one_currency_are_in_order():
    assert sorted([Money(3, "SAR"), Money(1, "SAR")]) == [Money(1, "SAR"), Money(3, "SAR")]


def test_a_currency_has_a_code_that_cldr_knows():
    assert is_currency("SAR")
    assert not is_currency("XYZ")
    assert not is_currency("sar")
