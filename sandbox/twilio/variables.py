"""The rules of `ContentVariables` and the placeholders they fill."""

import json
import re
from collections.abc import Mapping
from typing import Any

from sandbox.twilio.refusals import Refused

PLACEHOLDER = re.compile(r"\{\{\s*(\w+)\s*\}\}")
LONGEST_VALUE = 1600
MOST_VARIABLES = 100
# Twilio, error 21656: newlines, tabs and more than four blanks in a row are refused.
UNFIT = re.compile(r"[\n\r\t]| {5,}")


def placeholders(template: Any) -> set[str]:
    """Return the names of all {{n}} in the texts of a content type."""
    match template:
        case str():
            return set(PLACEHOLDER.findall(template))
        case dict():
            return set().union(*map(placeholders, template.values()))
        case list():
            return set().union(*map(placeholders, template))
    return set()


def filled(template: Any, values: Mapping[str, str]) -> Any:
    """Return the content type with its placeholders replaced."""
    match template:
        case str():
            return PLACEHOLDER.sub(lambda found: values[found[1]], template)
        case dict():
            return {key: filled(value, values) for key, value in template.items()}
        case list():
            return [filled(value, values) for value in template]
    return template


def parsed(text: str, needed: set[str]) -> dict[str, str]:
    """Read the JSON string; every needed variable must be there and fit (21656, 21658)."""
    values = _object(text)
    if len(values) > MOST_VARIABLES:
        raise Refused(21656, f"At most {MOST_VARIABLES} variables.")
    for name, value in values.items():
        _check(name, value)
    # Twilio would fill in the sample, which then reaches the customer: refused here.
    if missing := needed - values.keys():
        raise Refused(21656, f"Missing: {', '.join(sorted(missing))}.")
    return values


def _object(text: str) -> dict[str, Any]:
    try:
        values = json.loads(text or "{}")
    except json.JSONDecodeError as error:
        raise Refused(21656, "Not JSON.") from error
    if not isinstance(values, dict):
        raise Refused(21656, "Not a JSON object.")
    return values


def _check(name: str, value: Any) -> None:
    if not isinstance(value, str):
        raise Refused(21656, f"{name} is not a string.")
    if not value.strip():
        raise Refused(21656, f"{name} is empty.")
    if UNFIT.search(value):
        raise Refused(21656, f"{name} has a newline, a tab or more than four blanks in a row.")
    if len(value) > LONGEST_VALUE:
        raise Refused(21658, f"{name} is longer than {LONGEST_VALUE} characters.")
