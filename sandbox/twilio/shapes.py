"""The shapes of the content types of a Content resource (Content API v1)."""

from collections.abc import Iterator
from typing import Any

from sandbox.twilio.refusals import Refused

# A key with "?" may be missing; a tuple is a list of (element, fewest, most).
SHAPES: dict[str, dict[str, Any]] = {
    "twilio/list-picker": {
        "body": str,
        "button": str,
        "items": ({"id": str, "item": str, "description?": str}, 1, 10),
    },
    "twilio/quick-reply": {
        "body": str,
        "actions": ({"type?": str, "title": str, "id?": str}, 1, 10),
    },
    "twilio/call-to-action": {
        "body": str,
        "actions": (
            {"type": str, "title": str, "url?": str, "phone?": str, "code?": str, "id?": str},
            1,
            3,
        ),
    },
    "twilio/media": {"body?": str, "media": (str, 1, 10)},
    "twilio/text": {"body": str},
}
TARGETS = {
    "URL": "url",
    "PHONE_NUMBER": "phone",
    "COPY_CODE": "code",
    "VOICE_CALL": "phone",
    "VOICE_CALL_REQUEST": "id",
}


def checked(types: Any) -> dict[str, Any]:
    """Return the content types without their nulls, or refuse what the spec does not know."""
    if not isinstance(types, dict):
        raise Refused(20001, "types is required.")
    given: dict[str, Any] = _without_nulls(types)
    if not given:
        raise Refused(20001, "types names no content type.")
    for kind, spec in given.items():
        if kind not in SHAPES:
            raise Refused(20001, f"Unknown content type {kind}.")
        if found := next(_problems(kind, spec, SHAPES[kind]), None):
            raise Refused(20001, found)
    _check_actions(given)
    return given


def _without_nulls(value: Any) -> Any:
    """Drop nulls: the official clients send every optional field as null."""
    match value:
        case dict():
            return {k: _without_nulls(v) for k, v in value.items() if v is not None}
        case list():
            return [_without_nulls(each) for each in value]
    return value


def _problems(path: str, value: Any, shape: Any) -> Iterator[str]:
    match shape:
        case dict():
            yield from _object_problems(path, value, shape)
        case (element, fewest, most):
            if not isinstance(value, list) or not fewest <= len(value) <= most:
                yield f"{path} must be a list of {fewest} to {most}."
                return
            for number, each in enumerate(value):
                yield from _problems(f"{path}[{number}]", each, element)
        case _:
            if not isinstance(value, str) or not value.strip():
                yield f"{path} must be a text that is not empty."


def _object_problems(path: str, value: Any, shape: dict[str, Any]) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{path} must be an object."
        return
    names = {name.removesuffix("?"): name for name in shape}
    for name in value.keys() - names.keys():
        yield f"{path}.{name} is unknown."
    for name, declared in names.items():
        if name in value:
            yield from _problems(f"{path}.{name}", value[name], shape[declared])
        elif not declared.endswith("?"):
            yield f"{path}.{name} is required."


def _check_actions(types: dict[str, Any]) -> None:
    for action in types.get("twilio/quick-reply", {}).get("actions", ()):
        if action.get("type", "QUICK_REPLY") != "QUICK_REPLY":
            raise Refused(20001, "A quick reply has the type QUICK_REPLY.")
    for action in types.get("twilio/call-to-action", {}).get("actions", ()):
        if TARGETS.get(action["type"]) not in action:
            raise Refused(20001, f"A call to action of type {action['type']} lacks its target.")
