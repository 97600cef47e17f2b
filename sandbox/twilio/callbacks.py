"""The fields of a status callback, as captured from real traffic."""

import json

from sandbox.twilio.messages import API_VERSION, Message
from sandbox.twilio.refusals import meaning

EVENT_TYPES = ("delivered", "read", "undelivered")


def status_form(message: Message, status: str, external_id: str | None) -> dict[str, str]:
    """Return the form of one step; `external_id` is the recipient's BSUID, if it is known."""
    form = {
        "SmsSid": message.sid,
        "SmsStatus": status,
        "MessageStatus": status,
        "ChannelToAddress": _masked(message.recipient.removeprefix("whatsapp:")),
        "To": message.recipient,
        "ChannelPrefix": "whatsapp",
        "MessageSid": message.sid,
        "AccountSid": message.account_sid,
        "From": message.sender,
        "ApiVersion": API_VERSION,
        "ChannelInstallSid": f"XE{message.account_sid[2:]}",
    }
    if external_id is not None:
        form["ExternalUserId"] = f"whatsapp:{external_id}"
    if status == "sent":
        form["StructuredMessage"] = json.dumps(False)
    if status in EVENT_TYPES:
        form["EventType"] = status.upper()
    if message.error_code is not None:
        form["ErrorCode"] = str(message.error_code)
        form["ErrorMessage"] = meaning(message.error_code)
    return form


def _masked(address: str) -> str:
    return f"{address[:-4]}XXXX" if address.startswith("+") else address
