"""Keys derived from SECRET_KEY: what is encrypted at rest, and what is signed."""

import base64
import hmac
import os
import secrets
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from booking.errors import Invalid, Misuse, Problem
from bot.settings import Settings

_GENERATED = Path("var/secret.key")
_SHORTEST = 32  # characters


class Keyring:
    """Encrypts, signs and derives with SECRET_KEY; SECRET_KEY_PREVIOUS still opens and verifies."""

    def __init__(self, secret: str, previous: str | None = None) -> None:
        secrets_ = [secret, *([previous] if previous else [])]
        self._boxes = MultiFernet([Fernet(_key(one, "rest", urlsafe=True)) for one in secrets_])
        self._signing = [_key(one, "links") for one in secrets_]
        self._telegram = _key(secret, "telegram")

    def seal(self, text: str) -> str:
        return self._boxes.encrypt(text.encode()).decode()

    def unseal(self, sealed: str) -> str:
        """Misuse if none of our keys sealed it."""
        try:
            return self._boxes.decrypt(sealed.encode()).decode()
        except InvalidToken as error:
            raise Misuse("sealed with another key: is SECRET_KEY_PREVIOUS missing?") from error

    def sign(self, text: str) -> str:
        """The text with a signature behind it, fit for an address."""
        return f"{text}.{_signature(self._signing[0], text)}"

    def signed(self, signed: str) -> str | None:
        """The text, if one of our keys signed it."""
        text, _, signature = signed.rpartition(".")
        given = signature.encode(errors="replace")
        good = [hmac.compare_digest(_signature(key, text).encode(), given) for key in self._signing]
        return text if any(good) else None

    def telegram_secret(self, slug: str) -> str:
        """What Telegram shows with every update of this tenant."""
        return _signature(self._telegram, slug)


def keyring(settings: Settings) -> Keyring:
    """From SECRET_KEY; for SQLite one is made and kept in var/ of the working directory."""
    if settings.secret_key:
        previous = settings.secret_key_previous
        return Keyring(
            settings.secret_key.get_secret_value(),
            previous.get_secret_value() if previous else None,
        )
    if not settings.is_sqlite:
        raise Invalid([Problem("SECRET_KEY", "is required: any string of 32 characters or more")])
    return Keyring(_generated(_GENERATED))


def _generated(path: Path) -> str:
    if not path.exists():
        _write(path, secrets.token_urlsafe(48))
    key = path.read_text().strip()
    if len(key) < _SHORTEST:
        says = f"holds no key of {_SHORTEST} characters: restore it, or remove it to have one made"
        raise Invalid([Problem(str(path), says)])
    return key


def _write(path: Path, key: str) -> None:
    """Whole or not at all: half a key would seal what no key opens later."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=path.parent, delete=False) as file:  # of mode 600
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(path)


def _key(secret: str, purpose: str, *, urlsafe: bool = False) -> bytes:
    key = HKDF(SHA256(), 32, salt=None, info=purpose.encode()).derive(secret.encode())
    return base64.urlsafe_b64encode(key) if urlsafe else key


def _signature(key: bytes, text: str) -> str:
    digest = hmac.new(key, text.encode(errors="replace"), sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
