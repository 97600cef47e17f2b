"""Each tenant's lines to the outside: its channels, its payment provider, its staff group.

Made when a tenant is first needed, not at start: ten thousand salons are not ten thousand logins.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from booking.catalog import find_tenant
from booking.store.database import Database
from booking.store.tables.salon import tenants as tenants_table
from booking.store.tenancy import scoped
from bot.channels.channel import Channel
from bot.channels.telegram.send import TelegramChannel
from bot.channels.whatsapp.send import WhatsAppChannel
from bot.secrets import Keyring
from bot.settings import Settings
from payments.provider import Provider


@dataclass(frozen=True, slots=True)
class Credentials:
    """One tenant's accounts; the names are the environment's, in lower case."""

    telegram_bot_token: str | None = None
    telegram_provider_token: str | None = None
    staff_chat_id: str | None = None
    staff_thread_id: str | None = None
    twilio_account_sid: str | None = None
    twilio_auth_token: str | None = None
    twilio_whatsapp_number: str | None = None
    moyasar_secret_key: str | None = None
    moyasar_webhook_secret: str | None = None
    moyasar_publishable_key: str | None = None

    def __repr__(self) -> str:
        return "Credentials(...)"

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "Credentials":
        known = {name: values.get(name) for name in cls.__dataclass_fields__}
        return cls(**{name: str(value) for name, value in known.items() if value not in (None, "")})

    @classmethod
    def from_settings(cls, settings: Settings) -> "Credentials":
        def plain(value: Any) -> Any:
            return value.get_secret_value() if hasattr(value, "get_secret_value") else value

        return cls.of({name: plain(getattr(settings, name)) for name in cls.__dataclass_fields__})


@dataclass(frozen=True, slots=True)
class Lines:
    """What a tenant speaks through; a channel without credentials is absent."""

    tenant_id: int
    slug: str
    credentials: Credentials
    telegram: TelegramChannel | None
    whatsapp: WhatsAppChannel | None
    provider: Provider | None  # Moyasar, to whoever asks from wherever
    holds: Provider | None  # Moyasar again, which keeps deposits on cards until the visit
    makes_holds: bool  # can it be asked for new ones?
    invoices: Provider | None  # Telegram's own, for those who are there
    telegram_secret: str

    @property
    def channels(self) -> Mapping[str, Channel]:
        present: tuple[Channel | None, ...] = (self.telegram, self.whatsapp)
        return {channel.name: channel for channel in present if channel is not None}

    def provider_on(self, channel: str) -> Provider | None:
        """Who asks the customers of this channel for money; null: nobody does."""
        return (self.invoices if channel == "telegram" else None) or self.provider

    @property
    def providers(self) -> Sequence[Provider]:
        every = (self.provider, self.holds, self.invoices)
        return [one for one in every if one is not None]

    def provider_named(self, name: str) -> Provider | None:
        """Whose payments our tables call so."""
        return next((one for one in self.providers if one.name == name), None)

    @property
    def staff_chat(self) -> str | None:
        return self.credentials.staff_chat_id if self.telegram else None


Connect = Callable[[int, str, Credentials], Lines]


class Tenants:
    """Lines by tenant, slug or WhatsApp number."""

    def __init__(
        self, database: Database, keyring: Keyring, connect: Connect, first: Lines
    ) -> None:
        self._database = database
        self._keyring = keyring
        self._connect = connect
        self._lines = {first.tenant_id: first}
        self.first = first

    async def by_id(self, tenant_id: int) -> Lines:
        if tenant_id not in self._lines:
            self._lines[tenant_id] = await self._read(tenant_id)
        return self._lines[tenant_id]

    async def by_slug(self, slug: str) -> Lines | None:
        if slug == self.first.slug:
            return self.first
        return await self._found("slug", slug)

    async def by_whatsapp(self, number: str) -> Lines | None:
        if number == self.first.credentials.twilio_whatsapp_number:
            return self.first
        return await self._found("whatsapp", number)

    async def _found(self, kind: str, external_id: str) -> Lines | None:
        async with self._database.across_tenants() as connection:
            tenant_id = await find_tenant(connection, kind, external_id)
        return None if tenant_id is None else await self.by_id(tenant_id)

    async def _read(self, tenant_id: int) -> Lines:
        async with self._database.unit_of_work(tenant_id) as work:
            row = await work.row(
                select(tenants_table.c.slug, tenants_table.c.credentials).where(
                    scoped(tenants_table)
                )
            )
        if row is None:
            raise LookupError("no such tenant")
        values = json.loads(self._keyring.unseal(row.credentials)) if row.credentials else {}
        return self._connect(tenant_id, row.slug, Credentials.of(values))
