"""Where a payment stands, and every sum of it, follows from its entries alone."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.money import Money
from payments.books import Entry, add_up
from payments.payment import Kind, State

AT = datetime(2027, 3, 1, tzinfo=UTC)
REQUESTED, OPENED = (Kind.REQUESTED, ""), (Kind.OPENED, "inv")
PAID, PAID_TWICE = (Kind.PAID, "p"), (Kind.PAID, "q")
HELD = (Kind.AUTHORIZED, "p")
OWED, SHARE_OWED = (Kind.REFUND_REQUESTED, "p:a"), (Kind.REFUND_REQUESTED, "p:b", 4000)
BACK, SHARE_BACK = (Kind.REFUNDED, "p:10000"), (Kind.REFUNDED, "p:4000", 4000)
FAILED_BACK = (Kind.FAILED, "p:4000", 4000)
WRONG = (Kind.MISMATCH, "p", 5000)


def entry(kind, reference, minor=10000, currency="SAR"):
    return Entry(kind, reference, Money(minor, currency), AT)


def books(*told):
    return add_up([entry(*one) for one in told], "SAR")


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ([REQUESTED], State.REQUESTED),
        ([REQUESTED, (Kind.FAILED, "")], State.FAILED),
        ([REQUESTED, (Kind.FAILED, ""), OPENED], State.OPEN),
        ([REQUESTED, OPENED, (Kind.EXPIRED, "inv")], State.EXPIRED),
        ([REQUESTED, OPENED, (Kind.CANCELLED, "inv")], State.CANCELLED),
        ([REQUESTED, OPENED, (Kind.EXPIRED, "inv"), PAID], State.PAID),
        ([REQUESTED, OPENED, PAID, OWED], State.TO_REFUND),
        ([REQUESTED, OPENED, PAID, OWED, BACK], State.REFUNDED),
        ([REQUESTED, OPENED, PAID, BACK], State.REFUNDED),
        ([REQUESTED, OPENED, PAID, SHARE_BACK], State.PAID),
        ([REQUESTED, OPENED, PAID, SHARE_OWED, SHARE_BACK], State.PAID),
        ([REQUESTED, OPENED, PAID, SHARE_OWED, FAILED_BACK], State.TO_REFUND),
        ([REQUESTED, OPENED, WRONG], State.MISMATCH),
        ([REQUESTED, OPENED, WRONG, (Kind.REFUNDED, "p:5000", 5000)], State.REFUNDED),
        ([REQUESTED, OPENED, PAID, (Kind.MISMATCH, "q", 1)], State.PAID),
        ([REQUESTED, OPENED, HELD], State.AUTHORIZED),
        ([REQUESTED, OPENED, HELD, (Kind.VOIDED, "p")], State.VOIDED),
        ([REQUESTED, OPENED, HELD, (Kind.CAPTURED, "p", 6000)], State.PAID),
    ],
)
def test_the_state_follows_from_the_entries(told, state):
    assert books(*told).state is state


def test_what_came_twice_is_counted_twice_and_goes_back_alone():
    found = books(REQUESTED, OPENED, PAID, PAID_TWICE, (Kind.REFUND_REQUESTED, "q:twice"))
    assert (found.received.minor, found.owed.minor, found.kept.minor) == (20000, 10000, 10000)
    assert (found.parts["p"].due, found.parts["q"].due) == (0, 10000)
    assert found.state is State.TO_REFUND


def test_of_a_hold_only_what_was_captured_came():
    assert books(REQUESTED, HELD).received.minor == 0
    found = books(REQUESTED, HELD, (Kind.CAPTURED, "p", 6000))
    assert (found.received.minor, found.parts["p"].held) == (6000, 0)


def test_money_of_another_currency_is_no_money_of_ours_but_waits():
    found = add_up([entry(*REQUESTED), entry(Kind.MISMATCH, "p", 10000, "USD")], "SAR")
    assert (found.received, found.state) == (Money(0, "SAR"), State.MISMATCH)
    gone = [entry(Kind.MISMATCH, "p", 100, "USD"), entry(Kind.REFUNDED, "p:100", 100, "USD")]
    assert add_up([entry(*REQUESTED), *gone], "SAR").state is State.REFUNDED


def test_a_refund_that_failed_waits_until_it_was_given_or_promised_anew():
    failed = (REQUESTED, PAID, SHARE_OWED, FAILED_BACK)
    assert books(*failed).refund_failed
    assert not books(*failed, SHARE_BACK).refund_failed
    assert not books(*failed, OWED).refund_failed


_money_tells = st.lists(
    st.sampled_from([PAID, PAID_TWICE, OWED, SHARE_OWED, BACK, SHARE_BACK]), unique=True
)


@given(_money_tells, st.randoms(use_true_random=False))
def test_in_whatever_order_money_is_told_of_it_adds_up_the_same(told, random):
    shuffled = random.sample(told, len(told))
    one, other = books(REQUESTED, *told), books(REQUESTED, *shuffled)
    assert (one.state, one.received, one.owed, one.refunded, one.kept) == (
        *(other.state, other.received, other.owed, other.refunded, other.kept),
    )
