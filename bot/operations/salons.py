"""The salons as an operator sees them: who they are, and which accounts they have."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from booking.errors import Invalid, Misuse
from booking.store.database import Database
from booking.store.tables.salon import tenants
from bot.secrets import Keyring, keyring
from bot.settings import Settings
from bot.tenants import Credentials


@dataclass(frozen=True, slots=True)
class Account:
    """One salon's accounts.

    `tenant_id` is 0 while the database does not know the salon; `credentials` are null if they
    cannot be decrypted.
    """

    tenant_id: int
    slug: str
    credentials: Credentials | None
    is_first: bool

    def where(self, vendor: str) -> str:
        """How findings name it: the first salon is the one that the variables configure."""
        return vendor if self.is_first else f"{vendor} of {self.slug}"

    def variable(self, name: str) -> str:
        """How findings name one of its settings."""
        return name.upper() if self.is_first else f"{self.slug}: credentials.{name}"


async def every_salon(
    database: Database, settings: Settings, keys: Keyring | None = None
) -> Sequence[Account]:
    """The first one as the settings configure it, then the others."""
    async with database.across_tenants() as connection:
        rows = (await connection.execute(_SALONS)).all()
    if keys is None and any(row.credentials for row in rows[1:]):
        keys = _known_keys(settings)
    accounts: list[Account] = []
    for row in rows:
        is_first = not accounts
        credentials = (
            Credentials.from_settings(settings) if is_first else _unsealed(row.credentials, keys)
        )
        accounts.append(Account(row.tenant_id, row.slug, credentials, is_first))
    return accounts


async def tenant_ids(database: Database) -> Sequence[int]:
    async with database.across_tenants() as connection:
        return [row.tenant_id for row in await connection.execute(_SALONS)]


def _known_keys(settings: Settings) -> Keyring | None:
    try:
        return keyring(settings)
    except Invalid:  # told among the settings
        return None


def _unsealed(sealed: str | None, keys: Keyring | None) -> Credentials | None:
    if not sealed:
        return Credentials()
    if keys is None:
        return None
    try:
        return Credentials.of(json.loads(keys.unseal(sealed)))
    except Misuse:
        return None


_SALONS = select(tenants.c.tenant_id, tenants.c.slug, tenants.c.credentials).order_by(
    tenants.c.created_at, tenants.c.tenant_id
)
