"""A unit of work sees and touches the rows of its own tenant and no others."""

import pytest
from sqlalchemy import delete, exists, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from booking.errors import Misuse
from booking.store.tables.bookings import bookings, claims
from booking.store.tables.salon import calendars, directory, offers, services
from booking.store.tenancy import scoped
from tests.store.rows import CHAIR, OTHER_CHAIR, OURS, THEIRS, open_salon

_other = calendars.alias("other")
_busy = select(claims.c.id).where(claims.c.calendar_id == calendars.c.id)

UNSCOPED = {
    "select": select(calendars.c.id),
    "select by id": select(calendars).where(calendars.c.id == CHAIR),
    "select of a tenant written out": select(calendars).where(calendars.c.tenant_id == THEIRS),
    "count": select(func.count()).select_from(calendars),
    "update": update(calendars).values(ordinal=7),
    "delete": delete(calendars),
    "alias": select(_other.c.id),
    "alias of a scoped table": select(calendars, _other).where(scoped(calendars)),
    "table of a scoped alias": select(calendars, _other).where(scoped(_other)),
    "join": select(calendars.c.id)
    .join(claims, claims.c.calendar_id == calendars.c.id)
    .where(scoped(calendars)),
    "outer join": select(calendars.c.id, claims.c.id)
    .outerjoin_from(calendars, claims, claims.c.calendar_id == calendars.c.id)
    .where(scoped(calendars)),
    "exists": select(calendars.c.id).where(scoped(calendars), exists(_busy)),
    "in": select(calendars.c.id).where(scoped(calendars), calendars.c.id.in_(_busy)),
    "subquery": select(select(claims.c.id).subquery()),
    "common table expression": select(select(claims.c.id).cte()),
    "scalar subquery": select(select(func.count(claims.c.id)).scalar_subquery()),
    "update with a subquery": update(calendars).where(scoped(calendars), exists(_busy)),
    "delete with a subquery": delete(calendars).where(scoped(calendars), exists(_busy)),
    "union": select(calendars.c.id).where(scoped(calendars)).union(select(claims.c.id)),
    "insert from select": insert(directory).from_select(
        ["kind", "external_id", "tenant_id"],
        select(calendars.c.role, calendars.c.slug, calendars.c.tenant_id),
    ),
    "text": text("SELECT id FROM calendars"),
}


@pytest.fixture
async def salons(database):
    for tenant_id in (OURS, THEIRS):
        await open_salon(database, tenant_id)
    return database


@pytest.mark.parametrize("statement", UNSCOPED.values(), ids=UNSCOPED)
async def test_a_statement_that_forgot_the_tenant_is_refused(salons, statement):
    async with salons.unit_of_work(OURS) as work:
        with pytest.raises(Misuse):
            await work.execute(statement)


async def test_a_select_finds_rows_of_its_own_tenant_only(salons):
    statement = select(calendars.c.tenant_id, calendars.c.id).where(scoped(calendars))
    for tenant_id in (OURS, THEIRS):
        async with salons.unit_of_work(tenant_id) as work:
            rows = await work.rows(statement)
            assert sorted(rows) == [(tenant_id, CHAIR), (tenant_id, OTHER_CHAIR)]


async def test_joins_aliases_and_exists_stay_within_the_tenant(salons):
    joined = (
        select(calendars.c.tenant_id, _other.c.tenant_id, bookings.c.tenant_id)
        .join(_other, _other.c.id != calendars.c.id)
        .join(bookings, bookings.c.id != _other.c.id)
        .where(scoped(calendars, _other, bookings), ~exists(_busy.where(scoped(claims))))
    )
    async with salons.unit_of_work(OURS) as work:
        assert set(await work.rows(joined)) == {(OURS, OURS, OURS)}


async def test_an_update_touches_rows_of_its_own_tenant_only(salons):
    async with salons.unit_of_work(OURS) as work:
        assert await work.count(update(calendars).where(scoped(calendars)).values(ordinal=7)) == 2
    assert await ordinals(salons, THEIRS) == {0}


async def test_a_delete_touches_rows_of_its_own_tenant_only(salons):
    async with salons.unit_of_work(OURS) as work:
        assert await work.count(delete(calendars).where(scoped(calendars))) == 2
    assert await ordinals(salons, THEIRS) == {0}


async def test_the_tenant_cannot_be_given_as_a_parameter(salons):
    async with salons.unit_of_work(OURS) as work:
        rows = await work.rows(
            select(calendars.c.tenant_id).where(scoped(calendars)), {"tenant": THEIRS}
        )
        assert {row.tenant_id for row in rows} == {OURS}


async def test_a_row_of_another_tenant_cannot_be_inserted(salons):
    row = {"tenant_id": THEIRS, "calendar_id": CHAIR, "service_id": 1}
    async with salons.unit_of_work(OURS) as work:
        for insertion in (work.insert(offers, row), work.insert_new(offers, row)):
            with pytest.raises(Misuse):
                await insertion


async def test_a_plain_insert_is_refused_since_it_is_not_stamped(salons):
    statement = insert(offers).values(tenant_id=THEIRS, calendar_id=CHAIR, service_id=1)
    async with salons.unit_of_work(OURS) as work:
        with pytest.raises(Misuse):
            await work.execute(statement)


async def test_a_reference_to_another_tenants_row_is_refused(salons):
    async with salons.unit_of_work(THEIRS) as work:
        await work.insert(services, _service(51))
    with pytest.raises(IntegrityError):
        async with salons.unit_of_work(OURS) as work:
            await work.insert(offers, {"calendar_id": CHAIR, "service_id": 51})


async def test_a_reference_to_a_row_of_the_same_tenant_is_accepted(salons):
    async with salons.unit_of_work(THEIRS) as work:
        await work.insert(services, _service(51))
        await work.insert(offers, {"calendar_id": CHAIR, "service_id": 51})


async def test_what_belongs_to_nobody_needs_no_tenant(salons):
    async with salons.unit_of_work(OURS) as work:
        assert await work.rows(select(directory)) == []


async def ordinals(database, tenant_id):
    async with database.unit_of_work(tenant_id) as work:
        rows = await work.rows(select(calendars.c.ordinal).where(scoped(calendars)))
        return {row.ordinal for row in rows}


def _service(service_id):
    return {
        "id": service_id,
        "slug": "haircut",
        "name": {"en": "Haircut"},
        "ordinal": 0,
        "minutes": 30,
        "buffer_before": 0,
        "buffer_after": 0,
        "price_minor": 100,
    }
