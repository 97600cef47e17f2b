"""What Telegram would refuse, found before it is asked (Bot API: sendMessage, keyboards)."""

from collections.abc import Iterator

from telegram.constants import InlineKeyboardButtonLimit, InlineKeyboardMarkupLimit, MessageLimit

from booking.errors import Misuse
from bot.channels.telegram.keyboards import tappable
from bot.wording.form import Button, Form


def check(form: Form) -> None:
    """Raise Misuse for a form that breaks a limit."""
    for breach in _breaches(form):
        raise Misuse(f"Telegram takes no {breach}")


def _breaches(form: Form) -> Iterator[str]:
    if not form.text.strip():
        yield "empty text"
    if len(form.text) > MessageLimit.MAX_TEXT_LENGTH:
        yield f"text of {len(form.text)} characters"
    buttons = (*tappable(form), *form.navigation)
    everything = (*buttons, form.link) if form.link else buttons
    if len(everything) > InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER:
        yield f"keyboard of {len(everything)} buttons"
    if any(not button.label.strip() for button in everything):
        yield "button without a label"
    if form.link and not form.link.url:
        yield "link without an address"
    for button in buttons:
        yield from _data_breaches(button)


def _data_breaches(button: Button) -> Iterator[str]:
    size = len(button.data.encode())
    if not size:
        yield "button without data"
    if size > InlineKeyboardButtonLimit.MAX_CALLBACK_DATA:
        yield f"callback data of {size} bytes"
