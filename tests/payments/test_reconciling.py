"""Our books and the provider's are brought together: what is safe is mended, the rest listed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from booking.money import Money
from booking.visit import Status
from payments import billing
from payments.billing.reconciling import Problem
from payments.billing.requesting import key_of
from payments.moyasar import Moyasar
from payments.payment import State
from payments.provider import Charge, Rejected


async def test_books_that_agree_need_no_word(shop):
    await shop.paid()
    await shop.opened(chat="43", hour=11)
    await shop.hold(chat="44", hour=13)
    assert await _reconcile(shop) == []


async def test_a_payment_that_nobody_told_of_is_settled(quiet_shop):
    shop = quiet_shop
    booking, invoice = await shop.opened()
    shop.faults.add("moyasar", "callback", "webhook_never")
    await shop.moyasar.pay(invoice.id)
    (finding,) = await _reconcile(shop)
    assert (finding.before, finding.after) == (State.OPEN, State.PAID)
    assert finding.problem is None
    assert finding.provider_id == invoice.id
    assert await shop.status(booking) is Status.CONFIRMED
    assert await _reconcile(shop) == []


async def test_an_invoice_whose_opening_was_never_answered_is_found(shop):
    shop.faults.add("moyasar", "invoices.create", "lost")
    booking = await shop.hold()
    await shop.work_off()
    (invoice,) = shop.moyasar.invoices.values()
    await shop.moyasar.pay(invoice.id)
    (finding,) = await _reconcile(shop)
    assert (finding.before, finding.after) == (State.REQUESTED, State.PAID)
    assert await shop.status(booking) is Status.CONFIRMED


async def test_a_link_to_a_booking_that_is_gone_is_withdrawn(shop):
    booking, invoice = await shop.opened()
    await shop.cancel(booking)  # and nobody has told payments yet
    (finding,) = await _reconcile(shop)
    assert (finding.before, finding.after) == (State.OPEN, State.CANCELLED)
    assert invoice.status == "canceled"


async def test_an_invoice_that_the_provider_lost_is_listed(shop):
    _, invoice = await shop.opened()
    del shop.moyasar.invoices[invoice.id]
    (finding,) = await _reconcile(shop)
    assert finding.problem is Problem.MISSING


async def test_money_that_only_our_books_have_is_listed(shop):
    _, invoice = await shop.paid()
    invoice.status, invoice.payments = "initiated", []
    (finding,) = await _reconcile(shop)
    assert finding.problem is Problem.DIFFERS


async def test_money_on_an_invoice_that_our_books_lost_is_listed(shop):
    lost = Charge(key_of(shop.tenant_id, 1), 1, Money(10000, "SAR"), "Hair", shop.clock.now())
    theirs = replace(lost, key=key_of(shop.tenant_id + 1, 1))  # of a salon on the same account
    shop.faults.add("moyasar", "callback", "webhook_never", 2)
    invoices = [(await shop.provider.open(one)).provider_id for one in (lost, theirs)]
    for invoice_id in invoices:
        await shop.moyasar.pay(invoice_id, late=True)
    (finding,) = await _reconcile(shop)
    assert (finding.problem, finding.provider_id) == (Problem.UNKNOWN, invoices[0])
    assert finding.payment_id is None


async def test_a_share_that_was_given_back_by_hand_is_written_down(quiet_shop):
    shop = quiet_shop
    booking, invoice = await shop.paid()
    await shop.client.post(f"/payments/{invoice.payments[0].id}/refund", {"amount": 4000})
    assert await _reconcile(shop) == []
    assert (await shop.payment(booking)).refunded.minor == 4000


async def test_a_refund_that_only_our_books_have_is_listed(shop):
    booking, invoice = await shop.paid()
    await shop.cancel(booking)
    await shop.work_off()
    invoice.payments[0].refunded = 9999
    (finding,) = await _reconcile(shop)
    assert finding.problem is Problem.DIFFERS


async def test_what_could_not_be_asked_is_listed_and_the_rest_goes_on(shop):
    await shop.opened()
    _, invoice = await shop.opened(chat="43", hour=11)
    shop.faults.add("moyasar", "invoices.fetch", "500")
    shop.faults.add("moyasar", "webhook", "webhook_never")
    shop.faults.add("moyasar", "callback", "webhook_never")
    await shop.moyasar.pay(invoice.id)
    problems = {finding.problem for finding in await _reconcile(shop)}
    assert Problem.UNAVAILABLE in problems


@pytest.mark.parametrize("status", ["paid", "canceled"])
async def test_what_nobody_documents_is_listed_and_changes_nothing(shop, status):
    booking, invoice = await shop.paid()
    invoice.status, invoice.payments[0].status = status, "charged_back"
    for _ in range(2):
        (finding,) = await _reconcile(shop)
        assert (finding.problem, finding.after) == (Problem.DIFFERS, State.PAID)
    assert (await shop.entries(booking)) == ["requested", "opened", "paid"]


async def test_an_open_invoice_that_is_kept_back_is_listed(shop):
    _, invoice = await shop.opened()
    invoice.status = "on_hold"
    (finding,) = await _reconcile(shop)
    assert (finding.problem, finding.after) == (Problem.DIFFERS, State.OPEN)


@pytest.mark.parametrize("fault", ["400", "500"])
async def test_of_what_is_refused_the_rest_goes_on(quiet_shop, fault):
    shop = quiet_shop
    shop.faults.add("moyasar", "callback", "webhook_never", 2)
    booked = [await shop.opened(chat, hour) for chat, hour in (("42", 9), ("43", 11))]
    for _, invoice in booked:
        await shop.moyasar.pay(invoice.id)
    shop.faults.add("moyasar", "invoices.fetch", fault)
    problems = [finding.problem for finding in await _reconcile(shop)]
    assert sorted(problems, key=str) == [None, Problem.UNAVAILABLE]
    assert [finding.problem for finding in await _reconcile(shop)] == [None]
    for booking, _ in booked:
        assert await shop.state(booking) is State.PAID


async def test_a_rejected_key_ends_it(shop):
    await shop.opened()
    wrong = shop.client_with("sk_test_wrong")
    shop.provider = Moyasar(wrong, webhook_secret=None)
    with pytest.raises(Rejected):
        await _reconcile(shop)


async def test_what_ended_days_ago_is_not_asked_for(shop):
    await shop.paid()
    shop.clock.move(timedelta(days=3))
    shop.faults.add("moyasar", "invoices.fetch", "500")
    assert await _reconcile(shop) == []


async def _reconcile(shop):
    return await billing.reconcile(shop.database, shop.provider, shop.tenant_id)
