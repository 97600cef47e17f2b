"""Brings a tenant's rows to what its catalogue file says."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import Table, delete, select, update

from booking.catalog import find_tenant
from booking.catalog_file.credentials import WHATSAPP_NUMBER
from booking.catalog_file.entries import Catalogue, SalonEntry
from booking.catalog_file.rows import (
    category_rows,
    hours_rows,
    offer_rows,
    service_rows,
    staff_rows,
    unit_rows,
)
from booking.errors import Invalid, Problem
from booking.photos import storing
from booking.store.database import Database, Parameters, Work
from booking.store.ids import new_id
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

_DIGEST_ROUNDS = 100_000  # a short webhook secret must not be guessed from its digest

# First, and in the order in which bookings lock them, so that neither waits for the other for ever.
_LOCK_CALENDARS = (
    select(calendars.c.id)
    .where(scoped(calendars))
    .order_by(calendars.c.id)
    .with_for_update(key_share=True)
)


@dataclass(frozen=True, slots=True)
class Imported:
    tenant_id: int
    changed: bool


async def import_catalogue(
    database: Database, catalogue: Catalogue, *, seal: Callable[[str], str]
) -> Imported:
    """Make the salon, or bring it up to date; safe to repeat, and in several processes at once.

    `seal` encrypts the credentials, as JSON; they are sealed anew each time, so that an import
    also changes them over to a new key. A file without [credentials] leaves them as they are.
    Raises Invalid if its WhatsApp number belongs to another salon.
    """
    slug = catalogue.salon.slug
    async with database.across_tenants() as connection:
        known = await find_tenant(connection, "slug", slug)
    async with database.unit_of_work(known or new_id()) as work:
        if known or await work.insert_new(directory, {"kind": "slug", "external_id": slug}):
            changed = await _bring_up_to_date(work, catalogue)
            if catalogue.credentials is not None:
                await _keep(work, catalogue, catalogue.credentials, seal)
            return Imported(work.tenant_id, changed)
    return await import_catalogue(database, catalogue, seal=seal)  # another process made it first


async def _bring_up_to_date(work: Work, catalogue: Catalogue) -> bool:
    # The lock lets imports of one salon take turns, and readers wait for a whole catalogue.
    found = await work.row(
        select(tenants.c.settings, tenants.c.catalog_version)
        .where(scoped(tenants))
        .with_for_update()
    )
    before: Mapping[str, Any] = found.settings if found else {}
    digests = _digests(work.tenant_id, catalogue)
    await storing.keep(work, catalogue.pictures)
    if digests.items() <= before.items():
        return False
    changed = {
        "settings": {**before, **_settings(catalogue.salon), **digests},
        "catalog_version": found.catalog_version + 1 if found else 1,
    }
    if found:
        await work.execute(update(tenants).where(scoped(tenants)).values(changed))
    else:
        slug = catalogue.salon.slug
        await work.insert(tenants, {**changed, "slug": slug, "created_at": work.now})
    await work.rows(_LOCK_CALENDARS)
    await _replace_offering(work, catalogue)
    return True


async def _replace_offering(work: Work, catalogue: Catalogue) -> None:
    category_ids = await _put_all(work, categories, category_rows(catalogue))
    service_ids = await _put_all(work, services, service_rows(catalogue, category_ids))
    people, units = staff_rows(catalogue), unit_rows(catalogue)
    calendar_ids = await _put_all(work, calendars, {**people, **units})
    for table in (offers, opening_hours):
        await work.execute(delete(table).where(scoped(table)))
    await work.insert(offers, *offer_rows(catalogue, calendar_ids, service_ids))
    await work.insert(opening_hours, *hours_rows(catalogue, calendar_ids))


async def _put_all(work: Work, table: Table, rows: Mapping[str, Parameters]) -> dict[str, int]:
    """Insert or update by slug and retire the rest; the ids by slug, which never change."""
    known = await work.rows(select(table.c.slug, table.c.id).where(scoped(table)))
    ids: dict[str, int] = {row.slug: row.id for row in known}
    for ordinal, (slug, row) in enumerate(rows.items()):
        row_id = ids.setdefault(slug, new_id())
        own = {"id": row_id, "slug": slug, "ordinal": ordinal, "retired_at": None}
        await work.put(table, {**row, **own})
    await work.execute(
        update(table)
        .where(scoped(table), table.c.slug.not_in(list(rows)), table.c.retired_at.is_(None))
        .values(retired_at=work.now)
    )
    return ids


async def _keep(
    work: Work,
    catalogue: Catalogue,
    credentials: Mapping[str, str],
    seal: Callable[[str], str],
) -> None:
    sealed = seal(json.dumps(dict(credentials))) if credentials else None
    await work.execute(update(tenants).where(scoped(tenants)).values(credentials=sealed))
    number = credentials.get(WHATSAPP_NUMBER)
    await work.execute(
        delete(directory).where(
            directory.c.kind == "whatsapp",
            directory.c.tenant_id == work.tenant_id,
            directory.c.external_id != (number or ""),
        )
    )
    if number:
        await _enter_number(work, catalogue, number)


async def _enter_number(work: Work, catalogue: Catalogue, number: str) -> None:
    if await work.insert_new(directory, {"kind": "whatsapp", "external_id": number}):
        return
    if await find_tenant(work.connection, "whatsapp", number) != work.tenant_id:
        where = f"{catalogue.file} credentials.{WHATSAPP_NUMBER}"
        raise Invalid([Problem(where, f"{number} belongs to another salon")])


def _settings(salon: SalonEntry) -> dict[str, Any]:
    place = salon.location
    return {
        **asdict(salon),
        "version": 1,
        "name": dict(salon.name.texts),
        "location": place and {**asdict(place), "address": dict(place.address.texts)},
    }


def _digests(tenant_id: int, catalogue: Catalogue) -> dict[str, str]:
    """What the catalogue and its credentials come to; equal digests: nothing to do."""
    content = asdict(replace(catalogue, pictures={}))
    content["pictures"] = {at: seen.picture for at, seen in catalogue.pictures.items()}
    credentials = content.pop("credentials")
    del content["file"]
    digests = {"digest": hashlib.sha256(_canonical(content)).hexdigest()}
    if credentials is not None:
        digests["credentials_digest"] = hashlib.pbkdf2_hmac(
            "sha256", _canonical(credentials), str(tenant_id).encode(), _DIGEST_ROUNDS
        ).hex()
    return digests


def _canonical(content: Any) -> bytes:
    return json.dumps(content, sort_keys=True).encode()
