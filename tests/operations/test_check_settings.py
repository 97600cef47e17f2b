"""Settings that are missing, wrong, or contradict each other; nobody needs to be asked."""

import pytest

from bot.operations.account_checks import check_account, check_settings
from bot.operations.finding import Level
from bot.operations.reading import read_settings
from bot.operations.salons import Account
from bot.settings import Settings
from bot.tenants import Credentials

TELEGRAM = {"telegram_bot_token": "1:token"}
TWILIO = {
    "twilio_account_sid": "AC" + "0" * 32,
    "twilio_auth_token": "token",
    "twilio_whatsapp_number": "+966550000000",
}
MOYASAR = {"moyasar_secret_key": "sk_live_key", "moyasar_webhook_secret": "secret"}
PUBLIC = {"public_url": "https://bot.example"}


def wrong(*groups, deposits=0, holds=False, **more):
    """What is wrong with these settings, by variable."""
    values = {"secret_key": "x" * 32, "database_url": "postgresql://localhost/x"}
    for group in groups:
        values |= group
    settings = Settings.read(_env_file=None, **(values | more))
    account = Account(1, "main", Credentials.from_settings(settings), is_first=True)
    found = [
        *check_settings(settings),
        *check_account(account, settings, deposits=deposits, holds=holds),
    ]
    return [finding.where for finding in found if finding.level is Level.WRONG]


@pytest.mark.parametrize("groups", [(TELEGRAM,), (TWILIO, PUBLIC), (TELEGRAM, MOYASAR, PUBLIC)])
def test_one_channel_is_enough(groups):
    assert wrong(*groups) == []


def test_no_channel_at_all_is_wrong():
    assert wrong() == ["channels"]


def test_a_staff_group_needs_a_bot():
    assert wrong(TWILIO, PUBLIC, staff_chat_id=-5) == ["STAFF_CHAT_ID"]


def test_a_group_has_an_id_below_zero():
    assert wrong(TELEGRAM, staff_chat_id=5) == ["STAFF_CHAT_ID"]


def test_a_topic_needs_its_group():
    assert wrong(TELEGRAM, staff_thread_id=5) == ["STAFF_THREAD_ID"]


@pytest.mark.parametrize("name", TWILIO)
def test_twilio_needs_all_three(name):
    assert wrong(TELEGRAM, TWILIO, PUBLIC, {name: None}) == [name.upper()]


def test_twilio_needs_an_address_to_call():
    assert wrong(TWILIO) == ["PUBLIC_URL"]


def test_an_api_key_is_no_account():
    assert wrong(TWILIO, PUBLIC, twilio_account_sid="SK" + "0" * 32) == ["TWILIO_ACCOUNT_SID"]


@pytest.mark.parametrize("key", ["pk_live_key", "key", "sk_live_", "sk_prod_key"])
def test_moyasar_needs_the_secret_key(key):
    assert wrong(TELEGRAM, MOYASAR, PUBLIC, moyasar_secret_key=key) == ["MOYASAR_SECRET_KEY"]


def test_moyasar_needs_a_secret_for_its_webhook():
    found = wrong(TELEGRAM, MOYASAR, PUBLIC, moyasar_webhook_secret=None)
    assert found == ["MOYASAR_WEBHOOK_SECRET"]


def test_moyasar_needs_an_address_to_call():
    assert wrong(TELEGRAM, MOYASAR) == ["PUBLIC_URL"]


def test_a_secret_in_place_of_the_publishable_key_is_wrong():
    found = wrong(TELEGRAM, moyasar_publishable_key="sk_live_key")
    assert found == ["MOYASAR_PUBLISHABLE_KEY"]


def test_both_keys_of_moyasar_are_of_one_mode():
    found = wrong(TELEGRAM, MOYASAR, PUBLIC, moyasar_publishable_key="pk_test_key")
    assert found == ["MOYASAR_PUBLISHABLE_KEY"]


@pytest.mark.parametrize(
    "trial",
    [
        {"public_url": "http://127.0.0.1:8080"},
        {"moyasar_api_url": "http://127.0.0.1:9000/v1"},
        {"moyasar_api_url": "https://sandbox.example/v1"},
        {**TWILIO, "twilio_whatsapp_number": "+14155238886"},
    ],
    ids=["nobody can reach it", "a stand-in here", "a stand-in elsewhere", "Twilio's sandbox"],
)
def test_a_live_key_is_refused_where_a_salon_is_only_tried_out(trial):
    assert wrong(TELEGRAM, MOYASAR, PUBLIC, trial) == ["MOYASAR_SECRET_KEY"]
    assert wrong(TELEGRAM, MOYASAR, PUBLIC, trial, moyasar_secret_key="sk_test_key") == []


def test_deposits_on_cards_need_the_publishable_key():
    assert wrong(TELEGRAM, MOYASAR, PUBLIC, holds=True) == ["MOYASAR_PUBLISHABLE_KEY"]
    key = {"moyasar_publishable_key": "pk_live_key"}
    assert wrong(TELEGRAM, MOYASAR, PUBLIC, key, holds=True) == []


def test_deposits_need_moyasar():
    assert wrong(TELEGRAM, deposits=2) == ["MOYASAR_SECRET_KEY"]


def test_postgresql_needs_a_secret_key():
    assert wrong(TELEGRAM, secret_key=None) == ["SECRET_KEY"]


def test_sqlite_makes_its_own():
    assert wrong(TELEGRAM, secret_key=None, database_url="sqlite:///x.db") == []


def test_two_servers_need_two_ports():
    assert wrong(TELEGRAM, port=8080, metrics_port=8080) == ["METRICS_PORT"]


def test_telegram_calls_few_ports():
    assert wrong(TELEGRAM, public_url="https://bot.example:8080") == ["PUBLIC_URL"]
    assert wrong(TELEGRAM, public_url="https://bot.example:8443") == []


def test_a_further_salon_hears_telegram_by_webhook_only():
    settings = Settings.read(_env_file=None, secret_key="x" * 32)
    account = Account(2, "olaya", Credentials.of(TELEGRAM), is_first=False)
    found = list(check_account(account, settings, deposits=0))
    assert [finding.where for finding in found if finding.level is Level.WRONG] == ["PUBLIC_URL"]


def test_credentials_that_cannot_be_decrypted_are_told():
    settings = Settings.read(_env_file=None, secret_key="x" * 32)
    (found,) = check_account(Account(2, "olaya", None, is_first=False), settings, deposits=0)
    assert "SECRET_KEY_PREVIOUS" in str(found)


def test_a_wrong_variable_does_not_hide_the_others(monkeypatch):
    monkeypatch.setenv("PORT", "eighty")
    monkeypatch.setenv("METRICS_PORT", "9000")
    readable = read_settings()
    assert readable.wrong_names == {"PORT"}
    assert readable.settings.metrics_port == 9000


def test_a_file_that_is_not_there_is_told(monkeypatch):
    monkeypatch.setenv("SECRET_KEY_FILE", "/there/is/no/such/file")
    readable = read_settings()
    assert readable.settings is None
    assert str(readable.problems[0]) == "SECRET_KEY_FILE: /there/is/no/such/file cannot be read"
