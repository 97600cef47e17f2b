"""WhatsApp's approval of a Content resource, as Twilio reports it."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sandbox.twilio.refusals import Refused

CATEGORIES = ("UTILITY", "MARKETING", "AUTHENTICATION")
NAME = re.compile(r"[a-z0-9_]{1,512}")
AT_EDGE = re.compile(r"^\s*\{\{\w+\}\}|\{\{\w+\}\}\s*$")
ADJACENT = re.compile(r"\}\}\s*\{\{")
APPROVED_BODY = 1024


@dataclass(slots=True)
class Approval:
    """One request for approval; it is decided at `decided_at`, by then without a word said."""

    name: str
    category: str
    content_type: str
    decided_at: datetime
    rejection_reason: str = ""

    def status(self, now: datetime) -> str:
        if now < self.decided_at:
            return "received"
        return "rejected" if self.rejection_reason else "approved"

    def as_json(self, now: datetime) -> dict[str, Any]:
        status = self.status(now)
        return {
            "name": self.name,
            "category": self.category,
            "content_type": self.content_type,
            "status": status,
            "rejection_reason": self.rejection_reason if status == "rejected" else "",
            "allow_category_change": True,
        }


def requested(body: Any, types: dict[str, Any], kind: str, decided_at: datetime) -> Approval:
    """Make an approval request of the JSON sent, or refuse it."""
    if not isinstance(body, dict):
        raise Refused(20001, "The body must be a JSON object.")
    name, category = body.get("name"), body.get("category")
    if not isinstance(name, str) or not NAME.fullmatch(name):
        raise Refused(20001, "name must be of lowercase letters, digits and underscores.")
    if category not in CATEGORIES:
        raise Refused(20001, f"category must be one of {', '.join(CATEGORIES)}.")
    if "twilio/list-picker" in types:
        raise Refused(20001, "A list-picker cannot be approved.")
    return Approval(name, category, kind, decided_at, _objection(types[kind].get("body", "")))


def unsubmitted() -> dict[str, Any]:
    """What Twilio reports of a resource whose approval nobody asked for."""
    return {
        "name": "",
        "category": "",
        "content_type": "",
        "status": "unsubmitted",
        "rejection_reason": "",
        "allow_category_change": True,
    }


def _objection(body: str) -> str:
    if AT_EDGE.search(body):
        return "Variables can't be at the start or end of the template"
    if ADJACENT.search(body):
        return "Variables can't be next to each other"
    if len(body) > APPROVED_BODY:
        return f"The body is longer than {APPROVED_BODY} characters"
    return ""
