"""A salon is read back as it was written, in few queries, and kept until its version changes."""

from contextlib import contextmanager
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event, select, update

from booking.catalog import Catalog
from booking.errors import Misuse, Unavailable
from booking.money import Money
from booking.salon import LocalName, Location, WeeklyHours
from booking.store.database import Database
from booking.store.tables.salon import calendars, tenants
from booking.store.tenancy import scoped
from tests.booking.catalogues import VALID, imported

_MINUTE = timedelta(minutes=1)


async def salon_of(database, *changes, catalog=None, version=None):
    made = await imported(database, *changes)
    async with database.unit_of_work(made.tenant_id) as work:
        return await (catalog or Catalog()).salon(work, version)


@contextmanager
def counted_queries(database):
    statements = []

    def note(_connection, _cursor, statement, *_):
        if statement.startswith("SELECT"):
            statements.append(statement)

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(database.engine.sync_engine, "before_cursor_execute", note)


async def test_a_salon_is_what_its_file_said(database):
    salon = await salon_of(database)
    assert (salon.slug, salon.version, salon.currency) == ("noor", 1, "SAR")
    assert salon.name == LocalName({"ar": "صالون نور", "en": "Noor Salon"})
    assert salon.zone == ZoneInfo("Asia/Riyadh")
    assert salon.languages == ("ar", "en")
    assert salon.phone == "+966500000000"
    assert salon.location == Location(
        24.7136, 46.6753, LocalName({"ar": "شارع العليا", "en": "Olaya St"})
    )
    assert (salon.weekend, salon.first_weekday) == ({4, 5}, 6)
    assert (salon.step, salon.hold) == (20 * _MINUTE, 10 * _MINUTE)
    assert (salon.cancel_until, salon.minimum_notice) == (720 * _MINUTE, 90 * _MINUTE)
    assert salon.horizon_days == 45
    assert salon.hours == WeeklyHours(
        (((600, 1440),), (), (), (), ((960, 1560),), (), ((600, 840), (960, 1320)))
    )


async def test_names_are_read_in_the_salons_order_of_languages(database):
    salon = await salon_of(database)
    assert list(salon.name.texts) == ["ar", "en"]
    assert list(salon.services[0].name.texts) == ["ar", "en"]


async def test_services_and_categories_come_in_the_order_of_the_file(database):
    salon = await salon_of(database)
    assert [one.name.in_("en") for one in salon.categories] == ["Hair", "Care"]
    haircut, color = salon.services
    assert haircut.category_id == salon.categories[0].id
    assert (haircut.length, haircut.buffer_before) == (45 * _MINUTE, 5 * _MINUTE)
    assert (haircut.buffer_after, color.buffer_after) == (10 * _MINUTE, 0 * _MINUTE)
    assert (haircut.price, haircut.deposit) == (Money(11500, "SAR"), Money(5000, "SAR"))
    assert (color.category_id, color.price, color.deposit) == (None, Money(35050, "SAR"), None)


async def test_staff_have_their_services_hours_and_roles(database):
    salon = await salon_of(database)
    sara, huda = salon.staff
    haircut, color = (service.id for service in salon.services)
    assert (sara.services, huda.services) == ({haircut, color}, {color})
    assert sara.hours == WeeklyHours(((),) * 6 + (((720, 1200),),))
    assert huda.hours is None
    assert [(one.role, one.telegram_id) for one in salon.staff] == [
        ("owner", 1001),
        ("staff", 1002),
    ]


async def test_a_member_whose_own_week_is_empty_does_not_get_the_salons(database):
    salon = await salon_of(database, ('hours = { sun = ["12:00-20:00"] }', "hours = {}"))
    assert salon.staff[0].hours == WeeklyHours(((),) * 7)


async def test_a_salon_that_never_opens_has_an_empty_week(database):
    opening = VALID[VALID.index("sun = ") : VALID.index("[[categories]]")]
    assert (await salon_of(database, (opening, ""))).hours == WeeklyHours(((),) * 7)


async def test_what_may_be_absent_is_none(database):
    place = VALID[VALID.index("location = ") : VALID.index("weekend = ")]
    salon = await salon_of(database, (place, ""), ('phone = "+966500000000"\n', ""))
    assert (salon.phone, salon.location) == (None, None)


async def test_the_order_follows_the_newest_file(database):
    await imported(database)
    first, second = '[[categories]]\nid = "hair"', '[[categories]]\nid = "care"'
    swapped = await salon_of(database, (first, "@"), (second, first), ("@", second))
    assert [one.name.in_("en") for one in swapped.categories] == ["Hair", "Care"]
    assert [one.id for one in swapped.categories] != sorted(one.id for one in swapped.categories)


async def test_what_is_retired_is_left_out(database):
    await imported(database)
    huda = VALID[VALID.index('[[staff]]\nid = "huda"') : VALID.index("[credentials]")]
    salon = await salon_of(database, (huda, ""))
    assert [one.name.in_("en") for one in salon.staff] == ["Sara"]


async def test_another_salons_rows_are_not_seen(database):
    await imported(database)
    credentials = VALID[VALID.index("[credentials]") :]
    second = await salon_of(database, ('slug = "noor"', 'slug = "second"'), (credentials, ""))
    assert (len(second.services), len(second.staff), len(second.hours.days[6])) == (2, 2, 2)


async def test_a_salon_is_read_in_at_most_six_queries_and_kept(database):
    made = await imported(database)
    catalog = Catalog()
    async with database.unit_of_work(made.tenant_id) as work:
        with counted_queries(database) as reading:
            first = await catalog.salon(work)
        with counted_queries(database) as asking:
            again = await catalog.salon(work)
        with counted_queries(database) as trusting:
            trusted = await catalog.salon(work, version=1)
    assert (len(reading), len(asking), len(trusting)) == (6, 1, 0)
    assert first is again is trusted


async def test_a_new_version_is_read_anew(database):
    catalog = Catalog()
    first = await salon_of(database, catalog=catalog)
    kept = await salon_of(
        database, ("horizon_days = 45", "horizon_days = 9"), catalog=catalog, version=first.version
    )
    assert kept is first
    new = await salon_of(database, ("horizon_days = 45", "horizon_days = 9"), catalog=catalog)
    assert (new.version, new.horizon_days) == (2, 9)


async def test_no_import_comes_between_the_queries_of_one_reading(postgresql_url, clock):
    database = Database(postgresql_url, clock)
    try:
        made = await imported(database)
        async with database.unit_of_work(made.tenant_id) as work:
            await Catalog().salon(work)
            with pytest.raises(Unavailable, match="55P03"):
                async with database.across_tenants() as connection:
                    await connection.execute(select(tenants).with_for_update(nowait=True))
    finally:
        await database.close()


async def test_an_unknown_tenant_is_misuse(database):
    async with database.unit_of_work(404) as work:
        with pytest.raises(Misuse):
            await Catalog().salon(work)
        with pytest.raises(Misuse):
            await Catalog().salon(work, version=1)


async def test_who_is_gone_is_still_named(database):
    before = await salon_of(database)
    gone = before.staff[-1]
    async with database.unit_of_work(before.tenant_id) as work:
        retire = update(calendars).where(scoped(calendars), calendars.c.id == gone.id)
        await work.execute(retire.values(retired_at=work.now))
        after = await Catalog().salon(work)
    assert after.staff_member(gone.id) is None
    assert after.former == {gone.id: gone.name}
