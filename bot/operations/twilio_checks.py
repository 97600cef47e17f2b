"""Does Twilio take our credentials, is the number ours, and can WhatsApp show things to tap?"""

from collections.abc import Iterator, Sequence
from typing import Any

from twilio.rest import Client  # type: ignore[import-untyped]

from booking.store.database import Database
from bot.channels.whatsapp.address import PREFIX
from bot.channels.whatsapp.approving import (
    APPROVED,
    UNDER_REVIEW,
    UNSUBMITTED,
    Approval,
    approvals,
)
from bot.channels.whatsapp.contents import Definition, StoredContents
from bot.channels.whatsapp.creating import missing, wanted
from bot.channels.whatsapp.errors import NotThere, translated
from bot.conversation.screen import msg
from bot.operations.finding import Finding, note, ok, wrong
from bot.operations.salons import Account
from bot.tenants import Credentials
from bot.vendors import Vendors
from bot.wording.localization import Wording
from bot.wording.templates import sentences


def needed_contents() -> Sequence[Definition]:
    """All Content resources of a salon, in every language."""
    wording = Wording.load()
    languages = wording.catalogues
    labels = {language: wording.in_(language).say(msg("Choose")) for language in languages}
    return wanted(labels, sentences(wording))


async def check_twilio(
    vendors: Vendors, account: Account, accounts: Credentials, database: Database | None
) -> Sequence[Finding]:
    """The contents are found first, since that also shows whether the credentials are right."""
    client = vendors.twilio(accounts)
    if client is None:
        return []
    contents = await _contents(client, account, database)
    if database is not None:
        contents = [*contents, *await _templates(client, account, database)]
    return [*contents, *await _sender(client, account, accounts, vendors.twilio_webhook())]


async def _contents(
    client: Client, account: Account, database: Database | None
) -> Sequence[Finding]:
    where, needed = account.where("Twilio"), needed_contents()
    if database is None:
        with translated():
            await client.content.v1.contents.list_async(limit=1)
        return [note(where, "takes our credentials; `check --create` makes what can be tapped")]
    lacking = await missing(client, StoredContents(database, account.tenant_id), needed)
    if not lacking:
        return [ok(where, f"takes our credentials and has all {len(needed)} Content resources")]
    return [
        wrong(
            where,
            f"lacks {len(lacking)} of {len(needed)} Content resources, so that choices are numbered"
            " lines and no reminder is sent after 24 hours: `python main.py check --create` makes"
            " them",
        )
    ]


async def _templates(client: Client, account: Account, database: Database) -> Sequence[Finding]:
    """How WhatsApp's approval stands, without which nothing is said after 24 hours."""
    where = account.where("WhatsApp templates")
    stored = StoredContents(database, account.tenant_id)
    found = await approvals(client, stored, needed_contents())
    approved = [one for one in found if one.status == APPROVED]
    findings = [_unapproved(where, one) for one in found if one.status != APPROVED]
    if approved:
        findings.insert(0, ok(where, f"{len(approved)} of {len(found)} are approved"))
    return findings


def _unapproved(where: str, one: Approval) -> Finding:
    name = one.definition.friendly_name
    if one.status == UNSUBMITTED:
        return wrong(where, f"{name} was not submitted: `python main.py check --create` does it")
    if one.status in UNDER_REVIEW:
        return note(where, f"{name} is {one.status}: WhatsApp decides within 48 hours")
    return wrong(where, f"{name} is {one.status} by WhatsApp: {one.reason or 'no reason given'}")


async def _sender(
    client: Client, account: Account, accounts: Credentials, webhook: str | None
) -> Sequence[Finding]:
    where = account.variable("twilio_whatsapp_number")
    senders = await _senders(client)
    if senders is None:
        untold = f"Twilio does not tell about senders here: do its messages go to {webhook}?"
        return [note(where, untold)]
    ours = f"{PREFIX}{accounts.twilio_whatsapp_number}"
    for sender in senders:
        if sender.sender_id == ours:
            return list(_standing(where, sender, webhook))
    return [wrong(where, "is no WhatsApp sender of this account: see WhatsApp senders at Twilio")]


async def _senders(client: Client) -> Sequence[Any] | None:
    """The numbers that were registered with WhatsApp; null: Twilio's Senders API is not there."""
    try:
        with translated():
            found: Sequence[Any] = await client.messaging.v2.channels_senders.list_async(
                channel="whatsapp"
            )
    except NotThere:
        return None
    return found


def _standing(where: str, sender: Any, webhook: str | None) -> Iterator[Finding]:
    status = str(sender.status or "unknown")
    if not status.upper().startswith("ONLINE"):
        yield wrong(where, f"is {status} at Twilio: see WhatsApp senders there")
        return
    calls = (sender.webhook or {}).get("callback_url")
    if webhook and calls != webhook:
        yield wrong(where, f"its messages do not go to {webhook}: enter that at Twilio, as POST")
        return
    yield ok(where, f"is a WhatsApp sender, whose messages go to {calls}")
