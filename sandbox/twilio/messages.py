"""Message resources of the Messages API, in both directions."""

import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from sandbox.twilio.media import Medium
from sandbox.twilio.refusals import meaning
from sandbox.twilio.shown import Screen, ShownMessage

API_VERSION = "2010-04-01"


@dataclass(slots=True)
class Message:
    """One message; `template` says that it went out as an approved template."""

    sid: str
    account_sid: str
    sender: str
    recipient: str
    screen: Screen
    direction: str
    status: str
    created_at: datetime
    updated_at: datetime
    template: bool = False
    status_callback: str | None = None
    error_code: int | None = None
    medium: Medium | None = None  # of what goes out, once it was fetched
    # Whether the recipient's phone shows it: not if blocked, nor if refused on the way.
    arrived: bool = False

    @property
    def inbound(self) -> bool:
        return self.direction == "inbound"

    @property
    def uri(self) -> str:
        return f"/{API_VERSION}/Accounts/{self.account_sid}/Messages/{self.sid}"

    def shown(self) -> ShownMessage:
        screen = self.screen
        if self.medium is not None and not self.medium.shows_words:
            screen = replace(screen, body="")
        at = self.created_at
        return ShownMessage(self.sid, not self.inbound, at, self.status, screen, self.medium)

    def as_json(self) -> dict[str, Any]:
        code = self.error_code
        return {
            "account_sid": self.account_sid,
            "api_version": API_VERSION,
            "body": self.screen.body,
            "date_created": rfc2822(self.created_at),
            "date_sent": rfc2822(self.created_at),
            "date_updated": rfc2822(self.updated_at),
            "direction": self.direction,
            "error_code": code,
            "error_message": None if code is None else meaning(code),
            "from": self.sender,
            "messaging_service_sid": None,
            "num_media": str(len(self.screen.media)),
            "num_segments": "1",
            "price": None,
            "price_unit": None,
            "sid": self.sid,
            "status": self.status,
            "subresource_uris": {"media": f"{self.uri}/Media.json"},
            "to": self.recipient,
            "uri": f"{self.uri}.json",
        }


def new_sid(media: bool = False) -> str:
    return f"{'MM' if media else 'SM'}{secrets.token_hex(16)}"


def rfc2822(at: datetime) -> str:
    return format_datetime(at.astimezone(UTC))
