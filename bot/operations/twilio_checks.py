"""Does Twilio take our credentials, is the number ours, and can WhatsApp show things to tap?"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from twilio.base.exceptions import TwilioException  # type: ignore[import-untyped]
from twilio.rest import Client  # type: ignore[import-untyped]

from booking.store.database import Database
from bot.channels.whatsapp.address import PREFIX
from bot.channels.whatsapp.contents import StoredContents, definitions
from bot.channels.whatsapp.creating import missing
from bot.channels.whatsapp.errors import translated
from bot.conversation.screen import msg
from bot.operations.finding import Finding, note, ok, wrong
from bot.operations.salons import Account
from bot.tenants import Credentials
from bot.vendors import Vendors
from bot.wording.localization import Wording

_NOT_THERE = 404


def list_labels() -> Mapping[str, str]:
    """By language what the button says that opens a list: part of a Content resource."""
    wording = Wording.load()
    return {language: wording.in_(language).say(msg("Choose")) for language in wording.catalogues}


async def check_twilio(
    vendors: Vendors, account: Account, accounts: Credentials, database: Database | None
) -> Sequence[Finding]:
    """The contents are found first, since that also shows whether the credentials are right."""
    client = vendors.twilio(accounts)
    if client is None:
        return []
    contents = await _contents(client, account, database)
    return [contents, *await _sender(client, account, accounts, vendors.twilio_webhook())]


async def _contents(client: Client, account: Account, database: Database | None) -> Finding:
    where, labels = account.where("Twilio"), list_labels()
    if database is None:
        with translated():
            await client.content.v1.contents.list_async(limit=1)
        return note(where, "takes our credentials; `check --create` makes what can be tapped")
    wanted = len(list(definitions(labels)))
    lacking = await missing(client, StoredContents(database, account.tenant_id), labels)
    if not lacking:
        return ok(where, f"takes our credentials and has all {wanted} Content resources")
    return wrong(
        where,
        f"lacks {len(lacking)} of {wanted} Content resources, so that choices are numbered lines:"
        " `python main.py check --create` makes them",
    )


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
    with translated():
        try:
            found: Sequence[Any] = await client.messaging.v2.channels_senders.list_async(
                channel="whatsapp"
            )
        except TwilioException as error:
            if _status(error) == _NOT_THERE:
                return None
            raise
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


def _status(error: TwilioException) -> int | None:
    """Of a list, the library raises its answer as second argument."""
    answer = error.args[1] if len(error.args) == 2 else error
    return getattr(answer, "status_code", None) or getattr(answer, "status", None)
