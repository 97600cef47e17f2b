"""A tenant's lines to the outside, made from its accounts."""

from dataclasses import dataclass

from aiohttp import ClientSession

from booking.store.database import Database
from bot.channels.pace import Pace
from bot.channels.telegram.send import TelegramChannel
from bot.channels.whatsapp.client import twilio_client
from bot.channels.whatsapp.contents import StoredContents
from bot.channels.whatsapp.send import WhatsAppChannel
from bot.secrets import Keyring
from bot.settings import Settings
from bot.tenants import Credentials, Lines
from bot.version import version
from payments import moyasar


@dataclass(frozen=True, slots=True)
class Outside:
    """What a tenant's lines are made of, whoever the tenant is."""

    settings: Settings
    keys: Keyring
    database: Database
    session: ClientSession
    pace: Pace

    def connect(self, tenant_id: int, slug: str, accounts: Credentials) -> Lines:
        """The channels and the provider that the tenant has accounts for."""
        return Lines(
            tenant_id=tenant_id,
            slug=slug,
            credentials=accounts,
            telegram=self._telegram(accounts),
            whatsapp=self._whatsapp(tenant_id, accounts),
            provider=self._moyasar(slug, accounts),
            telegram_secret=self.keys.telegram_secret(slug),
        )

    def _telegram(self, accounts: Credentials) -> TelegramChannel | None:
        if accounts.telegram_bot_token is None:
            return None
        api_url = str(self.settings.telegram_api_url)
        return TelegramChannel(accounts.telegram_bot_token, api_url, self.session, self.pace)

    def _whatsapp(self, tenant_id: int, accounts: Credentials) -> WhatsAppChannel | None:
        sid, token = accounts.twilio_account_sid, accounts.twilio_auth_token
        if not (sid and token and accounts.twilio_whatsapp_number):
            return None
        api_url = self.settings.twilio_api_url
        return WhatsAppChannel(
            twilio_client(sid, token, self.session, str(api_url) if api_url else None),
            accounts.twilio_whatsapp_number,
            StoredContents(self.database, tenant_id).sid,
            public_url=self.settings.public_address,
        )

    def _moyasar(self, slug: str, accounts: Credentials) -> moyasar.Moyasar | None:
        if accounts.moyasar_secret_key is None:
            return None
        public = self.settings.public_address
        client = moyasar.Client(
            self.session,
            accounts.moyasar_secret_key,
            version=version(),
            url=str(self.settings.moyasar_api_url),
        )
        return moyasar.Moyasar(
            client,
            webhook_secret=accounts.moyasar_webhook_secret,
            callback_url=f"{public}/payments/moyasar/{slug}/invoice" if public else None,
        )
