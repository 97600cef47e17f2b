"""Makes what is missing at the vendors; safe to repeat."""

from collections.abc import Awaitable, Sequence

from aiohttp import ClientSession

from booking.store.database import Database
from bot.channels.whatsapp import creating
from bot.channels.whatsapp.approving import submit
from bot.channels.whatsapp.contents import StoredContents
from bot.operations.asking import asked
from bot.operations.finding import Finding, made
from bot.operations.moyasar_checks import registered
from bot.operations.parts import Parts
from bot.operations.salons import Account, every_salon
from bot.operations.telegram_checks import set_webhook
from bot.operations.twilio_checks import needed_contents
from bot.tenants import Credentials
from bot.vendors import Vendors

_PATIENCE = 60.0  # seconds; dozens of Content resources are made one after the other


async def create_missing(parts: Parts) -> Sequence[Finding]:
    """What was made, and what could not be, salon by salon.

    Twilio's Content resources, Moyasar's webhook, and Telegram's for all salons but the first,
    whose webhook the product sets itself. Moyasar proves our address by an event that it sends
    once: the product has to run to hear it.
    """
    findings: list[Finding] = []
    async with ClientSession() as session:
        vendors = Vendors(parts.settings, session)
        for salon in await every_salon(parts.database, parts.settings, parts.keyring):
            if salon.credentials is not None:
                findings += await _create(vendors, parts, salon, salon.credentials)
    return findings


async def _create(
    vendors: Vendors, parts: Parts, salon: Account, accounts: Credentials
) -> Sequence[Finding]:
    secret = parts.keyring.telegram_secret(salon.slug)
    steps: dict[str, Awaitable[Sequence[Finding]]] = {
        salon.where("Twilio"): _contents(vendors, parts.database, salon, accounts),
        salon.where("Moyasar"): _moyasar_webhook(vendors, salon, accounts),
        salon.where("Telegram"): _telegram_webhook(vendors, salon, accounts, secret),
    }
    findings: list[Finding] = []
    for where, step in steps.items():
        findings += await asked(where, step, within=_PATIENCE)
    return findings


async def _contents(
    vendors: Vendors, database: Database, salon: Account, accounts: Credentials
) -> Sequence[Finding]:
    client = vendors.twilio(accounts)
    if client is None:
        return []
    stored = StoredContents(database, salon.tenant_id)
    needed = needed_contents()
    new = await creating.create_missing(client, stored, needed)
    findings = [made(salon.where("Twilio"), f"{len(new)} Content resources")] if new else []
    if asked_for := await submit(client, stored, needed):
        told = f"{len(asked_for)} templates submitted for WhatsApp's approval"
        findings.append(made(salon.where("Twilio"), told))
    return findings


async def _moyasar_webhook(
    vendors: Vendors, salon: Account, accounts: Credentials
) -> Sequence[Finding]:
    moyasar, url = vendors.moyasar(salon.slug, accounts), vendors.moyasar_webhook(salon.slug)
    if moyasar is None or url is None or not accounts.moyasar_webhook_secret:
        return []
    if await registered(moyasar, url):
        return []
    await moyasar.register_webhook(url)
    return [made(salon.where("Moyasar"), f"the webhook {url}")]


async def _telegram_webhook(
    vendors: Vendors, salon: Account, accounts: Credentials, secret: str
) -> Sequence[Finding]:
    telegram, url = vendors.telegram(accounts), vendors.telegram_webhook(salon.slug)
    if telegram is None or url is None or salon.is_first:
        return []
    is_new = await set_webhook(telegram, url, secret)
    return [made(salon.where("Telegram"), f"the webhook {url}")] if is_new else []
