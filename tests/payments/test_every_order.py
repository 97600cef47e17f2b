"""Whatever happens to one booking and its deposit, in every order: no money is lost or given twice.

All orders of pay, webhook, callback, lapse, cancel by customer, cancel by staff, refund answer,
sale to somebody else and crash are tried, a crash both while the provider carries out what we asked
and before we have noted that we are done; where the deposit is held on a card, the end of the visit
too. What is equal but for ids is tried once. `ORDERS=6` tries all orders of up to six events, which
takes minutes.
"""

import os

import pytest

from booking.visit import Status
from payments.payment import State
from tests.payments.orders.search import Search
from tests.payments.orders.stage import Stage
from tests.payments.orders.till import Till
from tests.payments.orders.vault import Vault

EVENTS = (
    *("pay", "webhook", "callback", "lapse", "cancel_by_customer", "cancel_by_staff"),
    *("refund_answer", "sell", "crash_in_call", "crash_before_done"),
)
MOST = int(os.environ.get("ORDERS", "3"))
DEPOSIT = 10000


@pytest.fixture
async def stage(request, sqlite_url, clock):
    stage = Stage(sqlite_url, clock.now(), request.param())
    await stage.open()
    yield stage
    await stage.close()


@pytest.mark.parametrize("stage", [Till], indirect=True)
async def test_no_order_of_events_loses_money_or_gives_it_twice(stage):
    ends = set()
    await Search(stage, EVENTS, _check, _check_end, ends).run(MOST - 1)  # before there is a link
    await stage.work_off()
    await Search(stage, EVENTS, _check, _check_end, ends).run(MOST)
    assert len(ends) > MOST**4  # it did not stop at the door


@pytest.mark.parametrize("stage", [Vault], indirect=True)
async def test_no_order_of_events_takes_from_a_card_what_nobody_owes(stage):
    ends, events = set(), (*EVENTS, "complete")
    await Search(stage, events, _check_held, _check_held_end, ends).run(MOST - 2)
    await stage.work_off()
    await Search(stage, events, _check_held, _check_held_end, ends).run(MOST)
    assert len(ends) > MOST**4


def _check(stage, path):
    """What is true at every moment."""
    (stands, books), till, status = stage.payment(), stage.till, stage.status()
    assert stands is books.state, path
    assert books.received.minor <= till.received, path
    assert books.refunded.minor <= till.refunded <= till.received, path
    if status is Status.CONFIRMED:
        assert books.received.minor == DEPOSIT, path
        assert till.refunded == books.owed.minor == 0, path
    if till.refunded:
        assert status in (Status.EXPIRED, Status.CANCELLED), path


def _check_end(stage, path):
    """What is true when nothing is left to be done."""
    (stands, books), till, status = stage.payment(), stage.till, stage.status()
    assert (books.received.minor, books.refunded.minor) == (till.received, till.refunded), path
    if not till.received:
        assert stands in (State.EXPIRED, State.CANCELLED), path
        return
    half = stage.cancelled == "customer, confirmed"
    kept = DEPOSIT if status is Status.CONFIRMED else DEPOSIT // 2 if half else 0
    assert till.received - till.refunded == kept, path


def _check_held(stage, path):
    (stands, books), vault, status = stage.payment(), stage.till, stage.status()
    assert stands is books.state, path
    assert books.received.minor <= vault.received <= DEPOSIT, path
    if status is Status.CONFIRMED:
        assert (books.held.minor, vault.held, vault.received) == (DEPOSIT, DEPOSIT, 0), path
    if vault.received:
        assert status in (Status.CANCELLED, Status.COMPLETED), path


def _check_held_end(stage, path):
    (_, books), vault, status = stage.payment(), stage.till, stage.status()
    assert (books.held.minor, books.received.minor) == (vault.held, vault.received), path
    assert vault.held == (DEPOSIT if status is Status.CONFIRMED else 0), path
    half = stage.cancelled == "customer, confirmed"
    taken = DEPOSIT if status is Status.COMPLETED else DEPOSIT // 2 if half else 0
    assert vault.received == taken, path
