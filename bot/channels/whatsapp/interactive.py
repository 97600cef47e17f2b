"""A form with buttons or a list, as the variables of a Content resource.

Twilio sends nothing to tap without such a resource, made beforehand for each number of choices.
"""

import re

from booking.errors import Misuse
from bot.channels.whatsapp.capabilities import WHATSAPP
from bot.wording.form import Button, Form, Layout

NOTHING = "-"
"""Stands where there is nothing to say: an empty variable is refused (Twilio 21656)."""

_LONGEST_DATA = 200
# Twilio 21656: no line breaks, tabs or many blanks in a variable.
_BREAKS = re.compile(r"\s*[\n\r\t\v\f\x1c-\x1e\x85\u2028\u2029]\s*|\s{4,}")


def content_name(form: Form) -> str | None:
    """The resource that shows this form; None: it can only be said in numbered lines."""
    if form.layout is Layout.TEXT or not form.choices:
        return None
    if form.layout is Layout.LIST:
        return f"list_{len(form.choices)}"
    titles = {_value(button.label) for button in form.choices}
    return f"buttons_{len(form.choices)}" if len(titles) == len(form.choices) else None


def variables(form: Form) -> dict[str, str]:
    """Every variable of the resource; raises Misuse for what WhatsApp would refuse."""
    values = [_checked("body", form.text, WHATSAPP.body_length)]
    is_list = form.layout is Layout.LIST
    most = WHATSAPP.list_rows if is_list else WHATSAPP.buttons
    if len(form.choices) > most:
        raise Misuse(f"WhatsApp takes no {len(form.choices)} choices")
    if len({button.data for button in form.choices}) < len(form.choices):
        raise Misuse("WhatsApp takes no two choices with the same data")
    for button in form.choices:
        values += _row(button) if is_list else _button(button)
    return {str(number): value for number, value in enumerate(values, 1)}


def _button(button: Button) -> list[str]:
    return [
        _checked("title", button.label, WHATSAPP.button_length),
        _checked("data", button.data, _LONGEST_DATA),
    ]


def _row(button: Button) -> list[str]:
    description = button.description if _value(button.description) else NOTHING
    return [
        _checked("title", button.label, WHATSAPP.row_length),
        _checked("data", button.data, _LONGEST_DATA),
        _checked("description", description, WHATSAPP.description_length),
    ]


def _checked(name: str, text: str, longest: int) -> str:
    value = _value(text)
    if not value:
        raise Misuse(f"WhatsApp takes no empty {name}")
    if len(value) > longest:
        raise Misuse(f"WhatsApp takes no {name} of {len(value)} characters")
    return value


def one_line(text: str) -> str:
    """As a variable takes it; what is empty becomes a dash."""
    return _value(text) or NOTHING


def _value(text: str) -> str:
    return _BREAKS.sub(" ", text).strip()
