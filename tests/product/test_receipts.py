"""Receipts are sent when asked for; who fetches one needs an address that we signed, in time."""

from datetime import timedelta

import aiohttp
import pytest
from sqlalchemy import select

from booking.store.tables.bookings import bookings
from booking.store.tenancy import scoped
from bot.links import Links
from bot.secrets import Keyring
from payments.tables import receipts
from tests.product.conftest import Customer
from tests.product.phones import WhatsAppPhone
from tests.product.world import opened_world

_OTHER_KEY = "another key, which is also longer than thirty-two characters"


@pytest.fixture
async def customer(small_world):
    """Somebody on WhatsApp who has paid a deposit."""
    customer = Customer(small_world, WhatsAppPhone(small_world, 1, "Noura", "en"))
    await customer.say("hi")
    await customer.choose(
        "Facial", "Huda", "Tuesday 2 March", "5:30 PM", "Noura", "Confirm and pay"
    )
    (invoice,) = small_world.sandbox.moyasar.invoices.values()
    await small_world.sandbox.moyasar.pay(invoice.id)
    await customer.settle()
    return customer


@pytest.fixture
async def key(customer):
    async with customer.world.work() as work:
        row = await work.row(select(bookings.c.id).where(scoped(bookings)))
    return f"receipts-{row.id}"


@pytest.fixture
async def fetch():
    async with aiohttp.ClientSession() as session:

        async def fetch(url, method="GET"):
            async with session.request(method, url) as answer:
                return answer.status, answer.headers, await answer.read()

        yield fetch


@pytest.fixture
def address(customer, key):
    """The address of a file, signed with our key or another."""

    def address(named=key, tenant=None, keyring=None):
        world = customer.world
        links = Links(world.address, keyring) if keyring else world.product.context.links
        return links.file(tenant or world.tenant_id, named, world.clock.now())

    return address


async def test_the_receipt_is_issued_when_the_money_comes_and_sent_when_it_is_asked_for(customer):
    async with customer.world.work() as work:
        assert len(await work.rows(select(receipts.c.id).where(scoped(receipts)))) == 1
    assert not any(message.medium for message in customer.phone.messages)
    for _ in range(2):
        await customer.say("my bookings")
        await customer.choose("Tue 2 Mar, 5:30 PM", "Receipt")
    first, second = (one.medium for one in customer.phone.messages if one.medium)
    assert first == second
    assert first.content_type == "application/pdf"


async def test_a_file_is_fetched_with_its_exact_type_and_head_tells_the_same(fetch, address):
    status, headers, content = await fetch(address())
    assert (status, headers["Content-Type"]) == (200, "application/pdf")
    assert headers["Content-Disposition"].startswith('inline; filename="receipt-')
    assert headers["Cache-Control"] == "private, no-store"
    assert content.startswith(b"%PDF-")
    status, told, nothing = await fetch(address(), "HEAD")
    assert (status, nothing) == (200, b"")
    assert told["Content-Type"] == headers["Content-Type"]
    assert int(told["Content-Length"]) == len(content)


async def test_an_address_is_good_for_an_hour(customer, fetch, address):
    url = address()
    customer.world.clock.move(timedelta(hours=1))
    assert (await fetch(url))[0] == 200
    customer.world.clock.move(timedelta(seconds=1))
    assert (await fetch(url))[0] == 410


async def test_an_address_that_is_not_ours_opens_nothing(customer, fetch, address):
    forged = address(keyring=Keyring(_OTHER_KEY))
    wider = address().replace("~receipts-", "~other-")
    signed_for_another_use = customer.world.product.context.links.after_payment("en")
    token = signed_for_another_use.partition("?p=")[2]
    for url in (forged, wider, f"{customer.world.address}/files/{token}", address() + "x"):
        assert (await fetch(url))[0] == 401
    for url in (address("receipts-17"), address("anything-1")):
        assert (await fetch(url))[0] == 404


async def test_a_paid_request_has_its_receipt_at_once_and_a_credit_note_if_it_is_declined(
    sqlite_url, clock
):
    async with opened_world(sqlite_url, clock, salon="careful") as world:
        customer = Customer(world, WhatsAppPhone(world, 1, "Noura", "en"))
        await customer.say("hi")
        await customer.choose("Bridal makeup", "Noor", "Wednesday 3 March", "1:00 PM", "Noura")
        await customer.choose("Confirm and pay")
        (invoice,) = world.sandbox.moyasar.invoices.values()
        await world.sandbox.moyasar.pay(invoice.id)
        await customer.settle()
        assert await series(world) == ["invoice"]
        world.staff.tap("رفض", chat=world.group)
        await world.settle()
        assert await series(world) == ["invoice", "credit_note"]


async def series(world):
    async with world.work() as work:
        rows = await work.rows(select(receipts).where(scoped(receipts)).order_by(receipts.c.id))
    return [row.series for row in rows]


async def test_a_receipt_of_another_salon_is_not_found(fetch, address):
    assert (await fetch(address(tenant=7)))[0] == 404
