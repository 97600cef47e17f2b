"""One salon's accounts as clients, and where the vendors call us for it."""

from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import ClientSession
from twilio.rest import Client  # type: ignore[import-untyped]

from bot.channels.pace import PUBLISHED, Pace
from bot.channels.telegram.photos import Uploads
from bot.channels.telegram.send import TelegramChannel
from bot.channels.whatsapp.client import twilio_client
from bot.settings import Settings
from bot.tenants import Credentials
from bot.version import version
from payments import moyasar
from payments.moyasar import MoyasarHolds


@dataclass(frozen=True, slots=True)
class Vendors:
    """Makes clients of those accounts that a salon has; the session stays the caller's."""

    settings: Settings
    session: ClientSession
    pace: Pace = PUBLISHED

    def telegram(
        self, accounts: Credentials, uploads: Uploads | None = None
    ) -> TelegramChannel | None:
        if accounts.telegram_bot_token is None:
            return None
        url = str(self.settings.telegram_api_url)
        token, pace = accounts.telegram_bot_token, self.pace
        return TelegramChannel(token, url, self.session, pace, uploads=uploads)

    def twilio(self, accounts: Credentials) -> Client | None:
        """Null unless all three of its variables are set."""
        sid, token = accounts.twilio_account_sid, accounts.twilio_auth_token
        if not (sid and token and accounts.twilio_whatsapp_number):
            return None
        url = self.settings.twilio_api_url
        return twilio_client(sid, token, self.session, str(url) if url else None)

    def moyasar(self, slug: str, accounts: Credentials) -> moyasar.Moyasar | None:
        if accounts.moyasar_secret_key is None:
            return None
        client = moyasar.Client(
            self.session,
            accounts.moyasar_secret_key,
            version=version(),
            url=str(self.settings.moyasar_api_url),
        )
        return moyasar.Moyasar(
            client,
            webhook_secret=accounts.moyasar_webhook_secret,
            callback_url=self._ours(f"/payments/moyasar/{slug}/invoice"),
        )

    def moyasar_holds(
        self, slug: str, accounts: Credentials, page: Callable[[str], str]
    ) -> MoyasarHolds | None:
        """What is held stays ours to take or let go, also where no more is held."""
        invoices = self.moyasar(slug, accounts)
        return MoyasarHolds(invoices, invoices.client, page) if invoices else None

    def makes_holds(self, accounts: Credentials) -> bool:
        """Is there the publishable key, and an address for the form's page?"""
        return bool(self.settings.public_address and accounts.moyasar_publishable_key)

    def telegram_webhook(self, slug: str) -> str | None:
        """Where Telegram is to call us for this salon; null without PUBLIC_URL."""
        return self._ours(f"/telegram/{slug}")

    def moyasar_webhook(self, slug: str) -> str | None:
        return self._ours(f"/payments/moyasar/{slug}")

    def twilio_webhook(self) -> str | None:
        return self._ours("/whatsapp")

    def _ours(self, path: str) -> str | None:
        public = self.settings.public_address
        return f"{public}{path}" if public else None
