"""What `reconcile` mends, and what it leaves to a person."""

import pytest

from tests.operations.machine import book, work_off


@pytest.fixture
async def product(machine):
    machine.group()
    async with machine.running(works=False) as product:
        yield product


async def test_books_that_agree_need_no_person(machine, product):
    await _opened(machine, product)
    assert await machine.reconcile() == ["ok     payments: our books and the provider's agree"]


async def test_a_payment_that_nobody_told_of_is_mended(machine, product):
    booking, invoice = await _opened(machine, product)
    await _paid(machine, invoice)
    told = f"ok     payments: booking {booking.code}, invoice {invoice.id}: was open, is paid"
    assert await machine.reconcile() == [told]


async def test_a_wrong_sum_is_left_to_a_person(machine, product):
    booking, invoice = await _opened(machine, product)
    machine.sandbox.faults.add("moyasar", "pay", "wrong_sum")
    await _paid(machine, invoice)
    (line,) = await machine.reconcile()
    assert line.startswith(f"wrong  payments: booking {booking.code}, invoice {invoice.id}: what")


async def test_an_invoice_that_is_gone_is_left_to_a_person(machine, product):
    _, invoice = await _opened(machine, product)
    del machine.sandbox.moyasar.invoices[invoice.id]
    (line,) = await machine.reconcile()
    assert "the provider does not know the invoice" in line


async def test_a_key_that_is_not_accepted_is_told(machine, product):
    await _opened(machine, product)
    (line,) = await machine.reconcile(moyasar_secret_key="sk_test_another")
    assert line.startswith("wrong  payments: does not accept the key")


async def test_a_salon_without_a_provider_has_nothing_to_compare(machine, product):
    lines = await machine.reconcile(moyasar_secret_key=None)
    assert lines == ["note   payments: no provider is set up"]


async def _opened(machine, product):
    """A visit whose deposit can be paid."""
    booking = await book(product)
    await work_off(product, machine.sandbox)
    (invoice,) = machine.sandbox.moyasar.invoices.values()
    return booking, invoice


async def _paid(machine, invoice):
    machine.sandbox.faults.add("moyasar", "callback", "webhook_never")
    await machine.sandbox.moyasar.pay(invoice.id)
    await machine.sandbox.deliveries.settled()
