"""The fields of a message webhook, as captured from real traffic."""

import hashlib
import json
from dataclasses import dataclass, field

from sandbox.twilio.accounts import Account
from sandbox.twilio.messages import API_VERSION


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes: a number, or only a BSUID where the customer hides the number."""

    address: str
    profile_name: str

    @property
    def has_number(self) -> bool:
        return self.address.startswith("+")

    @property
    def external_id(self) -> str:
        """The BSUID: stable for a number, and cannot be turned into it."""
        if not self.has_number:
            return self.address
        digest = hashlib.sha256(self.address.encode()).digest()
        return f"SA.{int.from_bytes(digest[:7], 'big'):017d}"


@dataclass(frozen=True, slots=True)
class Inbound:
    """What a customer sent; `extra` are the fields that only its type has."""

    kind: str
    body: str = ""
    extra: dict[str, str] = field(default_factory=dict)
    media_type: str | None = None


def message_form(sid: str, sender: Sender, account: Account, inbound: Inbound) -> dict[str, str]:
    """Return all fields in the captured order; a hidden number has no WaId."""
    form = {
        "SmsMessageSid": sid,
        "NumMedia": "0" if inbound.media_type is None else "1",
        "ProfileName": sender.profile_name,
        "MessageType": inbound.kind,
        "SmsSid": sid,
        "WaId": sender.address.removeprefix("+"),
        "SmsStatus": "received",
        "Body": inbound.body,
        "To": account.address,
        "NumSegments": "1",
        "ReferralNumMedia": "0",
        "MessageSid": sid,
        "AccountSid": account.sid,
        "ChannelMetadata": _metadata(sender),
        "From": f"whatsapp:{sender.address}",
        "ApiVersion": API_VERSION,
        "ExternalUserId": f"whatsapp:{sender.external_id}",
    }
    if not sender.has_number:
        del form["WaId"]
    return form | _media(sid, account, inbound.media_type) | inbound.extra


def _metadata(sender: Sender) -> str:
    context = {"ProfileName": sender.profile_name}
    if sender.has_number:
        context["WaId"] = sender.address.removeprefix("+")
    return json.dumps({"type": "whatsapp", "data": {"context": context}}, ensure_ascii=False)


def _media(sid: str, account: Account, media_type: str | None) -> dict[str, str]:
    if media_type is None:
        return {}
    path = f"{API_VERSION}/Accounts/{account.sid}/Messages/{sid}/Media/ME{sid[2:]}"
    return {"MediaUrl0": f"https://api.twilio.com/{path}", "MediaContentType0": media_type}
