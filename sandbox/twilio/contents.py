"""Content resources: message templates with variables, and how they are checked when made."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sandbox.twilio import limits, shapes
from sandbox.twilio.approvals import Approval
from sandbox.twilio.refusals import Refused
from sandbox.twilio.variables import MOST_VARIABLES, placeholders


@dataclass(slots=True)
class Content:
    """One Content resource of one account."""

    sid: str
    account_sid: str
    friendly_name: str
    language: str
    variables: dict[str, str]
    types: dict[str, Any]
    created_at: datetime
    approval: Approval | None = None

    @property
    def kind(self) -> str:
        """The richest type of the resource that WhatsApp supports."""
        return next(kind for kind in shapes.SHAPES if kind in self.types)

    @property
    def placeholders(self) -> set[str]:
        return placeholders(self.types[self.kind])

    def approved(self, now: datetime) -> bool:
        return self.approval is not None and self.approval.status(now) == "approved"

    def as_json(self, base: str) -> dict[str, Any]:
        url = f"{base}/v1/Content/{self.sid}"
        at = iso(self.created_at)
        return {
            "sid": self.sid,
            "account_sid": self.account_sid,
            "friendly_name": self.friendly_name,
            "language": self.language,
            "variables": self.variables,
            "types": self.types,
            "url": url,
            "date_created": at,
            "date_updated": at,
            "links": {
                "approval_create": f"{url}/ApprovalRequests/whatsapp",
                "approval_fetch": f"{url}/ApprovalRequests",
            },
        }


def created(account_sid: str, body: Any, now: datetime) -> Content:
    """Make a Content resource of a request's JSON, or refuse it."""
    if not isinstance(body, dict):
        raise Refused(20001, "The body must be a JSON object.")
    language = body.get("language")
    if not isinstance(language, str) or not language:
        raise Refused(20001, "language is required.")
    name = body.get("friendly_name")
    if name is not None and not isinstance(name, str):
        raise Refused(20001, "friendly_name must be a text.")
    types = shapes.checked(body.get("types"))
    variables = _samples(body.get("variables"))
    _check(types, variables)
    sid = f"HX{secrets.token_hex(16)}"
    return Content(sid, account_sid, name or "", language, variables, types, now)


def _samples(variables: Any) -> dict[str, str]:
    given = {} if variables is None else variables
    if not isinstance(given, dict) or not all(isinstance(each, str) for each in given.values()):
        raise Refused(20001, "variables must be an object of texts.")
    if len(given) > MOST_VARIABLES:
        raise Refused(20001, f"variables must not be more than {MOST_VARIABLES}.")
    return given


def _check(types: dict[str, Any], samples: dict[str, str]) -> None:
    lacking = {name for name in placeholders(types) if not samples.get(name, "").strip()}
    if lacking:
        raise Refused(20001, f"variables lacks a sample for {', '.join(sorted(lacking))}.")
    for kind, spec in types.items():
        for breach in limits.breaches(kind, spec, limits.literal_length):
            raise Refused(20001, f"{kind}: {breach}")


def iso(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
