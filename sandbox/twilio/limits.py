"""How long texts may be and how many buttons there may be, as WhatsApp takes them."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sandbox.twilio.variables import PLACEHOLDER

BODY = 1024
TEXT_BODY = 1600
TITLE = 20
ITEM = 24
DESCRIPTION = 72
LIST_BUTTON = 20
PAYLOAD = 200
IN_SESSION_BUTTONS = 3

Measure = Callable[[str], int]
Spec = dict[str, Any]


def literal_length(text: str) -> int:
    """Length of what is already known: a text with placeholders is measured when it is sent."""
    return 0 if PLACEHOLDER.search(text) else len(text)


def breaches(kind: str, spec: Spec, measure: Measure) -> Iterator[str]:
    """Name each text of a content type that is over its limit."""
    for name, text, most in _texts(kind, spec):
        if measure(text) > most:
            yield f"{name} is longer than {most} characters."


def rendered_breaches(kind: str, spec: Spec, approved: bool) -> Iterator[str]:
    """Name everything for which WhatsApp would refuse this message, variables filled in."""
    yield from breaches(kind, spec, len)
    rows = spec.get("actions", []) + spec.get("items", [])
    yield from _repeated("id", (row["id"] for row in rows if "id" in row))
    match kind:
        case "twilio/quick-reply":
            yield from _repeated("title", (action["title"] for action in spec["actions"]))
            if not approved and len(spec["actions"]) > IN_SESSION_BUTTONS:
                yield f"At most {IN_SESSION_BUTTONS} buttons without approval."


def _texts(kind: str, spec: Spec) -> Iterator[tuple[str, str, int]]:
    yield "body", spec.get("body", ""), TEXT_BODY if kind == "twilio/text" else BODY
    yield "button", spec.get("button", ""), LIST_BUTTON
    for action in spec.get("actions", ()):
        yield "title", action["title"], TITLE
        yield "id", action.get("id", ""), PAYLOAD
    for item in spec.get("items", ()):
        yield "item", item["item"], ITEM
        yield "id", item["id"], PAYLOAD
        yield "description", item.get("description", ""), DESCRIPTION


def _repeated(name: str, values: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            yield f"The {name} {value!r} occurs twice."
        seen.add(value)
