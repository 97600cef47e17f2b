"""Money that is not what was asked for confirms nothing, and waits for a person."""

import pytest

from booking.errors import Unavailable
from booking.visit import Status
from payments import billing
from payments.billing import Outcome
from payments.billing.reconciling import Problem
from payments.billing.requesting import key_of
from payments.payment import State
from payments.provider import Charge


@pytest.mark.parametrize("wrong", ["sum", "currency"])
async def test_another_sum_or_currency_confirms_nothing(shop, wrong):
    shop.faults.add("moyasar", "pay", f"wrong_{wrong}")
    booking, _ = await shop.paid()
    await _assert_refused(shop, booking, wrong)


@pytest.mark.parametrize("wrong", ["sum", "currency"])
async def test_an_answer_with_another_sum_or_currency_confirms_nothing(shop, wrong):
    booking, invoice = await shop.opened()
    await shop.moyasar.pay(invoice.id)
    shop.faults.add("moyasar", "invoices.fetch", f"wrong_{wrong}")
    assert await shop.settle(invoice) is Outcome.MISMATCH
    await shop.deliveries.settled()
    await shop.work_off()
    await _assert_refused(shop, booking, wrong)


async def test_a_payment_of_nothing_is_no_money(quiet_shop):
    shop = quiet_shop
    shop.faults.add("moyasar", "callback", "webhook_never")
    booking, invoice = await shop.opened()
    await shop.moyasar.pay(invoice.id)
    invoice.payments[0].amount = 0
    assert await shop.settle(invoice) is Outcome.MISMATCH
    assert (await shop.books(booking)).received.minor == 0


@pytest.mark.parametrize("key", ["somebody else's", ""])
async def test_an_invoice_without_our_key_confirms_nothing(shop, key):
    booking, invoice = await shop.opened()
    invoice.metadata["payment_key"] = key
    await shop.moyasar.pay(invoice.id)
    await shop.deliveries.settled()
    await shop.work_off()
    await _assert_refused(shop, booking, "key")


async def test_an_invoice_of_another_booking_confirms_only_that(shop):
    booking, invoice = await shop.opened()
    other, others = await shop.opened(chat="43", hour=11)
    await shop.moyasar.pay(others.id)
    await shop.settle(invoice)
    await shop.settle(others)
    assert await shop.status(booking) is Status.HELD
    assert await shop.status(other) is Status.CONFIRMED


async def test_a_second_invoice_with_our_key_confirms_nothing(shop):
    booking, _ = await shop.opened()
    payment = await shop.payment(booking)
    charge = Charge(payment.key, booking.id, payment.amount, "Hair color", payment.expires_at)
    forged = await shop.provider.open(charge)
    await shop.moyasar.pay(forged.provider_id)
    await shop.deliveries.settled()
    await shop.work_off()
    await _assert_refused(shop, booking, "invoice")


async def test_an_invoice_of_another_tenant_is_none_of_ours(shop):
    mine, my_invoice = await shop.opened()
    my_tenant = shop.tenant_id
    await shop.open(slug="other")  # on the same account at Moyasar
    assert shop.tenant_id != my_tenant
    booking, _ = await shop.opened()
    await shop.moyasar.pay(my_invoice.id)
    assert await shop.settle(my_invoice) is Outcome.UNKNOWN
    assert await shop.status(booking) is Status.HELD
    shop.tenant_id = my_tenant
    assert await shop.status(mine) is Status.HELD
    assert await shop.settle(my_invoice) is Outcome.CONFIRMED


def test_keys_of_two_salons_on_one_account_differ():
    assert key_of(1, 23) != key_of(2, 23) != key_of(2, 31)


async def test_an_invoice_that_moyasar_does_not_know_is_none_of_ours(shop):
    for invoice_id in ("2c0b1b9e-0000-4000-8000-000000000000", "../payments", ""):
        outcome = await billing.settle(shop.database, shop.provider, shop.tenant_id, invoice_id)
        assert outcome is Outcome.UNKNOWN


async def test_a_mismatch_is_listed_until_a_person_gave_the_money_back(shop):
    shop.faults.add("moyasar", "pay", "wrong_sum")
    booking, invoice = await shop.paid()
    for _ in range(2):
        (finding,) = await billing.reconcile(shop.database, shop.provider, shop.tenant_id)
        assert finding.problem is Problem.MISMATCH
        assert finding.booking_id == booking.id
    payment_id = invoice.payments[0].id
    await shop.client.post(f"/payments/{payment_id}/refund", {})
    await shop.deliveries.settled()
    await shop.work_off()
    assert await shop.state(booking) is State.REFUNDED
    assert await billing.reconcile(shop.database, shop.provider, shop.tenant_id) == []


async def test_paid_twice_on_one_invoice_confirms_once_and_gives_the_second_back(shop):
    booking, invoice = await shop.paid()
    await shop.moyasar.pay(invoice.id, again=True)
    await shop.deliveries.settled()
    await shop.work_off()
    await _assert_second_is_back(shop, booking, invoice)
    await shop.cancel(booking)
    await shop.work_off()
    assert shop.refunded(invoice) == 20000
    assert await shop.state(booking) is State.REFUNDED


async def test_paid_twice_before_anybody_looked_is_the_same(quiet_shop):
    shop = quiet_shop
    shop.faults.add("moyasar", "callback", "webhook_never", 2)
    booking, invoice = await shop.opened()
    for again in (False, True):
        await shop.moyasar.pay(invoice.id, again=again)
    assert await shop.settle(invoice) is Outcome.TO_REFUND
    await shop.work_off()
    await _assert_second_is_back(shop, booking, invoice)


async def test_a_paid_invoice_whose_payment_is_not_shown_yet_is_looked_at_again(quiet_shop):
    shop = quiet_shop
    shop.faults.add("moyasar", "callback", "webhook_never")
    booking, invoice = await shop.opened()
    await shop.moyasar.pay(invoice.id)
    shown, invoice.payments = invoice.payments, []
    with pytest.raises(Unavailable):
        await shop.settle(invoice)
    assert await shop.status(booking) is Status.HELD
    invoice.payments = shown
    assert await shop.settle(invoice) is Outcome.CONFIRMED
    await shop.work_off()
    found = await shop.books(booking)
    assert (found.received.minor, found.owed.minor, shop.refunded(invoice)) == (10000, 0, 0)


async def test_a_second_payment_of_another_sum_waits_for_a_person_beside_the_first(shop):
    booking, invoice = await shop.paid()
    shop.faults.add("moyasar", "pay", "wrong_sum")
    await shop.moyasar.pay(invoice.id, again=True)
    await shop.deliveries.settled()
    await shop.work_off()
    assert await shop.status(booking) is Status.CONFIRMED
    (finding,) = await billing.reconcile(shop.database, shop.provider, shop.tenant_id)
    assert finding.problem is Problem.MISMATCH
    assert (await shop.books(booking)).received.minor == shop.moyasar.books()[invoice.id].paid
    assert shop.refunded(invoice) == 0


async def _assert_second_is_back(shop, booking, invoice):
    assert await shop.status(booking) is Status.CONFIRMED
    assert await shop.state(booking) is State.PAID
    assert [payment.refunded for payment in invoice.payments] == [0, 10000]
    found = await shop.books(booking)
    assert (found.received.minor, found.kept.minor, found.refunded.minor) == (20000, 10000, 10000)
    assert shop.told.count("confirmed") == 1
    assert shop.reasons.count("paid_twice") == 1
    assert await billing.reconcile(shop.database, shop.provider, shop.tenant_id) == []


async def _assert_refused(shop, booking, reason):
    assert await shop.status(booking) is Status.HELD
    assert await shop.state(booking) is State.MISMATCH
    assert (await shop.entries(booking)).count("mismatch") == 1
    assert shop.told.count("payment_mismatch") == 1
    assert shop.reasons[-1] == reason
    assert "confirmed" not in shop.told
