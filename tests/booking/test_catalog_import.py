"""A catalogue file becomes rows of its tenant, and only what changed changes."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text

from booking.catalog import find_tenant, first_tenant
from booking.catalog_file import import_catalogue, read_catalogue
from booking.errors import Invalid
from booking.reservations.locking import lock_calendars
from booking.store.database import Database
from booking.store.tables.salon import (
    calendars,
    categories,
    directory,
    offers,
    opening_hours,
    services,
    tenants,
)
from booking.store.tenancy import metadata
from tests.booking.catalogues import VALID, catalogue, changed, imported, reversed_text

_SECOND = ('slug = "noor"', 'slug = "second"')
_SWAPPED = (  # the members of staff: what was first is last in the file
    ('id = "sara"', 'id = "one"'),
    ('id = "huda"', 'id = "sara"'),
    ('id = "one"', 'id = "huda"'),
)
_NO_CREDENTIALS = (VALID[VALID.index("[credentials]") :], "")


async def everything(database, *tables):
    """All rows of these tables, in the order of their keys."""
    async with database.across_tenants() as connection:
        return {
            table.name: (await connection.execute(select(table).order_by(*table.primary_key))).all()
            for table in tables or metadata.sorted_tables
        }


async def tenant_row(database, tenant_id):
    async with database.across_tenants() as connection:
        found = await connection.execute(select(tenants).where(tenants.c.tenant_id == tenant_id))
        return found.one()


async def ids(database, table, *, retired=False):
    async with database.across_tenants() as connection:
        is_retired = table.c.retired_at.is_not(None) if retired else table.c.retired_at.is_(None)
        rows = await connection.execute(select(table.c.slug, table.c.id).where(is_retired))
        return {row.slug: row.id for row in rows}


async def count(database, table):
    async with database.across_tenants() as connection:
        return (await connection.execute(select(func.count()).select_from(table))).scalar()


async def test_the_first_import_makes_the_tenant(database, clock):
    made = await imported(database)
    assert made.changed
    row = await tenant_row(database, made.tenant_id)
    assert (row.slug, row.catalog_version, row.created_at) == ("noor", 1, clock.now())
    assert row.settings["version"] == 1
    assert set(await ids(database, categories)) == {"hair", "care"}
    assert set(await ids(database, services)) == {"haircut", "color"}
    assert set(await ids(database, calendars)) == {"sara", "huda"}
    assert await count(database, offers) == 3
    assert await count(database, opening_hours) == 5


async def test_a_tenant_is_found_by_its_slug_and_its_whatsapp_number(database):
    made = await imported(database)
    async with database.across_tenants() as connection:
        assert await find_tenant(connection, "slug", "noor") == made.tenant_id
        assert await find_tenant(connection, "whatsapp", "+966500000009") == made.tenant_id
        assert await find_tenant(connection, "slug", "other") is None
        assert await find_tenant(connection, "whatsapp", "noor") is None


async def test_the_first_tenant_is_the_one_made_first(database, clock):
    async with database.across_tenants() as connection:
        assert await first_tenant(connection) is None
    first = await imported(database)
    clock.move(timedelta(days=1))
    await imported(database, _SECOND, _NO_CREDENTIALS)
    async with database.across_tenants() as connection:
        assert await first_tenant(connection) == first.tenant_id


async def test_the_same_file_again_changes_nothing(database, clock):
    first = await imported(database)
    before = await everything(database)
    clock.move(timedelta(hours=1))
    again = await imported(database)
    assert (again.tenant_id, again.changed) == (first.tenant_id, False)
    assert await everything(database) == before


async def test_another_layout_of_the_same_content_changes_nothing(database):
    await imported(database)
    text = changed(("slot_step = 20", "# every so often\nslot_step = 20"))
    other = read_catalogue(text, "elsewhere.toml")
    assert not (await import_catalogue(database, other, seal=reversed_text)).changed


@pytest.mark.parametrize(
    "change",
    [
        ("slot_step = 20", "slot_step = 30"),
        ('"115.00"', '"116.00"'),
        ('mon = ["10:00-23:59"]', 'tue = ["10:00-23:59"]'),
        ('services = ["color"]', 'services = ["color", "haircut"]'),
        ("telegram_id = 1002", "telegram_id = 1003"),
        ('en = "Hair"', 'en = "Hairs"'),
        ('["ar", "en"]', '["en", "ar"]'),
        ("42:secret", "42:other"),
    ],
)
async def test_a_change_raises_the_version_once(database, change):
    first = await imported(database)
    assert (await imported(database, change)).changed
    assert not (await imported(database, change)).changed
    assert (await tenant_row(database, first.tenant_id)).catalog_version == 2


async def test_ids_stay_the_same_when_everything_else_changes(database):
    await imported(database)
    tables = (categories, services, calendars)
    before = [await ids(database, table) for table in tables]
    await imported(database, ('en = "Hair"', 'en = "H"'), ("45", "50"), ('en = "Sara"', 'en = "S"'))
    assert [await ids(database, table) for table in tables] == before


async def test_what_is_gone_is_retired_and_what_comes_back_is_itself_again(database, clock):
    await imported(database)
    before = await ids(database, calendars)
    huda = VALID[VALID.index('[[staff]]\nid = "huda"') : VALID.index("[credentials]")]
    care = '[[categories]]\nid = "care"\nname = { en = "Care", ar = "عناية" }\n'
    clock.move(timedelta(days=1))
    await imported(database, (huda, ""), (care, ""))
    assert set(await ids(database, calendars)) == {"sara"}
    assert await ids(database, calendars, retired=True) == {"huda": before["huda"]}
    assert set(await ids(database, categories, retired=True)) == {"care"}
    assert await count(database, offers) == 2
    assert await retired_at(database, "huda") == clock.now()

    left = clock.now()
    clock.move(timedelta(days=1))
    await imported(database, (huda, ""), (care, ""), ("horizon_days = 45", "horizon_days = 9"))
    assert await retired_at(database, "huda") == left

    await imported(database)
    assert await ids(database, calendars) == before
    assert await ids(database, categories, retired=True) == {}


async def retired_at(database, slug):
    async with database.across_tenants() as connection:
        of = select(calendars.c.retired_at).where(calendars.c.slug == slug)
        return (await connection.execute(of)).scalar()


async def test_salons_do_not_touch_each_other(database):
    first = await imported(database)
    second = await imported(database, _SECOND, _NO_CREDENTIALS)
    assert second.tenant_id != first.tenant_id
    before = await everything(database, *metadata.sorted_tables)
    await imported(database, _SECOND, _NO_CREDENTIALS, ('"115.00"', '"120.00"'))
    after = await everything(database, *metadata.sorted_tables)
    assert of_tenant(before, first.tenant_id) == of_tenant(after, first.tenant_id)
    assert of_tenant(before, second.tenant_id) != of_tenant(after, second.tenant_id)


def of_tenant(rows_by_table, tenant_id):
    return [row for rows in rows_by_table.values() for row in rows if row.tenant_id == tenant_id]


async def test_credentials_are_stored_sealed(database):
    made = await imported(database)
    row = await tenant_row(database, made.tenant_id)
    assert row.credentials == reversed_text(
        '{"telegram_bot_token": "42:secret", "twilio_whatsapp_number": "+966500000009"}'
    )
    assert "42:secret" not in str(row)


async def test_an_import_seals_the_credentials_under_a_new_key(database):
    made = await imported(database)
    again = await import_catalogue(database, catalogue(), seal=lambda secret: "sealed anew")
    assert not again.changed
    assert (await tenant_row(database, made.tenant_id)).credentials == "sealed anew"


async def test_a_file_without_credentials_leaves_them_as_they_are(database):
    made = await imported(database)
    before = await tenant_row(database, made.tenant_id)
    assert not (await imported(database, _NO_CREDENTIALS)).changed
    assert await tenant_row(database, made.tenant_id) == before


async def test_an_empty_table_of_credentials_removes_them(database):
    made = await imported(database)
    removed = await imported(database, (_NO_CREDENTIALS[0], "[credentials]"))
    assert removed.changed
    assert (await tenant_row(database, made.tenant_id)).credentials is None
    async with database.across_tenants() as connection:
        assert await find_tenant(connection, "whatsapp", "+966500000009") is None


async def test_another_whatsapp_number_takes_the_place_of_the_old_one(database):
    made = await imported(database)
    await imported(database, ("+966500000009", "+966500000008"))
    async with database.across_tenants() as connection:
        assert await find_tenant(connection, "whatsapp", "+966500000009") is None
        assert await find_tenant(connection, "whatsapp", "+966500000008") == made.tenant_id


async def test_another_salons_whatsapp_number_is_refused_and_nothing_is_imported(database):
    await imported(database)
    before = await everything(database)
    with pytest.raises(Invalid) as caught:
        await imported(database, _SECOND)
    assert str(caught.value) == (
        "salon.toml credentials.twilio_whatsapp_number: +966500000009 belongs to another salon"
    )
    assert await everything(database) == before


async def test_a_file_with_a_problem_imports_nothing(database):
    with pytest.raises(Invalid):
        await imported(database, ("slot_step = 20", "slot_step = 0"))
    assert all(not rows for rows in (await everything(database)).values())


@pytest.mark.threaded_sqlite
async def test_many_imports_at_once_make_one_tenant(database, database_url, clock):
    other = Database(database_url, clock)
    try:
        made = await asyncio.gather(*(imported(one) for one in (database, other) * 4))
    finally:
        await other.close()
    assert len({one.tenant_id for one in made}) == 1
    assert [one.changed for one in made].count(True) == 1
    assert await count(database, directory) == 2
    assert await count(database, services) == 2
    assert (await tenant_row(database, made[0].tenant_id)).catalog_version == 1


@pytest.mark.threaded_sqlite
async def test_imports_of_one_salon_take_turns(database):
    await imported(database)
    made = await asyncio.gather(
        *(imported(database, ("slot_step = 20", f"slot_step = {5 + n % 2}")) for n in range(8))
    )
    changes = [one.changed for one in made].count(True)
    row = await tenant_row(database, made[0].tenant_id)
    assert row.catalog_version == 1 + changes
    assert await count(database, offers) == 3
    assert await count(database, opening_hours) == 5


async def test_an_import_and_a_booking_never_wait_for_each_other(postgresql_url, clock):
    # On SQLite there is one writer.
    database = Database(postgresql_url, clock)
    made = await imported(database)
    first, second = sorted((await ids(database, calendars)).values())
    async with asyncio.timeout(20):
        async with database.unit_of_work(made.tenant_id) as booking:
            await lock_calendars(booking, [first])
            importing = asyncio.create_task(imported(database, *_SWAPPED))
            await until_somebody_waits(database)
            await lock_calendars(booking, [second])
        assert (await importing).changed
    await database.close()


async def until_somebody_waits(database):
    """Nothing there could notify us."""
    waits = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    while True:
        async with database.across_tenants() as connection:
            if (await connection.execute(waits)).scalar():
                return
