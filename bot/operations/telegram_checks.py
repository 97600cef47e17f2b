"""Does Telegram know the bot, do updates reach us, and is the staff's group there?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from telegram import WebhookInfo

from booking.money import Money
from bot.channels.channel import Moved, Unreachable
from bot.channels.pace import Limiter
from bot.channels.telegram.errors import translated
from bot.channels.telegram.request import METHODS, AiohttpRequest
from bot.channels.telegram.send import HEARS, TelegramChannel
from bot.operations.finding import Finding, note, ok, wrong
from bot.operations.salons import Account
from bot.operations.standing import StaffChat
from bot.tenants import Credentials
from bot.vendors import Vendors
from payments.provider import Refused

_SOME = Money(100_00, "SAR")
_FRESH = timedelta(hours=1)  # an older error of Telegram's has been mended since


@dataclass(frozen=True, slots=True)
class Expected:
    """What we expect of Telegram, and when we look."""

    webhook: str | None  # null: polled
    sets_it_itself: bool  # the product does that for its first salon
    now: datetime


async def check_telegram(
    vendors: Vendors, account: Account, accounts: Credentials, now: datetime
) -> Sequence[Finding]:
    telegram = vendors.telegram(accounts)
    if telegram is None:
        return []
    where = account.where("Telegram")
    me = await telegram.get_me()
    expected = Expected(vendors.telegram_webhook(account.slug), account.is_first, now)
    heard = _hears(where, await telegram.webhook_info(), expected)
    paid = await _makes_invoices(telegram, account, accounts.telegram_provider_token)
    return [ok(where, f"knows the bot @{me.username}"), *heard, *paid]


async def _makes_invoices(
    telegram: TelegramChannel, account: Account, token: str | None
) -> Sequence[Finding]:
    """Have it make one that nobody sees."""
    if token is None:
        return []
    where = account.variable("telegram_provider_token")
    try:
        await telegram.create_invoice(token, "check", "check", _SOME)
    except Refused as no:
        return [wrong(where, f"is not accepted ({no}): connect the provider at @BotFather again")]
    return [ok(where, "Telegram makes invoices with it")]


def _hears(where: str, info: WebhookInfo, expected: Expected) -> Iterator[Finding]:
    waiting = f"{info.pending_update_count} updates wait"
    if expected.webhook is None:
        if info.url:
            yield note(where, "has a webhook: `run` deletes it and polls")
        yield (note if info.pending_update_count else ok)(where, f"is polled; {waiting}")
        return
    if info.url != expected.webhook:
        mended_by = "`run` sets it" if expected.sets_it_itself else "`check --create` sets it"
        yield wrong(where, f"does not call {expected.webhook}: {mended_by}")
        return
    yield ok(where, f"calls {info.url}; {waiting}")
    yield from _trouble(where, info, expected.now)
    lacking = set(HEARS) - set(info.allowed_updates or HEARS)
    if lacking:
        yield wrong(where, f"does not tell of {', '.join(sorted(lacking))}: start `run` again")


def _trouble(where: str, info: WebhookInfo, now: datetime) -> Iterator[Finding]:
    if info.last_error_date is None:
        return
    said = f"could not deliver at {info.last_error_date:%Y-%m-%dT%H:%M}Z: "
    said += info.last_error_message or "it does not say why"
    if "401" in said:
        said += "; was SECRET_KEY changed? Start `run` again"
    is_over = now - info.last_error_date > _FRESH and not info.pending_update_count
    yield (note if is_over else wrong)(where, said)


async def check_staff_group(
    vendors: Vendors, account: Account, accounts: Credentials, staff_chat: StaffChat
) -> Sequence[Finding]:
    """Is the bot in the staff's group? What could not be said there is kept."""
    if accounts.telegram_bot_token is None or accounts.staff_chat_id is None:
        return []
    where, chat = account.variable("staff_chat_id"), staff_chat.id
    kept = f"; {staff_chat.alerts_kept} alerts wait for that" if staff_chat.alerts_kept else ""
    request = AiohttpRequest(
        vendors.session, str(vendors.settings.telegram_api_url), accounts.telegram_bot_token
    )
    try:
        await _get_chat(request, chat)
    except Unreachable:
        return [wrong(where, f"the bot is not in the group {chat}: add it{kept}")]
    except Moved as moved:
        new = f"the group is {moved.new_address} now: set that{kept}"
        return [wrong(where, new) if kept else note(where, new)]
    if staff_chat.lost_at is not None:
        lost = f"{staff_chat.lost_at:%Y-%m-%dT%H:%M}Z"
        return [wrong(where, f"was lost at {lost}: remove the bot from it and add it again{kept}")]
    moved_to = f", which is {chat} now" if chat != accounts.staff_chat_id else ""
    return [ok(where, f"the bot is in the staff's group{moved_to}")]


async def _get_chat(request: AiohttpRequest, chat: str) -> None:
    with translated(Limiter()):
        await request.post(f"{METHODS}getChat?{urlencode({'chat_id': chat})}")


async def set_webhook(telegram: TelegramChannel, url: str, secret: str) -> bool:
    """Whether the address is new; it is set in any case, since nobody can see an old secret."""
    before = await telegram.webhook_info()
    await telegram.set_webhook(url, secret)
    return before.url != url
