"""Signed addresses of ours that are given out."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from bot.secrets import Keyring

PAYMENT_RETURN = "/payments/return"
FILES = "/files"
CALENDAR = "/calendar"
PAY = "/pay"
_FETCHED_WITHIN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class CalendarLink:
    """What a calendar's address names: one booking, or the feed of a customer."""

    tenant_id: int
    id: int
    is_feed: bool = False


class Links:
    """Addresses below PUBLIC_URL; there are none without it."""

    def __init__(self, public_address: str | None, keyring: Keyring) -> None:
        self._public_address = public_address
        self._keyring = keyring

    @property
    def are_public(self) -> bool:
        """Are there any?"""
        return self._public_address is not None

    def after_payment(self, language: str) -> str | None:
        """Where the payer's browser goes afterwards; it says "go back to the chat"."""
        if self._public_address is None:
            return None
        return f"{self._public_address}{PAYMENT_RETURN}?p={quote(self._keyring.sign(language))}"

    def file(self, tenant_id: int, key: str, now: datetime, *, is_kept: bool = False) -> str | None:
        """Where a file is fetched within the hour; one that is kept has one address an hour."""
        if self._public_address is None:
            return None
        until = int((now + _FETCHED_WITHIN).timestamp())
        if is_kept:  # so that who fetched it need not do so again
            until += -until % int(_FETCHED_WITHIN.total_seconds())
        token = self._keyring.sign(f"file~{tenant_id}~{until}~{key}")
        return f"{self._public_address}{FILES}/{token}"

    def file_of(self, token: str) -> tuple[int, str, datetime] | None:
        """The tenant, the key and until when `file` was good, if it made this token."""
        kind, *signed = (self._keyring.signed(token) or "").split("~", 3)
        if kind != "file":
            return None
        tenant_id, until, key = signed
        return int(tenant_id), key, datetime.fromtimestamp(int(until), UTC)

    def calendar(self, link: CalendarLink) -> str | None:
        """Where a calendar is fetched for as long as what it names is there."""
        if self._public_address is None:
            return None
        kind = "feed" if link.is_feed else "booking"
        token = self._keyring.sign(f"calendar~{link.tenant_id}~{kind}~{link.id}")
        return f"{self._public_address}{CALENDAR}/{token}.ics"

    def calendar_of(self, token: str) -> CalendarLink | None:
        """What `calendar` was made for, if it made this token."""
        purpose, *signed = (self._keyring.signed(token) or "").split("~")
        if purpose != "calendar":
            return None
        tenant_id, kind, id_ = signed
        return CalendarLink(int(tenant_id), int(id_), is_feed=kind == "feed")

    def pay(self, tenant_id: int, key: str) -> str:
        """Where a card is entered on which a payment's sum is held."""
        token = self._keyring.sign(f"pay~{tenant_id}~{key}")
        return f"{self._public_address or ''}{PAY}/{token}"

    def pay_of(self, token: str) -> tuple[int, str] | None:
        """The tenant and the payment's key, if `pay` made this token."""
        purpose, *signed = (self._keyring.signed(token) or "").split("~", 2)
        if purpose != "pay":
            return None
        return int(signed[0]), signed[1]

    def language_of(self, signed: str) -> str | None:
        """What `after_payment` was made for, if it was."""
        return self._keyring.signed(signed)
