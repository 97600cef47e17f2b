"""Bookings that a new rule would refuse stand, and are found with the rule that they break."""

from datetime import timedelta

import pytest

from booking.bookings import find, to_come
from booking.catalog import Catalog
from booking.catalog_file import import_catalogue, read_catalogue
from booking.errors import SlotTaken
from booking.forbidden import Rule, by_rule, forbidden
from booking.reservations.change import cancel
from booking.reservations.units import free_unit
from booking.visit import Actor, Status
from tests.booking.desk import CATALOGUE, TEN, Desk, minutes
from tests.booking.plans import asked

CHAIRS = (("horizon_days = 30", "horizon_days = 30\nresources = { chair = 2 }"),)
SITS = ("buffer_after = 10", 'buffer_after = 10\nuses = ["chair"]')
WEDNESDAY = TEN + timedelta(days=1)


@pytest.fixture
async def desk(database, clock):
    return await Desk(database, clock).open(changes=(*CHAIRS, SITS))


async def found(desk, *changes):
    """The codes under each rule, after the catalogue has changed."""
    text = CATALOGUE.format(slug="main")
    for old, new in (*CHAIRS, SITS, *changes):
        assert old in text
        text = text.replace(old, new, 1)
    await import_catalogue(desk.database, read_catalogue(text, "salon.toml"), seal=str)
    async with desk.work() as work:
        return by_rule(await forbidden(work, await Catalog().salon(work)))


async def test_nothing_is_forbidden_that_was_just_booked(desk):
    assert await found(desk) == {}
    await desk.hold(staff=desk.sara)
    await desk.hold(service=desk.color, at=TEN + minutes(60))
    assert await found(desk) == {}


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (('tue = ["10:00-14:00"]', 'tue = ["10:15-14:00"]'), Rule.OPEN),
        (("[hours]", 'closures = ["2027-03-02"]\n[hours]'), Rule.OPEN),
        (
            (
                "minutes = 45",
                'minutes = 45\nhours = { tue = ["12:00-14:00"], wed = ["10:00-14:00"] }',
            ),
            Rule.OPEN,
        ),
        (("minutes = 45", 'minutes = 45\ndates = ["2027-03-03", "2027-03-04"]'), Rule.DATES),
        (("chair = 2", "chair = 1"), Rule.RESOURCE),
        (("[hours]", 'limits = [{ per = "service", day = 1 }]\n[hours]'), Rule.LIMIT),
    ],
)
async def test_what_a_new_rule_would_refuse_is_found_and_stands(desk, change, rule):
    first = await desk.hold(staff=desk.noor)
    second = await desk.hold(staff=desk.sara)
    later = await desk.hold(staff=desk.sara, at=WEDNESDAY)
    broken = {first.code, second.code} - ({first.code} if rule is Rule.RESOURCE else set())
    assert {one: set(codes) for one, codes in (await found(desk, change)).items()} == {rule: broken}
    async with desk.work() as work:
        statuses = [(await find(work, one.id)).status for one in (first, second, later)]
    assert statuses == [Status.CONFIRMED] * 3


async def test_as_many_queries_however_many_bookings(desk):
    counts = []
    for at in (TEN, TEN + minutes(60)):
        for member in (desk.noor, desk.sara):
            await desk.hold(staff=member, at=at)
        async with desk.work() as work:
            with asked(desk.database) as sent:
                await forbidden(work, desk.salon)
        counts.append(len(sent))
    assert counts == [2, 2]  # and one more where there are limits


async def test_who_does_not_do_it_any_more_is_found(desk):
    booking = await desk.hold(staff=desk.sara)
    assert await found(desk, ('services = ["cut"]', 'services = ["color"]')) == {
        Rule.SKILL: [booking.code]
    }


async def test_what_is_over_or_off_is_not_told_of(desk, clock):
    await desk.hold(service=desk.color)  # whose hold runs out
    await desk.hold(staff=desk.sara)
    clock.move(TEN - clock.now() + minutes(1))
    assert await found(desk, ('tue = ["10:00-14:00"]', "tue = []")) == {}


@pytest.mark.parametrize("per", ["customer", "staff"])
async def test_limits_of_every_customer_and_of_everybody_at_work_are_looked_at(desk, per):
    me, other = await desk.customer(), await desk.customer()
    limit = ("[hours]", f'limits = [{{ per = "{per}", day = 1 }}]\n[hours]')
    for at in (TEN, TEN + minutes(60)):
        await desk.hold(me, at=at, staff=desk.sara)
    await desk.hold(other, at=TEN + timedelta(days=1), staff=desk.sara)
    async with desk.work() as work:
        mine = {one.code for one in await to_come(work) if one.customer_id == me}
    assert {one: set(codes) for one, codes in (await found(desk, limit)).items()} == {
        Rule.LIMIT: mine
    }


async def test_who_was_to_have_a_chair_that_is_gone_takes_one_of_the_others(desk):
    first = await desk.hold(staff=desk.noor)
    await desk.hold(staff=desk.sara)
    await found(desk, ("chair = 2", "chair = 1"))
    async with desk.work() as work:
        desk.salon = await Catalog().salon(work)
        await cancel(work, first.id, Actor("staff", "1"))
    assert 0 not in await desk.offered(staff=desk.noor)
    with pytest.raises(SlotTaken):
        await desk.hold(staff=desk.noor)
    async with desk.work() as work:
        with pytest.raises(SlotTaken):  # what was held and is paid late
            await free_unit(work, desk.salon.resources[0], (TEN, TEN + minutes(45)))
