"""The tax in a price, over one line and over many, and the code that tells it."""

import base64
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.money import Money
from booking.terms import vat_inside
from payments.vat import Taxed, split
from payments.zatca import qr_text

_AT = datetime(2022, 4, 25, 15, 30, tzinfo=UTC)
PUBLISHED = (
    "AQxCb2JzIFJlY29yZHMCDzMxMDEyMjM5MzUwMDAwMwMUMjAyMi0wNC0yNVQxNTozMDowMFoEBzEwMDAuMDAF"
    "BjE1MC4wMA=="
)


def sar(minor):
    return Money(minor, "SAR")


@pytest.mark.parametrize(
    ("total", "vat"),
    [
        (11500, 1500),
        (100, 13),
        (1, 0),
        (4, 1),  # 0.52 of a halala
        (23, 3),
        (10000, 1304),
        (0, 0),
    ],
)
def test_the_tax_is_fifteen_of_a_hundred_and_fifteen_rounded_half_up(total, vat):
    (sale,) = split(sar(total), [(sar(total), Decimal(15))])
    assert (sale.vat.minor, sale.net.minor) == (vat, total - vat)


_PRICES = st.tuples(
    st.builds(sar, st.integers(0, 10**7)), st.sampled_from([*map(Decimal, ("15", "5", "0", "7.5"))])
)


@given(total=st.integers(0, 10**9), prices=st.lists(_PRICES, min_size=1, max_size=8))
def test_lines_add_up_to_the_whole_and_to_the_tax_of_each_rate(total, prices):
    lines = split(sar(total), prices)
    assert sum(line.total.minor for line in lines) == total
    assert all(0 <= line.vat.minor <= line.total.minor for line in lines)
    for rate in {percent for _, percent in prices}:
        mine = [line for line, (_, percent) in zip(lines, prices, strict=True) if percent == rate]
        whole = sar(sum(line.total.minor for line in mine))
        assert sum(line.vat.minor for line in mine) == vat_inside(whole, rate).minor


def test_what_is_left_of_the_rounding_goes_to_the_first_lines():
    lines = split(sar(100), [(sar(50), Decimal(15))] * 3)
    assert [line.total.minor for line in lines] == [34, 33, 33]
    assert [line.vat.minor for line in lines] == [5, 4, 4]


def test_the_code_is_the_published_one():
    sale = Taxed(sar(100_000), sar(15_000))
    assert qr_text("Bobs Records", "310122393500003", _AT, sale) == PUBLISHED


def test_the_length_of_an_arabic_name_is_counted_in_bytes():
    coded = base64.b64decode(qr_text("صالون نور", "310122393500003", _AT, Taxed(sar(1), sar(0))))
    assert coded[:2] == bytes([1, 17])
    assert coded[2:19].decode() == "صالون نور"


def test_a_name_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="field 1"):
        qr_text("ن" * 128, "310122393500003", _AT, Taxed(sar(1), sar(0)))
