"""Settings that are missing, wrong, or contradict each other; nobody is asked."""

import re
from collections.abc import Iterator

from bot.operations.finding import Finding, note, wrong
from bot.operations.salons import Account
from bot.settings import LOOPBACK, Settings
from bot.tenants import Credentials

TWILIO = ("twilio_account_sid", "twilio_auth_token", "twilio_whatsapp_number")
_ACCOUNT_SID = re.compile(r"AC[0-9a-fA-F]{32}")
_SECRET_KEY = re.compile(r"sk_(test|live)_\w+")
_PUBLISHABLE_KEY = re.compile(r"pk_(test|live)_\w+")
_MOYASAR = "api.moyasar.com"
_TWILIO_SANDBOX = "+14155238886"  # twilio.com/docs/whatsapp/sandbox
_TELEGRAM_PORTS = (None, 80, 88, 443, 8443)


def check_settings(settings: Settings) -> Iterator[Finding]:
    """What concerns the process, whoever its salons are."""
    if settings.metrics_port is not None and settings.metrics_port == settings.port:
        yield wrong("METRICS_PORT", f"is PORT too ({settings.port}): choose another one")
    if settings.public_url is None:
        yield note("PUBLIC_URL", "is not set: Telegram is polled, nobody else can call us")
    secret_key = settings.secret_key
    if secret_key is None and settings.is_sqlite:
        yield note("SECRET_KEY", "is not set: one is kept in var/secret.key; back it up too")
    elif secret_key is None:
        yield wrong("SECRET_KEY", "is missing: set any string of 32 characters or more, for ever")
    yield from _publishable(settings)


def _publishable(settings: Settings) -> Iterator[Finding]:
    key = settings.moyasar_publishable_key
    if key and not _PUBLISHABLE_KEY.fullmatch(key):
        yield wrong("MOYASAR_PUBLISHABLE_KEY", "must begin with pk_test_ or pk_live_")


def check_account(
    account: Account, settings: Settings, *, deposits: int, holds: bool = False
) -> Iterator[Finding]:
    """What one salon's accounts lack; `deposits` is how many of its services ask for one.

    `holds`: they are to be held on cards.
    """
    if account.credentials is None:
        yield wrong(
            f"credentials of {account.slug}",
            "cannot be decrypted: set the SECRET_KEY under which they were imported as"
            " SECRET_KEY_PREVIOUS, or import them again",
        )
        return
    accounts = account.credentials
    yield from _channels(account, accounts)
    yield from _telegram(account, accounts, settings)
    yield from _twilio(account, accounts, settings)
    yield from _moyasar(account, accounts, settings, deposits)
    if holds and accounts.moyasar_publishable_key is None:
        yield wrong(
            account.variable("moyasar_publishable_key"),
            "is missing: without it no deposit is held on a card (hold_deposits), but paid by link",
        )


def _channels(account: Account, accounts: Credentials) -> Iterator[Finding]:
    has_whatsapp = all(getattr(accounts, name) for name in TWILIO)
    token = account.variable("telegram_bot_token")
    if accounts.telegram_bot_token is None and not has_whatsapp:
        yield wrong(
            account.where("channels"),
            f"there is none: set {token}, or the three variables of Twilio",
        )
    elif accounts.telegram_bot_token is None:
        yield note(account.where("Telegram"), f"is left out: {token} is not set")
    elif not any(getattr(accounts, name) for name in TWILIO):
        yield note(account.where("WhatsApp"), "is left out: no variable of Twilio is set")


def _telegram(account: Account, accounts: Credentials, settings: Settings) -> Iterator[Finding]:
    group, token = account.variable("staff_chat_id"), account.variable("telegram_bot_token")
    if accounts.staff_chat_id and accounts.telegram_bot_token is None:
        yield wrong(group, f"is set without {token}: nobody can write to that group")
    if accounts.staff_thread_id and not accounts.staff_chat_id:
        yield wrong(account.variable("staff_thread_id"), f"is set without {group}")
    if accounts.staff_chat_id and not accounts.staff_chat_id.startswith("-"):
        yield wrong(group, "must be the id of a group, which is below zero")
    if accounts.telegram_bot_token is None:
        return
    if not accounts.staff_chat_id:
        yield note(group, "is not set: the staff hear of no booking")
    public = settings.public_url
    if public is None and not account.is_first:
        yield wrong("PUBLIC_URL", f"is missing: {account.slug} hears Telegram by webhook only")
    if public and public.scheme == "https" and public.port not in _TELEGRAM_PORTS:
        yield wrong("PUBLIC_URL", "Telegram calls only ports 443, 80, 88 and 8443")


def _twilio(account: Account, accounts: Credentials, settings: Settings) -> Iterator[Finding]:
    lacking = [name for name in TWILIO if not getattr(accounts, name)]
    if len(lacking) == len(TWILIO):
        return
    for name in lacking:
        yield wrong(
            account.variable(name), "is missing: WhatsApp is off until all three of Twilio are set"
        )
    sid = accounts.twilio_account_sid
    if sid and not _ACCOUNT_SID.fullmatch(sid):
        yield wrong(
            account.variable("twilio_account_sid"),
            "must be AC and 32 hexadecimal digits (SK... is an API key, not the account)",
        )
    if not lacking and settings.public_url is None:
        yield wrong(
            "PUBLIC_URL",
            "is missing: without it no message of WhatsApp reaches us, and no photo reaches it",
        )


def _moyasar(
    account: Account, accounts: Credentials, settings: Settings, deposits: int
) -> Iterator[Finding]:
    key, secret = account.variable("moyasar_secret_key"), account.variable("moyasar_webhook_secret")
    if accounts.moyasar_secret_key is None:
        if deposits:
            yield wrong(
                key,
                f"is not set, but {deposits} services ask for a deposit: none is asked for until"
                " it is; set it, or take the deposits out of the catalogue",
            )
        else:
            yield note(account.where("Moyasar"), f"is left out: {key} is not set")
        if accounts.moyasar_webhook_secret:
            yield wrong(secret, f"is set without {key}")
        return
    yield from _secret_key(key, accounts, settings)
    if accounts.moyasar_webhook_secret is None:
        yield wrong(secret, "is missing: set any string; without it no payment is believed")
    if settings.public_url is None:
        yield wrong("PUBLIC_URL", "is missing: Moyasar cannot tell us of payments")


def _secret_key(where: str, accounts: Credentials, settings: Settings) -> Iterator[Finding]:
    key = accounts.moyasar_secret_key or ""
    if key.startswith("pk_"):
        yield wrong(where, "is the publishable key: take the secret one, sk_test_ or sk_live_")
        return
    found = _SECRET_KEY.fullmatch(key)
    if found is None:
        yield wrong(where, "must begin with sk_test_ or sk_live_")
        return
    if found[1] == "test":
        yield note(where, "is a test key: no real money moves")
    elif reason := _why_a_trial(accounts, settings):
        yield wrong(where, f"is a live key, but {reason}: take the one that begins with sk_test_")
    publishable = _PUBLISHABLE_KEY.fullmatch(settings.moyasar_publishable_key or "")
    if publishable and publishable[1] != found[1]:
        yield wrong("MOYASAR_PUBLISHABLE_KEY", f"is not of the same mode as {where}: {found[1]}")


def _why_a_trial(accounts: Credentials, settings: Settings) -> str | None:
    """What shows that this salon is only tried out, so that no real money may move; if it is."""
    public, api = settings.public_url, settings.moyasar_api_url
    if public and public.host in LOOPBACK:
        return "PUBLIC_URL is this machine, which no customer can reach"
    if api.host != _MOYASAR:
        return f"MOYASAR_API_URL is {api.host}, which is not Moyasar"
    if accounts.twilio_whatsapp_number == _TWILIO_SANDBOX:
        return "the WhatsApp number is that of Twilio's sandbox"
    return None
