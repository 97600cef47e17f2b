"""What a customer is given for the money: numbered without gaps, once, and as it was then."""

import asyncio
from decimal import Decimal

import pytest
from sqlalchemy import update

from booking.catalog_file import import_catalogue, read_catalogue
from booking.money import Money
from booking.store.tables.bookings import booking_lines
from booking.store.tenancy import scoped
from booking.visit import Actor
from payments import billing, receipts
from payments.receipt import Series
from tests.payments.shop import CATALOGUE

SELLER = """
vat_number = "310122393500003"
legal_name = { en = "Noor Beauty Est.", ar = "مؤسسة نور للتجميل" }
legal_address = { en = "Olaya St, Riyadh", ar = "شارع العليا، الرياض" }
"""


async def taxed(shop, **replaced):
    """Have the salon registered for VAT."""
    text = CATALOGUE.format(slug="main").replace("\n[hours]", f"{SELLER}\n[hours]")
    for old, new in replaced.values():
        text = text.replace(old, new)
    await import_catalogue(shop.database, read_catalogue(text, "salon.toml"), seal=str)


async def issued(shop, booking):
    async with shop.work() as work:
        await receipts.issue(work, booking.id)
        return await receipts.of_booking(work, booking.id)


async def test_a_payment_has_one_receipt_however_often_it_is_asked_for(shop):
    await taxed(shop)
    booking, _ = await shop.paid()
    (first,) = await issued(shop, booking)
    assert await issued(shop, booking) == [first]
    assert (first.series, first.number, first.issued_at) == (Series.INVOICE, 1, shop.clock.now())
    content = first.content
    assert (content.total.total.minor, content.total.vat.minor) == (10000, 1304)
    assert [line.name.in_("ar") for line in content.lines] == ["صبغة شعر"]
    assert (content.booking_code, content.paid_by) == (booking.code, "moyasar")
    assert content.vat_number == "310122393500003"
    assert {rate: vat.minor for rate, vat in content.taxes.items()} == {Decimal(15): 1304}
    assert content.address.in_("en") == "Olaya St, Riyadh"
    assert content.is_tax_invoice


async def test_what_was_not_paid_has_no_receipt(shop):
    booking, _ = await shop.opened()
    assert await issued(shop, booking) == []


async def test_a_refund_has_a_credit_note_of_its_own_sequence(shop):
    await taxed(shop)
    await issued(shop, (await shop.paid(hour=8))[0])
    booking, _ = await shop.paid(hour=9)
    await shop.cancel(booking, Actor("staff", "1001"))
    await shop.work_off()
    invoice, note = await issued(shop, booking)
    assert (invoice.series, invoice.number) == (Series.INVOICE, 2)
    assert (note.series, note.number) == (Series.CREDIT_NOTE, 1)
    assert note.content.refers_to == 2
    assert note.content.total == invoice.content.total


async def test_credit_notes_add_up_to_the_invoice_and_its_tax(shop):
    await taxed(shop)
    booking, _ = await shop.paid()
    for minor in (3333, 1050, 5617):
        async with shop.work() as work:
            await billing.grant(work, booking.id, Money(minor, "SAR"), "late", str(minor))
        await shop.work_off()
    invoice, *notes = [one.content.total for one in await issued(shop, booking)]
    assert [note.total.minor for note in notes] == [3333, 1050, 5617]
    assert [note.vat.minor for note in notes] == [435, 137, 732]
    assert sum(note.vat.minor for note in notes) == invoice.vat.minor == 1304


async def test_a_credit_note_names_what_was_sold_though_the_visit_is_another_by_now(shop):
    await taxed(shop)
    booking, _ = await shop.paid()
    (invoice,) = await issued(shop, booking)
    async with shop.work() as work:
        lines = update(booking_lines).where(booking_lines.c.booking_id == booking.id)
        await work.execute(lines.where(scoped(booking_lines)).values(vat_basis_points=0))
    await shop.cancel(booking, Actor("staff", "1001"))
    await shop.work_off()
    _, note = await issued(shop, booking)
    assert note.content.lines == invoice.content.lines


async def test_a_receipt_says_for_ever_what_was_true(shop):
    await taxed(shop)
    booking, _ = await shop.paid()
    before = await issued(shop, booking)
    await taxed(shop, name=("مؤسسة نور", "شركة أخرى"), service=("Hair color", "Colour"))
    assert await issued(shop, booking) == before


async def test_a_salon_without_a_vat_number_issues_no_tax_invoice(shop):
    booking, _ = await shop.paid()
    (receipt,) = await issued(shop, booking)
    assert not receipt.content.is_tax_invoice
    assert receipt.content.name.in_("en") == "Noor Salon"


async def test_a_salon_in_phase_two_issues_no_tax_invoice(shop):
    await taxed(shop, phase=("vat_number", "einvoice_phase = 2\nvat_number"))
    booking, _ = await shop.paid()
    (receipt,) = await issued(shop, booking)
    assert receipt.content.vat_number
    assert not receipt.content.is_tax_invoice


@pytest.mark.threaded_sqlite
async def test_numbers_have_no_gaps_though_many_ask_at_once_and_some_fail(shop):
    visits = [(await shop.paid(chat=str(hour), hour=hour))[0] for hour in (7, 8, 9, 10)]

    async def failing(booking):
        async with shop.work() as work:
            await receipts.issue(work, booking.id)
            raise ZeroDivisionError

    asked = [issued(shop, booking) for booking in visits * 3]
    failed = [failing(booking) for booking in visits]
    await asyncio.gather(*failed, *asked, return_exceptions=True)
    numbers = [one.number for booking in visits for one in await issued(shop, booking)]
    assert sorted(numbers) == [1, 2, 3, 4]
