"""Keys: one of our own where none is given, and nothing that strangers can break."""

import pytest

from booking.errors import Invalid
from bot.secrets import Keyring, keyring
from bot.settings import Settings

KEYS = Keyring("a key of tests, longer than thirty-two characters")


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """Where the key is kept that is made."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SECRET_KEY", raising=False)
    return tmp_path / "var" / "secret.key"


def made():
    return keyring(Settings.read(_env_file=None, database_url="sqlite:///x.db"))


def test_what_was_signed_is_read():
    assert KEYS.signed(KEYS.sign("en")) == "en"


@pytest.mark.parametrize(
    "forged", ["", "en", "en.", "en.\u00e9", "\u00e9.x", "en.\udcff", "\udcff.x"]
)
def test_what_was_not_signed_is_not_read(forged):
    assert KEYS.signed(forged) is None


def test_a_key_is_made_once(kept):
    sealed = made().seal("token")
    assert made().unseal(sealed) == "token"
    assert [file.name for file in kept.parent.iterdir()] == ["secret.key"]
    assert kept.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("rest", ["", "half a key\n"])
def test_a_key_file_that_was_not_written_whole_is_refused(kept, rest):
    kept.parent.mkdir()
    kept.write_text(rest)
    with pytest.raises(Invalid, match=r"var/secret\.key: holds no key of 32 characters"):
        made()
