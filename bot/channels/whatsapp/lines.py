"""A form in numbered lines that WhatsApp takes: cut where it is too long, with every number."""

import re
from collections.abc import Callable, Sequence

from booking.errors import Misuse
from bot.channels.whatsapp.capabilities import WHATSAPP
from bot.wording.form import Form, Layout

_NUMBER = re.compile(r"(\d+)\. ")
_NARROWEST_ROW = 12  # "10. " and the beginning of a name


def in_lines(form: Form) -> str:
    """Too long: descriptions go first, then the ends of rows, at last those of other lines."""
    body = form.text if form.layout is Layout.TEXT else form.plain
    if not body.strip():
        raise Misuse("WhatsApp takes no empty text")
    if len(body) <= WHATSAPP.text_length:
        return body
    rows = [_undescribed(line, form) for line in body.split("\n")]
    lines = _narrowed(rows, _NARROWEST_ROW, lambda line: bool(_NUMBER.match(line)))
    return "\n".join(_narrowed(lines, 1, lambda _: True))[: WHATSAPP.text_length]


def _undescribed(line: str, form: Form) -> str:
    """A row without its description, which stands in brackets at its end."""
    number = _NUMBER.match(line)
    if number is None or not 1 <= int(number[1]) <= len(form.choices):
        return line
    description = form.choices[int(number[1]) - 1].description.removesuffix("…")
    kept, found, _ = line.rpartition(f" ({description}")
    return kept if description and found else line


def _narrowed(
    lines: Sequence[str], narrowest: int, may_be_cut: Callable[[str], bool]
) -> Sequence[str]:
    width = max(map(len, lines))
    while len("\n".join(lines)) > WHATSAPP.text_length and width > narrowest:
        width -= 1
        lines = [_cut(line, width) if may_be_cut(line) else line for line in lines]
    return lines


def _cut(line: str, width: int) -> str:
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"
