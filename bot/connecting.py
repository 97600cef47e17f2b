"""A tenant's lines to the outside, made from its accounts."""

from dataclasses import dataclass
from functools import partial

from booking.store.database import Database
from bot.channels.telegram.invoices import TelegramInvoices
from bot.channels.telegram.send import TelegramChannel
from bot.channels.telegram.uploads import StoredUploads
from bot.channels.whatsapp.contents import StoredContents
from bot.channels.whatsapp.send import WhatsAppChannel
from bot.links import Links
from bot.secrets import Keyring
from bot.tenants import Credentials, Lines
from bot.vendors import Vendors


@dataclass(frozen=True, slots=True)
class Outside:
    """What a tenant's lines are made of, whoever the tenant is."""

    vendors: Vendors
    keys: Keyring
    database: Database

    def connect(self, tenant_id: int, slug: str, accounts: Credentials) -> Lines:
        """The channels and the provider that the tenant has accounts for."""
        uploads = StoredUploads(self.database, tenant_id, accounts.telegram_bot_token or "")
        telegram = self.vendors.telegram(accounts, uploads)
        page = partial(Links(self.vendors.settings.public_address, self.keys).pay, tenant_id)
        return Lines(
            tenant_id=tenant_id,
            slug=slug,
            credentials=accounts,
            telegram=telegram,
            whatsapp=self._whatsapp(tenant_id, accounts),
            provider=self.vendors.moyasar(slug, accounts),
            holds=self.vendors.moyasar_holds(slug, accounts, page),
            makes_holds=self.vendors.makes_holds(accounts),
            invoices=self._invoices(tenant_id, telegram, accounts.telegram_provider_token),
            telegram_secret=self.keys.telegram_secret(slug),
        )

    def _invoices(
        self, tenant_id: int, telegram: TelegramChannel | None, token: str | None
    ) -> TelegramInvoices | None:
        if telegram is None or token is None:
            return None
        return TelegramInvoices(telegram, token, self.database, tenant_id)

    def _whatsapp(self, tenant_id: int, accounts: Credentials) -> WhatsAppChannel | None:
        client, number = self.vendors.twilio(accounts), accounts.twilio_whatsapp_number
        if client is None or number is None:
            return None
        contents = StoredContents(self.database, tenant_id)
        public_url = self.vendors.settings.public_address
        return WhatsAppChannel(client, number, contents.sid, public_url=public_url)
