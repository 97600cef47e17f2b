"""What the database keeps of a salon's photos, before its file is read again."""

from collections.abc import Mapping

from booking.catalog import find_tenant
from booking.catalog_file.reading import slug_in
from booking.photos import storing
from booking.photos.looking import KnownPhoto
from booking.store.database import Database


async def known_photos(database: Database, text: str) -> Mapping[str, KnownPhoto]:
    """By address, of the salon whose catalogue this is; raises Invalid if it is not TOML."""
    async with database.across_tenants() as connection:
        tenant_id = await find_tenant(connection, "slug", slug_in(text))
    if tenant_id is None:
        return {}
    async with database.unit_of_work(tenant_id) as work:
        return await storing.known(work)
