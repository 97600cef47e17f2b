"""Calendars that customers' phones fetch show what is true, and only to who was given the link."""

import re
from datetime import timedelta

import aiohttp
import pytest
from icalendar import Calendar

from tests.product.conftest import Customer
from tests.product.phones import phone_on

_LINK = re.compile(r"http://\S+/calendar/\S+\.ics")


@pytest.fixture
def customer(small_world):
    return Customer(small_world, phone_on("numbered", small_world))


async def fetched(link, method="GET"):
    async with aiohttp.ClientSession() as session, session.request(method, link) as answer:
        return answer, await answer.read()


async def events(link):
    answer, content = await fetched(link)
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(content).walk("VEVENT")


def link_in(shown):
    return _LINK.search(shown.text)[0]


async def subscribe(customer):
    await customer.say("my bookings", "1")
    return link_in(await customer.choose("Add to calendar", "All my bookings"))


async def test_the_booked_message_links_to_its_entry(customer):
    link = link_in(await customer.book())
    (event,) = await events(link)
    assert event["summary"] == "Haircut with Sara"
    assert event["location"] == "Noor Salon, Olaya St, Al Olaya, Riyadh"
    assert event["status"] == "CONFIRMED"
    assert event.decoded("dtstart").isoformat() == "2027-03-02T09:00:00+00:00"
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(minutes=45)
    answer, _ = await fetched(link, "HEAD")
    assert answer.status == 200


async def test_the_address_is_a_button_where_it_would_be_long_to_read(small_world):
    customer = Customer(small_world, phone_on("telegram", small_world))
    await customer.book()
    message = customer.phone.chat.messages[-1]
    assert "/calendar/" not in message.text
    (link,) = (one.url for row in message.buttons for one in row if one.text == "Add to calendar")
    (event,) = await events(link)
    assert event["summary"] == "Haircut with Sara"


async def test_a_feed_follows_its_bookings_and_marks_the_cancelled(customer):
    await customer.book()
    link = await subscribe(customer)
    (before,) = await events(link)
    await customer.say("my bookings", "1")
    await customer.choose("Another time", "Saturday 6 March", "12:00 PM", "Yes, change it")
    (after,) = await events(link)
    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]
    assert after.decoded("dtstart") - before.decoded("dtstart") == timedelta(days=4)
    await customer.choose("Cancel booking", "Yes, cancel it")
    (cancelled,) = await events(link)
    assert (cancelled["status"], cancelled["uid"]) == ("CANCELLED", before["uid"])


async def test_a_feed_has_the_customers_own_bookings_only(customer):
    await customer.book()
    other = Customer(customer.world, phone_on("telegram", customer.world, 2, "Amal"))
    await other.say("hi")
    await other.choose("Facial", "Huda", "Tuesday 2 March", "5:30 PM", "Amal")
    other.phone.share_contact()
    await other.settle()
    await other.choose("Confirm and pay")
    (event,) = await events(await subscribe(customer))
    assert event["summary"] == "Haircut with Sara"


async def test_a_new_address_ends_the_old_one_and_switching_off_ends_both(customer):
    await customer.book()
    first = await subscribe(customer)
    assert await subscribe(customer) == first
    second = link_in(await customer.choose("New address"))
    assert (await fetched(first))[0].status == 404
    assert len(await events(second)) == 1
    await customer.choose("Switch it off")
    assert (await fetched(second))[0].status == 404


async def test_a_guessed_address_is_as_unknown_as_a_closed_one(customer):
    await customer.book()
    link = await subscribe(customer)
    text, _, signature = link.rpartition("/")[2].removesuffix(".ics").rpartition(".")
    base = link.rpartition("/")[0]
    await customer.choose("Switch it off")
    closed, closed_body = await fetched(link)
    another = text[:-1] + str((int(text[-1]) + 1) % 10)
    for guess in (f"{another}.{signature}", f"{text}.", "x", "file~1~9~x", f"{text}.{signature}é"):
        answer, body = await fetched(f"{base}/{guess}.ics")
        assert (answer.status, body) == (closed.status, closed_body) == (404, b"404: Not Found")


async def test_a_link_of_another_kind_is_no_calendar(customer):
    await customer.book()
    links = customer.world.product.context.links
    for address in (
        links.file(customer.world.tenant_id, "calendar-1", customer.world.clock.now()),
        links.after_payment("en").replace("return?p=", ""),
    ):
        token = address.rpartition("/")[2]
        answer, _ = await fetched(f"{customer.world.address}/calendar/{token}.ics")
        assert answer.status == 404
