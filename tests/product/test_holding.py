"""A salon that holds deposits: the card is entered on our page, and charged after the visit."""

import json
import re
from datetime import timedelta

import aiohttp
import pytest
from sqlalchemy import select

from booking.catalog import Catalog
from booking.reservations.moving import move
from booking.store.tables.bookings import bookings
from booking.store.tenancy import scoped
from booking.visit import Actor
from bot.operations.reconciling import reconcile
from sandbox import scene
from tests.product.conftest import Customer
from tests.product.phones import TelegramPhone
from tests.product.test_staff_money import plain
from tests.product.test_strange_input import booked

HELD, COMPLETED = "العربون محجوز على البطاقة: 100 ر.س من 380 ر.س", "تمت الزيارة"
LET_GO = "أُلغي حجز العربون على البطاقة: 100 ر.س"


@pytest.fixture
async def customer(small_world):
    await small_world.change_salon(("hold_minutes = 15", "hold_minutes = 15\nhold_deposits = true"))
    return Customer(small_world, TelegramPhone(small_world, 1, "Noura", "en"))


@pytest.fixture
async def browser():
    async with aiohttp.ClientSession(headers={"User-Agent": "a browser"}) as session:
        yield session


async def reach_link(customer):
    await customer.say("hi")
    await customer.choose("Hair color", "Noor", "Tuesday 2 March", "1:00 PM", "Noura")
    customer.phone.share_contact()
    await customer.settle()
    await customer.choose("Confirm and pay")
    return customer.answer.links[0]


async def read(browser, url):
    async with browser.get(url) as answer:
        assert answer.status == 200
        assert answer.headers["Cache-Control"] == "no-store"
        return await answer.text()


def settings_in(page):
    return json.loads(re.search(r"Moyasar\.init\((.*?)\);</script>", page)[1])


async def enter_card(world, browser, settings):
    """What Moyasar's form does in the browser; where it leads in the end."""
    source = {"type": "creditcard", "name": "Noura A", "number": "4111111111111111"}
    source |= {"month": "12", "year": "2030", "cvc": "123", **settings["credit_card"]}
    names = ("amount", "currency", "description", "callback_url", "metadata")
    body = {"source": source, **{name: settings[name] for name in names}}
    key = aiohttp.encode_basic_auth(settings["publishable_api_key"], "")
    base = str(world.product.settings.moyasar_api_url)
    async with browser.post(
        f"{base}/payments", json=body, headers={"Authorization": key}
    ) as answer:
        assert answer.status == 201, await answer.text()
        begun = await answer.json()
    asked = begun["source"]["transaction_url"]
    async with browser.post(asked, data={"answer": "yes"}, allow_redirects=False) as answer:
        return answer.headers["Location"]


async def bookings_of(world):
    async with world.work() as work:
        return await work.rows(select(bookings).where(scoped(bookings)))


async def test_a_deposit_is_held_when_booking_and_taken_after_the_visit(customer, browser):
    world = customer.world
    link = await reach_link(customer)
    assert "held on your card" in customer.answer.text
    page = await read(browser, link)
    assert "is only held on your card now" in page
    settings = settings_in(page)
    assert settings["publishable_api_key"] == scene.MOYASAR_PUBLISHABLE_KEY
    assert scene.MOYASAR_KEY not in page
    assert (settings["amount"], settings["credit_card"]) == (10000, {"manual": True})
    back = await enter_card(world, browser, settings)
    assert "Thank you" in await read(browser, back)
    await customer.settle()
    assert customer.answer.text.startswith("You are booked.")
    assert "Deposit: SAR 100" in plain(customer.answer.text)
    (payment,) = world.sandbox.moyasar.payments.values()
    assert (payment.status, payment.taken) == ("authorized", 0)
    assert HELD in plain(world.staff_texts()[0])
    (row,) = await bookings_of(world)
    world.staff.send(f"/refund {row.code} 50 unhappy", chat=world.group)
    await customer.settle()
    assert "العربون محجوز على البطاقة فقط" in world.staff_texts()[-1]
    assert "mysr-form" not in await read(browser, link)
    await world.pass_time(timedelta(days=1, hours=6))
    customer.phone.news()
    world.staff.tap(COMPLETED, chat=world.group)
    await customer.settle()
    assert (payment.status, payment.taken) == ("captured", 10000)
    assert any("was taken from your card" in one.text for one in customer.heard)


async def test_a_visit_of_which_nobody_says_what_came_is_over_a_day_later(customer, browser):
    world = customer.world
    link = await reach_link(customer)
    await enter_card(world, browser, settings_in(await read(browser, link)))
    await customer.settle()
    (payment,) = world.sandbox.moyasar.payments.values()
    await world.pass_time(timedelta(days=2, hours=4, minutes=59))
    assert payment.status == "authorized"
    await world.pass_time(timedelta(minutes=1))
    assert (payment.status, payment.taken) == ("captured", 10000)
    assert await booked(world) == ["completed"]


async def test_a_visit_that_was_moved_is_not_over_before_its_new_end(small_world):
    customer = Customer(small_world, TelegramPhone(small_world, 1, "Noura", "en"))
    await customer.book()
    async with small_world.work() as work:
        row = await work.row(select(bookings.c.id, bookings.c.starts_at).where(scoped(bookings)))
        later = row.starts_at + timedelta(days=7)
        await move(work, await Catalog().salon(work), row.id, later, Actor("staff"))
    await small_world.pass_time(timedelta(days=3))
    assert await booked(small_world) == ["confirmed"]
    await small_world.pass_time(timedelta(days=7))
    assert await booked(small_world) == ["completed"]


async def test_who_cancels_in_time_is_told_that_the_card_is_free_again(customer, browser):
    link = await reach_link(customer)
    await enter_card(customer.world, browser, settings_in(await read(browser, link)))
    await customer.settle()
    await customer.say("cancel")
    assert "SAR 100 that is held on your card will be free again." in plain(customer.answer.text)
    await customer.choose("Yes, cancel it")
    assert not any("on its way back" in one.text for one in customer.heard)
    (payment,) = customer.world.sandbox.moyasar.payments.values()
    assert payment.status == "voided"
    assert any("no longer held on your card" in one.text for one in customer.heard)


async def test_the_command_finds_a_card_that_nobody_told_of(customer, browser):
    world = customer.world
    link = await reach_link(customer)
    world.sandbox.faults.add("moyasar", "pay", "webhook_never")
    await enter_card(world, browser, settings_in(await read(browser, link)))
    (finding,) = await reconcile(world.product)
    assert "was open, is authorized" in str(finding)
    await customer.settle()
    assert customer.answer.text.startswith("You are booked.")


async def test_a_card_that_the_salon_lets_go_of_while_the_visit_stands_needs_a_person(
    customer, browser
):
    world = customer.world
    link = await reach_link(customer)
    await enter_card(world, browser, settings_in(await read(browser, link)))
    (payment,) = world.sandbox.moyasar.payments.values()
    await customer.settle()
    await world.product.tenants.first.holds.void(payment.id)  # as in the dashboard
    await customer.settle()
    assert any("no longer held on your card" in one.text for one in customer.heard)
    assert LET_GO in plain(world.staff_texts()[-1])


async def test_a_visit_further_ahead_than_a_card_can_be_held_is_paid_by_link(customer):
    await customer.say("hi")
    await customer.choose("Hair color", "Noor")
    await customer.choose("Monday 8 March", "1:00 PM", "Noura")
    customer.phone.share_contact()
    await customer.settle()
    await customer.choose("Confirm and pay")
    assert len(customer.world.sandbox.moyasar.invoices) == 1


async def test_a_page_that_we_never_signed_is_not_found(small_world, browser):
    for token in ("nothing", "pay~1~key.signature"):
        async with browser.get(f"{small_world.address}/pay/{token}") as answer:
            assert answer.status == 404
