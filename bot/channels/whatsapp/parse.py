"""Twilio's webhooks for WhatsApp, as what the conversation hears."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.channels.channel import Heard, Malformed
from bot.channels.cleaning import storable
from bot.channels.whatsapp.address import PREFIX, bare, number_in
from bot.conversation.inbound import Inbound, Kind

_LONGEST_TEXT = 4096
_LONGEST_DATA = 200
_LONGEST_NAME = 80
_LONGEST_SID = 64
_WRITTEN = ("text", "interactive", "button", "")
"""Types whose Body a person wrote or chose; a document's is its file name."""

_UNDELIVERED = ("failed", "undelivered")
_STATE = re.compile(r"[a-z_]{1,32}")
_CODE = re.compile(r"\d{0,6}", re.ASCII)

Form = Mapping[str, object] | Iterable[tuple[str, object]]


@dataclass(frozen=True, slots=True)
class Status:
    """How far a message of ours has come; `chat` is whom it was for."""

    sid: str
    state: str
    error_code: int | None
    chat: str

    @property
    def is_undelivered(self) -> bool:
        return self.state in _UNDELIVERED


def parse(form: Form) -> Heard | None:
    """What a message webhook means; None: nothing (a reaction). Raises Malformed."""
    values = _values(form)
    person = _person(values, "From")
    inbound = _inbound(values)
    if inbound is None:
        return None
    return Heard(
        chat=person,
        person=person,
        key=_sid(values),
        inbound=inbound,
        message=storable(values.get("OriginalRepliedMessageSid", ""), _LONGEST_SID),
        phone=number_in(person),
    )


def parse_status(form: Form) -> Status:
    """What a status callback says; they repeat, and come in any order. Raises Malformed."""
    values = _values(form)
    state = values.get("MessageStatus", "").lower()
    code = values.get("ErrorCode", "")
    if not _STATE.fullmatch(state) or not _CODE.fullmatch(code):
        raise Malformed("no status")
    return Status(
        sid=_sid(values),
        state=state,
        error_code=int(code) if code else None,
        chat=_person(values, "To"),
    )


def _values(form: Form) -> dict[str, str]:
    """Texts only, the first of each name."""
    values: dict[str, str] = {}
    for name, value in form.items() if isinstance(form, Mapping) else form:
        if isinstance(value, str):
            values.setdefault(name, value)
    return values


def _person(values: Mapping[str, str], field: str) -> str:
    """The customer in that field; who hides their number is named in another one at least."""
    address = values.get(field, "")
    return bare(values.get("ExternalUserId", "") if address in ("", PREFIX) else address)


def _sid(values: Mapping[str, str]) -> str:
    sid = values.get("MessageSid") or values.get("SmsMessageSid", "")
    if not sid.isalnum() or not sid.isascii() or len(sid) > _LONGEST_SID:
        raise Malformed("no message sid")
    return sid


def _inbound(values: Mapping[str, str]) -> Inbound | None:
    name = storable(values.get("ProfileName", ""), _LONGEST_NAME).strip() or None
    if data := values.get("ButtonPayload") or values.get("ListId"):
        return Inbound(Kind.TAP, data=storable(data, _LONGEST_DATA), profile_name=name)
    kind = values.get("MessageType", "").lower()
    if kind == "reaction":
        return None
    text = storable(values.get("Body", ""), _LONGEST_TEXT)
    if kind in _WRITTEN and text.strip() and values.get("NumMedia", "0") in ("", "0"):
        return Inbound(Kind.TEXT, text=text, profile_name=name)
    return Inbound(Kind.OTHER, profile_name=name)
