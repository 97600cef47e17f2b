"""Checking reply_markup beyond its form: limits, addresses, and what a kind of chat allows."""

import json

from sandbox.telegram.errors import Wire, bad_request
from sandbox.telegram.text import is_web_address

MOST_BUTTONS = 100
MOST_IN_A_ROW = 8
LARGEST_MARKUP = 10 * 1024
CALLBACK_DATA_BYTES = 64
_REPLY_BUTTONS, _REPLY_ROW = 300, 12
_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
_PRIVATE_ONLY = {
    "request_contact": "Phone number",
    "request_location": "Location",
    "request_poll": "Poll",
    "request_users": "Users",
    "request_chat": "Chats",
}


def check_markup(markup: Wire | None, *, private: bool) -> None:
    """Refuse a markup that the server would refuse."""
    if markup is None:
        return
    if "inline_keyboard" in markup:
        _check_inline(markup["inline_keyboard"])
    elif "keyboard" in markup:
        _check_reply(markup["keyboard"], private=private)
        if len(markup.get("input_field_placeholder", "")) > 64:
            raise bad_request("input field placeholder is too long")
    if len(json.dumps(markup, ensure_ascii=False).encode()) > LARGEST_MARKUP:
        raise bad_request("reply markup is too long")


def shown_inline(markup: Wire | None) -> Wire | None:
    """Return the inline keyboard as it becomes part of the message, None without buttons."""
    rows = [row for row in (markup or {}).get("inline_keyboard", []) if row]
    return {"inline_keyboard": rows} if rows else None


def _check_inline(rows: list[list[Wire]]) -> None:
    if sum(map(len, rows)) > MOST_BUTTONS or any(len(row) > MOST_IN_A_ROW for row in rows):
        raise bad_request("reply markup is too long")
    for row in rows:
        for button in row:
            _check_inline_button(button)


def _check_inline_button(button: Wire) -> None:
    if not button["text"].strip():
        raise bad_request("inline keyboard button text is empty")
    actions = [name for name in _ACTIONS if button.get(name) not in (None, "")]
    if not actions:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if len(button.get("callback_data", "").encode()) > CALLBACK_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if url := button.get("url"):
        _check_url(url)
    if len(button.get("copy_text", {}).get("text", "")) > 256:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _check_url(url: str) -> None:
    scheme, colon, _ = url.partition("://")
    if colon and scheme not in ("http", "https", "tg", "ton"):
        raise bad_request(
            f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol"
        )
    if scheme in ("tg", "ton"):
        return
    if not is_web_address(url if colon else f"http://{url}"):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _check_reply(rows: list[list[Wire]], *, private: bool) -> None:
    if sum(map(len, rows)) > _REPLY_BUTTONS or any(len(row) > _REPLY_ROW for row in rows):
        raise bad_request("reply markup is too long")
    for row in rows:
        for button in row:
            if not button["text"].strip():
                raise bad_request("keyboard button text must be non-empty")
            for name, asked in _PRIVATE_ONLY.items():
                if button.get(name) and not private:
                    raise bad_request(f"{asked.lower()} can be requested in private chats only")
