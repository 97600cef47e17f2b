"""What a bot says of itself."""

import pytest
import telegram as ptb
from telegram.error import BadRequest

COMMANDS = [ptb.BotCommand("book", "Book a visit"), ptb.BotCommand("help", "What I can do")]


async def test_commands_are_kept_by_scope_and_language(bot, peer, noura):
    await bot.set_my_commands(COMMANDS)
    await bot.set_my_commands(COMMANDS[:1], language_code="ar")
    private = ptb.BotCommandScopeChat(noura.user_id)
    await bot.set_my_commands(COMMANDS[1:], scope=private)
    assert await bot.get_my_commands() == tuple(COMMANDS)
    assert [one.command for one in await peer.get_my_commands(language_code="ar")] == ["book"]
    assert [one.command for one in await bot.get_my_commands(scope=private)] == ["help"]
    await bot.delete_my_commands()
    assert await bot.get_my_commands() == ()


@pytest.mark.parametrize(
    ("command", "description", "refusal"),
    [
        ("Book", "x", "bot_command_invalid"),
        ("b" * 33, "x", "bot_command_invalid"),
        ("book", " ", "bot_command_description_invalid"),
    ],
)
async def test_bad_commands_are_refused(http, command, description, refusal):
    commands = [{"command": command, "description": description}]
    async with http.post("setMyCommands", json={"commands": commands}) as response:
        assert refusal.upper() in (await response.json())["description"]


async def test_names_and_descriptions_are_kept_by_language(bot, standin, salon):
    await bot.set_my_name("Noor")
    await bot.set_my_name("نور", language_code="ar")
    assert (await bot.get_my_name("ar")).name == "نور"
    assert (await bot.get_me()).first_name == "Noor"
    await bot.set_my_description("Books visits")
    await bot.set_my_short_description("Books")
    assert (await bot.get_my_description("en")).description == "Books visits"
    assert (await bot.get_my_short_description()).short_description == "Books"
    with pytest.raises(BadRequest, match="too long"):
        await bot.set_my_short_description("x" * 121)
    with pytest.raises(BadRequest, match="Invalid language code"):
        await bot.set_my_name("Noor", language_code="arabic")


async def test_the_menu_button_can_be_set(bot, noura):
    await bot.set_chat_menu_button(noura.user_id, ptb.MenuButtonCommands())
    assert (await bot.get_chat_menu_button(noura.user_id)).type == "commands"
