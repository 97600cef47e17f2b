"""Where settings may stand, and what is said of those that cannot be used."""

import pytest

from booking.errors import Invalid
from bot.settings import Settings

KEY, OTHER = "k" * 32, "o" * 32


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The working directory, without any variable of ours around it."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
        monkeypatch.delenv(f"{name.upper()}_FILE", raising=False)
    (tmp_path / "key").write_text(f"{KEY}\n")
    return tmp_path


def key():
    return Settings.read().secret_key.get_secret_value()


def test_a_variable_may_name_a_file(folder, monkeypatch):
    monkeypatch.setenv("SECRET_KEY_FILE", str(folder / "key"))
    assert key() == KEY


def test_so_may_the_env_file(folder):
    (folder / ".env").write_text("SECRET_KEY_FILE=key\n")
    assert key() == KEY


def test_a_variable_counts_more_than_the_env_file(folder, monkeypatch):
    (folder / "other").write_text(OTHER)
    (folder / ".env").write_text("SECRET_KEY_FILE=key\n")
    monkeypatch.setenv("SECRET_KEY_FILE", "other")
    assert key() == OTHER
    monkeypatch.delenv("SECRET_KEY_FILE")
    monkeypatch.setenv("SECRET_KEY", OTHER)
    assert key() == OTHER


def test_a_file_that_cannot_be_read_is_told(folder):
    (folder / ".env").write_text("SECRET_KEY_FILE=nowhere\n")
    with pytest.raises(Invalid, match="SECRET_KEY_FILE: nowhere cannot be read"):
        key()


@pytest.mark.parametrize(
    "url", ["postgresql://u@h:abc/x", "postgresql:", "sqlite", "mysql://h/x", "postgresql://[::1/x"]
)
def test_an_address_that_is_none_is_told(folder, url):
    with pytest.raises(Invalid, match=r"^DATABASE_URL: must be"):
        Settings.read(database_url=url)


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("PORT", "eighty", "must be a number from 0 to 65535"),
        ("METRICS_PORT", "0", "must be a number from 1 to 65535"),
        ("PUBLIC_URL", "bot.example.com", "must be an address like https://bot.example.com"),
        ("PUBLIC_URL", "http://bot.example.com", "must begin with https://"),
        ("SECRET_KEY", "short", "must be 32 characters or more"),
        ("LOG_FORMAT", "xml", "must be console or json"),
        ("STAFF_CHAT_ID", "our group", "must be the group's id, a number below zero"),
        ("TWILIO_WHATSAPP_NUMBER", "0501234567", "must be the number with its country code"),
    ],
)
def test_what_is_wrong_is_told_with_what_it_has_to_be(folder, monkeypatch, name, value, told):
    monkeypatch.setenv(name, value)
    with pytest.raises(Invalid) as caught:
        Settings.read()
    [problem] = caught.value.problems
    assert problem.where == name
    assert problem.what.startswith(told)
