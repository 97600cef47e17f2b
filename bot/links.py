"""Signed addresses of ours that are given out."""

from urllib.parse import quote

from bot.secrets import Keyring

PAYMENT_RETURN = "/payments/return"


class Links:
    """Addresses below PUBLIC_URL; there are none without it."""

    def __init__(self, public_address: str | None, keyring: Keyring) -> None:
        self._public_address = public_address
        self._keyring = keyring

    def after_payment(self, language: str) -> str | None:
        """Where the payer's browser goes afterwards; it says "go back to the chat"."""
        if self._public_address is None:
            return None
        return f"{self._public_address}{PAYMENT_RETURN}?p={quote(self._keyring.sign(language))}"

    def language_of(self, signed: str) -> str | None:
        """What `after_payment` was made for, if it was."""
        return self._keyring.signed(signed)
