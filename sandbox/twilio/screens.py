"""Turns a filled-in content type into what a phone shows."""

from collections.abc import Callable
from typing import Any

from sandbox.twilio.shapes import TARGETS
from sandbox.twilio.shown import Button, Link, Row, Screen

Spec = dict[str, Any]


def of_content(kind: str, spec: Spec) -> Screen:
    return _SCREENS[kind](spec)


def _text(spec: Spec) -> Screen:
    return Screen(spec["body"])


def _media(spec: Spec) -> Screen:
    return Screen(spec.get("body", ""), media=tuple(spec["media"]))


def _quick_reply(spec: Spec) -> Screen:
    # Without an id the title travels back.
    buttons = [Button(each.get("id", each["title"]), each["title"]) for each in spec["actions"]]
    return Screen(spec["body"], buttons=tuple(buttons))


def _list_picker(spec: Spec) -> Screen:
    rows = [Row(each["id"], each["item"], each.get("description", "")) for each in spec["items"]]
    return Screen(spec["body"], list_button=spec["button"], items=tuple(rows))


def _call_to_action(spec: Spec) -> Screen:
    links = [Link(each["title"], each[TARGETS[each["type"]]]) for each in spec["actions"]]
    return Screen(spec["body"], links=tuple(links))


_SCREENS: dict[str, Callable[[Spec], Screen]] = {
    "twilio/text": _text,
    "twilio/media": _media,
    "twilio/quick-reply": _quick_reply,
    "twilio/list-picker": _list_picker,
    "twilio/call-to-action": _call_to_action,
}
