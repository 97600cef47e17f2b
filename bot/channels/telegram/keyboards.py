"""Buttons of a form as Telegram's keyboards."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
)

from bot.wording.form import Button, Form, Layout

_ROW_CHARACTERS = 36  # what a narrow phone shows of a row without cutting its labels
_ROW_BUTTONS = 8  # Telegram's limit, telegram.constants.InlineKeyboardMarkupLimit

_T = TypeVar("_T")


def tappable(form: Form) -> tuple[Button, ...]:
    """The choices that are shown as buttons."""
    return () if form.layout is Layout.TEXT else form.choices


def inline_keyboard(form: Form) -> InlineKeyboardMarkup | None:
    """The address first, then the choices, then back and menu in one row."""
    rows = [
        *([[_inline(form.link)]] if form.link else []),
        *([_inline(button) for button in row] for row in _choice_rows(form)),
        *([[_inline(button) for button in _in_reading_order(form, form.navigation)]]),
    ]
    kept = [row for row in rows if row]
    return InlineKeyboardMarkup(kept) if kept else None


def contact_keyboard(form: Form) -> ReplyKeyboardMarkup:
    """The key that shares the own number; the other keys only write their label."""
    rows = [
        [KeyboardButton(form.contact, request_contact=True)],
        *([KeyboardButton(button.label)] for button in tappable(form)),
        [KeyboardButton(button.label) for button in _in_reading_order(form, form.navigation)],
    ]
    return ReplyKeyboardMarkup(
        [row for row in rows if row], resize_keyboard=True, one_time_keyboard=True
    )


def _inline(button: Button) -> InlineKeyboardButton:
    if button.url:
        return InlineKeyboardButton(button.label, url=button.url)
    return InlineKeyboardButton(button.label, callback_data=button.data)


def _choice_rows(form: Form) -> Iterator[Sequence[Button]]:
    choices = tappable(form)
    longest = max((len(button.label) for button in choices), default=0)
    columns = form.columns if longest * form.columns <= _ROW_CHARACTERS else 1
    columns = max(1, min(columns, _ROW_BUTTONS))
    for first in range(0, len(choices), columns):
        yield _in_reading_order(form, choices[first : first + columns])


def _in_reading_order(form: Form, row: Sequence[_T]) -> Sequence[_T]:
    """Telegram fills a row from the left in every language."""
    return row[::-1] if form.language == "ar" else row
