"""Does Moyasar take our key, and does it tell us of payments?"""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

from bot.operations.finding import Finding, note, ok, wrong
from bot.operations.salons import Account
from bot.tenants import Credentials
from bot.vendors import Vendors
from payments.moyasar import Moyasar, Webhook

_BETWEEN_LOOKS = 0.5  # seconds
NO_WAIT, A_MOMENT = timedelta(0), timedelta(seconds=10)


async def check_moyasar(
    vendors: Vendors, account: Account, accounts: Credentials, patience: timedelta
) -> Sequence[Finding]:
    """A webhook that was registered just now is given `patience` to be verified."""
    moyasar, url = vendors.moyasar(account.slug, accounts), vendors.moyasar_webhook(account.slug)
    if moyasar is None:
        return []
    where = account.where("Moyasar")
    ours = await _settled(moyasar, url, patience)
    takes_key = ok(where, "takes our key")
    if url is None:
        return [takes_key]
    return [takes_key, _heard(where, url, ours)]


async def registered(moyasar: Moyasar, url: str) -> Sequence[Webhook]:
    """The webhooks that call us at this address; one that is verified comes first."""
    found = [each for each in await moyasar.registered_webhooks() if each.url == url]
    return sorted(found, key=lambda each: each.verified is False)


async def _settled(moyasar: Moyasar, url: str | None, patience: timedelta) -> Sequence[Webhook]:
    until = asyncio.get_running_loop().time() + patience.total_seconds()
    while True:
        ours = await registered(moyasar, url or "")
        is_pending = bool(ours) and ours[0].verified is False
        if not is_pending or asyncio.get_running_loop().time() >= until:
            return ours
        await asyncio.sleep(_BETWEEN_LOOKS)


def _heard(where: str, url: str, ours: Sequence[Webhook]) -> Finding:
    if not ours:
        return wrong(
            where, f"does not call {url}: with the product running, `python main.py check --create`"
        )
    first = ours[0]
    if first.verified is False:
        return wrong(
            where,
            f"has not verified {url}, so that it tells of no payment: with the product running,"
            ' press "Resend Verification Code" in its dashboard (Settings, Webhooks)',
        )
    if first.missing_events:
        return wrong(
            where,
            f"does not tell {url} of {', '.join(first.missing_events)}: delete that webhook in its"
            " dashboard, then `python main.py check --create`",
        )
    if len([each for each in ours if each.verified is not False]) > 1:
        return note(where, f"calls {url} twice: delete one of the two in its dashboard")
    return ok(where, f"calls {url}")
