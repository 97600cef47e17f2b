"""Moyasar's answers are read tolerantly, and money in them strictly."""

from datetime import UTC, datetime

import pytest

from booking.errors import Unavailable
from booking.money import Money
from payments.moyasar.answers import listed, part, receipt
from payments.provider import Part, Standing

INVOICE = {
    "id": "5f3b8c9a-0a0e-4e4c-a7b5-6f8c40cb8d5a",
    "status": "paid",
    "amount": 10000,
    "currency": "SAR",
    "description": "Hair color",
    "amount_format": "100.00 SAR",
    "url": "https://checkout.moyasar.com/invoices/5f3b8c9a?lang=en",
    "expired_at": "2027-03-01T07:15:00.000Z",
    "metadata": {"payment_key": "1.2.deposit", "booking_id": "2"},
    "payments": [
        {"id": "failed-one", "status": "failed", "amount": 10000, "currency": "SAR"},
        {
            "id": "paid-one",
            "status": "paid",
            "amount": 10000,
            "fee": 275,
            "currency": "SAR",
            "refunded": 0,
        },
    ],
}
HUNDRED, NOTHING = Money(10000, "SAR"), Money(0, "SAR")


def test_a_paid_invoice_names_the_payment_that_reached_it():
    read = receipt(INVOICE)
    assert read.standing is Standing.PAID
    assert read.key == "1.2.deposit"
    assert read.amount == HUNDRED
    assert read.expires_at == datetime(2027, 3, 1, 7, 15, tzinfo=UTC)
    assert read.parts == read.kept == (Part("paid-one", HUNDRED, NOTHING, Money(275, "SAR")),)


def test_sums_may_be_texts():
    old = {"id": "old", "status": "initiated", "amount": "1000", "currency": "SAR"}
    assert receipt(old).amount == Money(1000, "SAR")


def test_every_key_may_be_missing_or_null():
    for invoice in ({}, dict.fromkeys(INVOICE)):
        read = receipt(invoice)
        assert read.standing is Standing.UNCLEAR
        assert (read.key, read.url, read.expires_at, read.parts) == (None, None, None, ())
        assert read.amount == Money(0, "")


NO_SUMS = [True, 1.5, 10000.0, -10000, "-10000", "1.5", "NaN", "", [], {"a": 1}, "1" * 40]


@pytest.mark.parametrize("amount", NO_SUMS)
def test_what_is_no_whole_sum_is_none(amount):
    assert receipt({**INVOICE, "status": "initiated", "payments": [], "amount": amount}).amount == (
        NOTHING
    )


@pytest.mark.parametrize("status", ["paid", "authorized", "captured", "refunded"])
@pytest.mark.parametrize("amount", [None, *NO_SUMS])
def test_what_came_is_never_guessed(status, amount):
    paid = {"id": "p", "status": status, "amount": 10000, "currency": "SAR"}
    with pytest.raises(Unavailable, match=r"^moyasar: amount is no sum$"):
        part({**paid, "amount": amount})
    with pytest.raises(Unavailable, match=r"^moyasar: amount is no sum$"):
        receipt({**INVOICE, "amount": amount})


@pytest.mark.parametrize("currency", [None, "", "SA", "riyal", 682])
def test_of_what_money_it_is_is_never_guessed(currency):
    with pytest.raises(Unavailable):
        part({"id": "p", "status": "paid", "amount": 10000, "currency": currency})


@pytest.mark.parametrize("payments", [None, [], {}, "paid-one", INVOICE["payments"][:1], [None]])
def test_a_paid_invoice_that_names_no_payment_makes_no_sense(payments):
    with pytest.raises(Unavailable, match=r"names no payment$"):
        receipt({**INVOICE, "payments": payments})
    with pytest.raises(Unavailable, match=r"without id$"):
        receipt({**INVOICE, "payments": [{**INVOICE["payments"][1], "id": None}]})


def test_a_payment_that_stands_as_nobody_documents_is_no_money():
    disputed = {**INVOICE["payments"][1], "status": "disputed"}
    read = receipt({**INVOICE, "payments": [disputed]})
    assert (read.standing, read.parts) == (Standing.UNCLEAR, ())


@pytest.mark.parametrize("name", ["refunded", "captured"])
@pytest.mark.parametrize("amount", NO_SUMS)
def test_what_went_back_is_never_guessed(name, amount):
    with pytest.raises(Unavailable, match=f"^moyasar: {name} is no sum$"):
        part({"id": "p", "status": "paid", "amount": 10000, "currency": "SAR", name: amount})


def test_more_than_came_never_went_back():
    with pytest.raises(Unavailable):
        part({"id": "p", "status": "paid", "amount": 100, "currency": "SAR", "refunded": 101})


def test_of_a_hold_that_was_captured_in_part_only_that_was_taken():
    captured = {"id": "p", "status": "captured", "amount": 10000, "currency": "SAR"}
    assert part({**captured, "captured": 4000}).amount == Money(4000, "SAR")
    assert part({**captured, "captured": None}).amount == HUNDRED


def test_a_hold_is_no_money_yet():
    held = part({"id": "h", "status": "authorized", "amount": 10000, "currency": "SAR"})
    assert held == Part("h", HUNDRED, NOTHING, is_held=True)


def test_an_older_answer_names_only_the_payments_id():
    old = {**INVOICE, "payment_id": "paid-one"}
    del old["payments"]
    assert receipt(old).parts == (Part("paid-one", HUNDRED, NOTHING),)


def test_the_row_of_a_list_may_hold_anything():
    assert listed({**INVOICE, "amount": 1.5, "payments": [{"status": "paid"}]}).parts == ()


@pytest.mark.parametrize(
    ("status", "standing"),
    [
        ("initiated", Standing.OPEN),
        ("failed", Standing.OPEN),
        ("paid", Standing.PAID),
        ("refunded", Standing.PAID),
        ("voided", Standing.PAID),
        ("canceled", Standing.CANCELLED),
        ("expired", Standing.EXPIRED),
        ("on_hold", Standing.UNCLEAR),
        ("something new", Standing.UNCLEAR),
    ],
)
def test_every_documented_status_has_a_meaning(status, standing):
    assert receipt({**INVOICE, "status": status}).standing is standing


def test_authorized_and_unfinished_payments_are_no_money():
    tries = [{"id": "x", "status": s, "amount": 10000} for s in ("authorized", "initiated", "new")]
    assert receipt({**INVOICE, "status": "initiated", "payments": tries}).parts == ()


def test_a_voided_payment_is_returned_in_full():
    voided = part({"id": "v", "status": "voided", "amount": 10000, "currency": "SAR"})
    assert voided.is_returned


def test_a_partial_refund_is_told_by_its_sum_and_not_by_its_status():
    partly = part(
        {"id": "p", "status": "refunded", "amount": 10000, "currency": "SAR", "refunded": 4000}
    )
    assert partly.refunded == Money(4000, "SAR")
    assert not partly.is_returned


def test_a_date_without_zone_or_sense_breaks_nothing():
    assert receipt({**INVOICE, "expired_at": "2027-03-01"}).expires_at.tzinfo is UTC
    assert receipt({**INVOICE, "expired_at": "tomorrow"}).expires_at is None
