"""The database itself keeps payments and their entries straight."""

import pytest
from sqlalchemy.exc import IntegrityError

from booking.errors import Unavailable
from booking.store.ids import new_id
from payments import ledger
from payments.payment import Kind, State
from payments.recording import record
from payments.tables import payments


async def test_a_change_of_what_changed_meanwhile_is_undone(shop):
    booking = await shop.hold()
    seen = await shop.payment(booking)
    async with shop.work() as work:
        await record(work, seen, Kind.FAILED)
    with pytest.raises(Unavailable):
        await _pay(shop, seen)
    assert await shop.state(booking) is State.FAILED
    assert await shop.entries(booking) == ["requested", "failed"]


async def _pay(shop, seen):
    async with shop.work() as work:
        await record(work, seen, Kind.PAID, "x")


async def test_what_is_told_twice_is_written_once(shop):
    payment = await shop.payment(await shop.hold())
    async with shop.work() as work:
        paid = await record(work, payment, Kind.PAID, "a")
        assert await record(work, paid, Kind.PAID, "a") is paid
        again = await record(work, paid, Kind.PAID, "b")
    assert (payment.received.minor, paid.received.minor, again.received.minor) == (0, 10000, 20000)


async def test_two_payments_have_neither_key_nor_invoice_in_common(shop):
    booking, _ = await shop.opened()
    for twin in ({"key": "other"}, {"provider_id": "other"}):
        with pytest.raises(IntegrityError):
            await _insert_twin(shop, booking, twin)


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount_minor": 0},
        {"received_minor": 100, "owed_minor": 101},
        {"received_minor": -1},
        {"refunded_minor": -1},
        {"state": "?"},
    ],
)
async def test_impossible_payments_are_refused(shop, wrong):
    booking = await shop.hold()
    with pytest.raises(IntegrityError):
        await _insert_twin(shop, booking, {"key": "other", **wrong})


async def test_payments_of_another_tenant_are_not_seen(shop):
    booking, invoice = await shop.opened()
    payment = await shop.payment(booking)
    async with shop.database.unit_of_work(shop.tenant_id + 1) as work:
        assert await ledger.find(work, payment.id) is None
        assert await ledger.lock_key(work, payment.key) is None
        assert await ledger.lock_invoice(work, "moyasar", invoice.id) is None
        assert await ledger.of_booking(work, booking.id) is None
        assert await ledger.unfinished(work, shop.clock.now()) == []


async def _insert_twin(shop, booking, changes):
    payment = await shop.payment(booking)
    row = {
        "id": new_id(),
        "booking_id": booking.id,
        "key": payment.key,
        "state": "open",
        "amount_minor": 10000,
        "currency": "SAR",
        "description": "Hair color",
        "provider": "moyasar",
        "provider_id": payment.provider_id,
        "expires_at": payment.expires_at,
        "owed_minor": 0,
        "refunded_minor": 0,
        "revision": 1,
        "created_at": shop.clock.now(),
        "updated_at": shop.clock.now(),
    }
    async with shop.work() as work:
        await work.insert(payments, {**row, **changes})
