"""Full days are named and not offered; where nothing is free, what is free is."""

from datetime import date

import pytest

from booking.catalog import Catalog
from booking.catalog_file import import_catalogue, read_catalogue
from booking.customers import meet
from booking.reservations.hold import hold
from booking.slots import free_times
from booking.visit import Request
from booking.wish import Wish
from tests.product.world import SALONS

TUESDAY = date(2027, 3, 2)


async def fill(world, name, *days):
    """Book haircuts with this person until there is no time for another on these days."""
    async with world.work() as work:
        salon = await Catalog().salon(work)
        address = f"+96650999{sum(map(ord, name)):04}"
        somebody = await meet(work, "whatsapp", address, address)
        haircut = next(one for one in salon.services if one.name.in_("en") == "Haircut")
        staff = next(one for one in salon.staff if one.name.in_("en") == name)
        wish = Wish((haircut,), staff.id)
        while free := await free_times(work, salon, wish, (days[0], days[-1])):
            await hold(work, salon, _request(haircut, staff, somebody, free[0].starts_at))


def _request(service, staff, person, starts_at):
    return Request(
        key=f"{staff.id} {starts_at}",
        customer_id=person.id,
        channel=person.channel,
        chat=person.address,
        service_id=service.id,
        staff_id=staff.id,
        starts_at=starts_at,
        price_shown=service.price,
    )


async def change_salon(world, old, new):
    text = SALONS["sample"].read_text()
    changed = text.replace(old, new, 1)
    assert changed != text
    await import_catalogue(world.database, read_catalogue(changed, "salon.toml"), seal=str)


async def end_tomorrow(world):
    """Have tomorrow be the last day that can be booked."""
    await change_salon(world, "horizon_days = 30", "horizon_days = 1")


@pytest.fixture
async def at_days(customer):
    """A customer who is about to choose a day for a haircut with Sara."""

    async def reach():
        await customer.say("hi")
        return await customer.choose("Haircut", "Sara")

    customer.reach = reach
    return customer


async def test_a_full_day_is_named_and_not_offered(at_days):
    await fill(at_days.world, "Sara", TUESDAY)
    shown = await at_days.reach()
    assert "Full: Tuesday 2 March" in shown.text
    assert shown.choices[:2] == ("Monday 1 March", "Friday 5 March")


async def test_a_day_on_which_nobody_works_is_not_full(at_days):
    shown = await at_days.reach()
    assert "Full" not in shown.text


async def test_a_day_that_became_full_leads_to_the_first_free_times(at_days):
    await at_days.reach()
    await fill(at_days.world, "Sara", TUESDAY)
    shown = await at_days.choose("Tuesday 2 March")
    assert "Sara has nothing free on Tuesday 2 March." in shown.text
    assert shown.choices == (
        *("Mon 1 Mar, 12:00 PM", "Mon 1 Mar, 12:45 PM", "Mon 1 Mar, 1:30 PM", "Friday 5 March"),
        *("Another day", "Waiting list", "Someone else", "Another service"),
    )
    shown = await at_days.choose("Mon 1 Mar, 12:45 PM")
    assert "What name shall we book it under?" in shown.text


async def test_somebody_else_is_free_on_the_day_that_is_full(at_days):
    await at_days.reach()
    await fill(at_days.world, "Sara", TUESDAY)
    await at_days.choose("Tuesday 2 March", "Someone else")
    shown = await at_days.choose("Noor")
    assert "Tuesday 2 March: which time suits you?" in shown.text


async def test_who_has_nothing_free_at_all_is_told_of_the_others_first_times(at_days):
    await end_tomorrow(at_days.world)
    await fill(at_days.world, "Sara", date(2027, 3, 1), TUESDAY)
    shown = await at_days.reach()
    assert "Sara has nothing free until Tuesday 2 March." in shown.text
    assert shown.choices == (
        *("Mon 1 Mar, 11:00 AM", "Mon 1 Mar, 11:45 AM", "Mon 1 Mar, 12:30 PM"),
        *("Waiting list", "Someone else", "Another service"),
    )
    await at_days.choose("Mon 1 Mar, 11:45 AM", "Noura")
    if not at_days.phone.gives_number:
        at_days.phone.share_contact()
        await at_days.settle()
    assert "With: Noor" in at_days.heard[-1].text


async def test_nothing_free_at_all_is_said(at_days):
    await end_tomorrow(at_days.world)
    await fill(at_days.world, "Sara", date(2027, 3, 1), TUESDAY)
    await fill(at_days.world, "Noor", date(2027, 3, 1), TUESDAY)
    await at_days.say("hi")
    shown = await at_days.choose("Haircut", "Anyone")
    assert "Nothing is free until Tuesday 2 March." in shown.text
    assert shown.choices == ("Waiting list", "Another service")


@pytest.mark.parametrize("reached", [(), ("7 to 13 March",)], ids=["weeks", "days"])
async def test_a_service_that_is_over_meanwhile_has_nothing_free(at_days, reached):
    await at_days.reach()
    await at_days.choose("More", *reached)
    last = 'minutes = 45\ndates = ["2027-02-01", "2027-02-28"]\n'
    await change_salon(at_days.world, "minutes = 45\n", last)
    shown = await at_days.say("?")
    assert "Sara has nothing free until Sunday 28 February." in shown.text
    assert shown.choices == ("Someone else", "Another service")
