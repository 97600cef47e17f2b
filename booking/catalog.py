"""Reads salons back from the database: who they are, what they offer, who does it and when."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from booking.errors import Misuse
from booking.money import Money
from booking.salon import (
    VAT,
    Category,
    LocalName,
    Location,
    OwnTerms,
    Photo,
    Salon,
    Service,
    Staff,
    WeeklyHours,
)
from booking.salon_rules import salon_rules, service_rules
from booking.store.database import Work
from booking.store.tables.salon import (
    calendars,
    categories,
    directory,
    offers,
    opening_hours,
    services,
    tenants,
)
from booking.store.tenancy import scoped
from booking.stored_rules import percent_of, plan_of

UNIT = "unit"  # the kind of a calendar that is no person's
_KEPT = 1000  # salons in memory, those asked for last


class Catalog:
    """Salons as frozen values, kept per tenant and version of its catalogue."""

    def __init__(self) -> None:
        self._salons: OrderedDict[int, Salon] = OrderedDict()

    async def salon(self, work: Work, version: int | None = None) -> Salon:
        """The salon of this unit of work, without a query if `version` is the one in memory.

        A version is trusted; without one it is read. Raises Misuse if there is no such tenant.
        """
        if version is None:
            version = await _version(work)
        known = self._salons.get(work.tenant_id)
        if known is None or known.version != version:
            known = self._salons[work.tenant_id] = await _load(work)
        self._salons.move_to_end(work.tenant_id)
        if len(self._salons) > _KEPT:
            self._salons.popitem(last=False)
        return known


async def find_tenant(connection: AsyncConnection, kind: str, external_id: str) -> int | None:
    """Whose slug (kind "slug") or WhatsApp number ("whatsapp") this is."""
    found = await connection.execute(_FIND_TENANT, {"of_kind": kind, "known_as": external_id})
    return found.scalar()


async def first_tenant(connection: AsyncConnection) -> int | None:
    """The tenant that was made first: the one that the single-salon variables configure."""
    return (await connection.execute(_FIRST_TENANT)).scalar()


async def _version(work: Work) -> int:
    found = await work.row(_VERSION)
    if found is None:
        raise Misuse(f"there is no tenant {work.tenant_id}")
    version: int = found.catalog_version
    return version


async def _load(work: Work) -> Salon:
    tenant = await work.row(_TENANT)
    if tenant is None:
        raise Misuse(f"there is no tenant {work.tenant_id}")
    settings, languages = tenant.settings, tenant.settings["languages"]
    hours = _weeks(await work.rows(_HOURS))
    offered = [Category(row.id, _name(row.name, languages)) for row in await work.rows(_CATEGORIES)]
    all_services, all_calendars = await work.rows(_SERVICES), await work.rows(_CALENDARS)
    service_rows = [row for row in all_services if row.retired_at is None]
    calendar_rows = [row for row in all_calendars if row.retired_at is None]
    people_ever = [row for row in all_calendars if row.kind != UNIT]  # units have no names
    former = [row for row in (*all_services, *people_ever) if row.retired_at is not None]
    units = {row.slug: row.id for row in all_calendars if row.kind == UNIT}  # former ones too
    people = [row for row in calendar_rows if row.kind != UNIT]
    staff_ids = {row.slug: row.id for row in people}
    staff = _staff(people, settings, hours)
    done = [_service(row, settings, staff_ids) for row in service_rows]
    service_ids = {row.slug: row.id for row in service_rows}
    return Salon(
        tenant_id=work.tenant_id,
        slug=tenant.slug,
        version=tenant.catalog_version,
        name=_name(settings["name"], languages),
        zone=ZoneInfo(settings["timezone"]),
        currency=settings["currency"],
        languages=tuple(languages),
        phone=settings["phone"],
        location=_location(settings["location"], languages),
        weekend=frozenset(settings["weekend"]),
        first_weekday=settings["first_weekday"],
        step=_minutes(settings["slot_step"]),
        hold=_minutes(settings["hold_minutes"]),
        cancel_until=_minutes(settings["cancel_until"]),
        minimum_notice=_minutes(settings["minimum_notice"]),
        horizon_days=settings["horizon_days"],
        hours=hours.get(None, _NEVER),
        categories=tuple(offered),
        services=tuple(done),
        staff=staff,
        former={row.id: _name(row.name, languages) for row in former},
        **salon_rules(settings.get("rules"), service_ids, units),
    )


def _service(row: Row[Any], settings: Mapping[str, Any], staff: Mapping[str, int]) -> Service:
    currency, deposit = settings["currency"], row.deposit_minor
    vat = percent_of((settings.get("rules") or {}).get("vat_percent", str(VAT)))
    return Service(
        id=row.id,
        category_id=row.category_id,
        name=_name(row.name, settings["languages"]),
        length=_minutes(row.minutes),
        buffer_before=_minutes(row.buffer_before),
        buffer_after=_minutes(row.buffer_after),
        price=Money(row.price_minor, currency),
        deposit=None if deposit is None else Money(deposit, currency),
        photos=_photos(row.photos, settings["languages"]),
        **{"vat_percent": vat, **service_rules(row.rules, staff)},
    )


def _staff(
    rows: Sequence[Row[Any]], settings: Mapping[str, Any], hours: Mapping[int | None, WeeklyHours]
) -> tuple[Staff, ...]:
    """One row for each service of a member (null: none), all of a member's together."""
    languages, currency = settings["languages"], settings["currency"]
    return tuple(
        Staff(
            id=row.id,
            name=_name(row.name, languages),
            services=frozenset(one.service_id for one in (row, *more) if one.service_id),
            hours=hours.get(row.id, _NEVER) if row.own_hours else None,
            role=row.role,
            telegram_id=row.telegram_id,
            plan=plan_of(row.rules),
            photos=_photos(row.photos, languages),
            own_terms={
                one.service_id: _own_terms(one, currency)
                for one in (row, *more)
                if one.own_minutes is not None or one.own_price is not None
            },
        )
        for _, (row, *more) in groupby(rows, key=attrgetter("id"))
    )


def _own_terms(row: Row[Any], currency: str) -> OwnTerms:
    minutes, price = row.own_minutes, row.own_price
    return OwnTerms(
        None if minutes is None else _minutes(minutes),
        None if price is None else Money(price, currency),
    )


def _weeks(rows: Iterable[Row[Any]]) -> dict[int | None, WeeklyHours]:
    """By calendar; the salon's own under None."""
    weeks: dict[int | None, list[list[tuple[int, int]]]] = {}
    for row in rows:
        week = weeks.setdefault(row.calendar_id, [[] for _ in range(7)])
        week[row.weekday].append((row.opens, row.closes))
    return {owner: WeeklyHours(tuple(map(tuple, week))) for owner, week in weeks.items()}


def _location(place: Mapping[str, Any] | None, languages: Sequence[str]) -> Location | None:
    if place is None:
        return None
    return Location(place["latitude"], place["longitude"], _name(place["address"], languages))


def _photos(
    stored: Sequence[Mapping[str, Any]] | None, languages: Sequence[str]
) -> tuple[Photo, ...]:
    return tuple(
        Photo(one["picture"], one["caption"] and _name(one["caption"], languages))
        for one in stored or ()
    )


def _name(texts: Mapping[str, str], languages: Sequence[str]) -> LocalName:
    """In the salon's order of languages, which PostgreSQL's JSON does not keep."""
    return LocalName({language: texts[language] for language in languages})


def _minutes(number: int) -> timedelta:
    return timedelta(minutes=number)


_NEVER = WeeklyHours(((),) * 7)
_VERSION = select(tenants.c.catalog_version).where(scoped(tenants))
# The lock keeps an import from changing the rest between this statement and the last.
_TENANT = (
    select(tenants.c.slug, tenants.c.settings, tenants.c.catalog_version)
    .where(scoped(tenants))
    .with_for_update(read=True)
)
_HOURS = (
    select(opening_hours)
    .where(scoped(opening_hours))
    .order_by(opening_hours.c.weekday, opening_hours.c.opens)
)
_CATEGORIES = (
    select(categories)
    .where(scoped(categories), categories.c.retired_at.is_(None))
    .order_by(categories.c.ordinal)
)
_SERVICES = select(services).where(scoped(services)).order_by(services.c.ordinal)
_CALENDARS = (
    select(
        *(calendars, offers.c.service_id),
        *(offers.c.minutes.label("own_minutes"), offers.c.price_minor.label("own_price")),
    )
    .outerjoin(offers, scoped(offers) & (offers.c.calendar_id == calendars.c.id))
    .where(scoped(calendars))
    .order_by(calendars.c.ordinal, calendars.c.id)
)
_FIND_TENANT = select(directory.c.tenant_id).where(
    directory.c.kind == bindparam("of_kind"), directory.c.external_id == bindparam("known_as")
)
_FIRST_TENANT = (
    select(tenants.c.tenant_id).order_by(tenants.c.created_at, tenants.c.tenant_id).limit(1)
)
