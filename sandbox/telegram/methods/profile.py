"""What a bot says of itself: names, descriptions, commands, menu button."""

import json
import re

from sandbox.telegram.call import Call, Handler
from sandbox.telegram.errors import Wire, bad_request

MOST_COMMANDS = 100
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")


def set_commands(call: Call) -> bool:
    commands = call["commands"]
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND.fullmatch(command["command"].removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"].strip()) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    call.bot.commands[_scope(call), _language(call)] = [
        {"command": one["command"].removeprefix("/"), "description": one["description"].strip()}
        for one in commands
    ]
    call.world.changed()
    return True


def get_commands(call: Call) -> list[Wire]:
    return call.bot.commands.get((_scope(call), _language(call)), [])


def delete_commands(call: Call) -> bool:
    call.bot.commands.pop((_scope(call), _language(call)), None)
    call.world.changed()
    return True


def set_name(call: Call) -> bool:
    return _set_text(call, call.bot.texts.name, "name", 64)


def set_description(call: Call) -> bool:
    return _set_text(call, call.bot.texts.description, "description", 512)


def set_short_description(call: Call) -> bool:
    return _set_text(call, call.bot.texts.short_description, "short_description", 120)


def get_name(call: Call) -> Wire:
    return {"name": _text(call, call.bot.texts.name)}


def get_description(call: Call) -> Wire:
    return {"description": _text(call, call.bot.texts.description)}


def get_short_description(call: Call) -> Wire:
    return {"short_description": _text(call, call.bot.texts.short_description)}


def set_menu_button(call: Call) -> bool:
    chat_id = call.get("chat_id", 0)
    if chat_id and not call.known_chat().private:
        raise bad_request("chat not found")
    call.bot.menu_buttons[chat_id] = call.get("menu_button", {"type": "default"})
    return True


def get_menu_button(call: Call) -> Wire:
    buttons = call.bot.menu_buttons
    return buttons.get(call.get("chat_id", 0)) or buttons.get(0) or {"type": "commands"}


def _scope(call: Call) -> str:
    scope: Wire = call.get("scope", {"type": "default"})
    if "chat_id" in scope and call.world.find(call.bot, scope["chat_id"]) is None:
        raise bad_request("chat not found")
    return json.dumps(scope, sort_keys=True)


def _language(call: Call) -> str:
    language: str = call.get("language_code", "")
    if language and not re.fullmatch("[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    return language


def _set_text(call: Call, texts: dict[str, str], name: str, longest: int) -> bool:
    text = call.get(name, "").strip()
    if len(text) > longest:
        raise bad_request(f"bot {name.replace('_', ' ')} is too long")
    if text:
        texts[_language(call)] = text
    else:
        texts.pop(_language(call), None)
    call.world.changed()
    return True


def _text(call: Call, texts: dict[str, str]) -> str:
    return texts.get(_language(call)) or texts.get("", "")


METHODS: dict[str, Handler] = {
    "setMyCommands": set_commands,
    "getMyCommands": get_commands,
    "deleteMyCommands": delete_commands,
    "setMyName": set_name,
    "getMyName": get_name,
    "setMyDescription": set_description,
    "getMyDescription": get_description,
    "setMyShortDescription": set_short_description,
    "getMyShortDescription": get_short_description,
    "setChatMenuButton": set_menu_button,
    "getChatMenuButton": get_menu_button,
}
