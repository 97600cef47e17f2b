"""What POST Messages.json may ask for: the checks that Twilio answers with an error at once."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from multidict import MultiMapping

from sandbox.twilio import limits, variables
from sandbox.twilio.accounts import BSUID, E164, Account
from sandbox.twilio.contents import Content
from sandbox.twilio.refusals import Refused
from sandbox.twilio.screens import of_content
from sandbox.twilio.shown import Place, Screen

LONGEST_BODY = 1600
MOST_MEDIA = 10
PREFIX = "whatsapp:"
_NUMBER = r"-?\d{1,3}(?:\.\d+)?"
_GEO = re.compile(rf"geo:(?P<latitude>{_NUMBER}),(?P<longitude>{_NUMBER})(?:\|(?P<label>.+))?")


@dataclass(frozen=True, slots=True)
class Draft:
    """A message that Twilio takes; `breach` is what WhatsApp will refuse it for, if anything."""

    recipient: str
    screen: Screen
    template: bool
    breach: str | None
    status_callback: str | None


def drafted(
    form: MultiMapping[str], account: Account, contents: Mapping[str, Content], now: datetime
) -> Draft:
    recipient = _recipient(form.get("To", ""), form, account)
    callback = form.get("StatusCallback")
    if callback is not None and not _is_url(callback):
        raise Refused(21609)
    if "ContentSid" not in form:
        return Draft(recipient, _free_form(form), False, None, callback)
    content = _content(form, account, contents)
    values = variables.parsed(form.get("ContentVariables", ""), content.placeholders)
    spec = variables.filled(content.types[content.kind], values)
    approved = content.approved(now)
    breach = next(limits.rendered_breaches(content.kind, spec, approved), None)
    return Draft(recipient, of_content(content.kind, spec), approved, breach, callback)


def _recipient(to: str, form: MultiMapping[str], account: Account) -> str:
    sender = form.get("From", "")
    if not to:
        raise Refused(21604)
    if form.get("MessagingServiceSid"):
        raise Refused(21701)
    if not sender:
        raise Refused(21603)
    if to.startswith(PREFIX) != sender.startswith(PREFIX):
        raise Refused(21910)
    if not sender.startswith(PREFIX):
        raise Refused(21606)
    if sender != account.address:
        raise Refused(63007)
    if to == sender:
        raise Refused(21266)
    address = to.removeprefix(PREFIX)
    if not (E164.fullmatch(address) or BSUID.fullmatch(address)):
        raise Refused(21211, to)
    return address


def _free_form(form: MultiMapping[str]) -> Screen:
    if "ContentVariables" in form:
        raise Refused(21654)
    body, media = form.get("Body", ""), form.getall("MediaUrl", [])
    if len(media) > MOST_MEDIA:
        raise Refused(21623)
    if not all(map(_is_url, media)):
        raise Refused(21620)
    if not body.strip() and not media:
        raise Refused(21619)
    if len(body) > LONGEST_BODY:
        raise Refused(21617)
    return Screen(body, media=tuple(media), place=_place(form.getall("PersistentAction", [])))


def _place(actions: Sequence[str]) -> Place | None:
    """The only action that WhatsApp takes: a place on the map."""
    if not actions:
        return None
    found = _GEO.fullmatch(actions[0])
    if found is None or len(actions) > 1:
        raise Refused(20001, "PersistentAction is no place: geo:latitude,longitude|label.")
    latitude, longitude = float(found["latitude"]), float(found["longitude"])
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise Refused(20001, "PersistentAction is no place: geo:latitude,longitude|label.")
    return Place(latitude, longitude, found["label"] or "")


def _content(form: MultiMapping[str], account: Account, contents: Mapping[str, Content]) -> Content:
    # Twilio, error 63016: "Remove Body and MediaUrl when you send a content template".
    if form.get("Body") or form.get("MediaUrl") or form.get("PersistentAction"):
        raise Refused(20001, "Body, MediaUrl and PersistentAction exclude ContentSid.")
    content = contents.get(form.get("ContentSid", ""))
    if content is None or content.account_sid != account.sid:
        raise Refused(21655)
    return content


def _is_url(text: str) -> bool:
    parts = urlsplit(text)
    return parts.scheme in ("http", "https") and bool(parts.netloc)
