"""Webhook, commands, who we are."""

import asyncio
import json
from zoneinfo import ZoneInfo

import pytest
from babel.support import NullTranslations

from booking.errors import Misuse, Unavailable
from bot.channels.channel import Unreachable
from bot.channels.telegram.secret import is_from_telegram
from bot.wording.localization import Localization
from tests.bot.channels.forms import saying

HOOK = "https://noor.example.com/telegram/main"


async def test_a_webhook_is_set_for_what_we_read_and_no_more(channel, telegram):
    await channel.set_webhook(HOOK, "sec-ret_1")
    method, asked = telegram.calls[-1]
    assert method == "setWebhook"
    heard = ["message", "callback_query", "pre_checkout_query", "my_chat_member"]
    assert asked["allowed_updates"] == heard
    assert (asked["url"], asked["secret_token"]) == (HOOK, "sec-ret_1")
    info = await channel.webhook_info()
    assert (info.url, info.pending_update_count) == (HOOK, 0)


async def test_a_webhook_is_deleted_and_what_waits_is_kept(channel, noura):
    await channel.set_webhook(HOOK, "secret")
    await channel.delete_webhook()
    info = await channel.webhook_info()
    assert (info.url, info.pending_update_count) == ("", 1)


async def test_a_webhook_that_telegram_cannot_reach_is_our_mistake(channel):
    with pytest.raises(Misuse, match="https url must be provided"):
        await channel.set_webhook("http://noor.example.com/telegram/main", "secret")


async def test_two_processes_that_set_it_at_once_are_told_to_wait(channel, telegram):
    telegram.limits.enabled = True
    await channel.set_webhook(HOOK, "secret")
    with pytest.raises(Unavailable) as caught:
        await channel.set_webhook(HOOK, "secret")
    assert caught.value.retry_after is not None


async def test_the_bot_knows_itself(channel):
    me = await channel.get_me()
    assert (me.id, me.username, me.can_read_all_group_messages) == (123456, "noor_bot", False)


LANGUAGES = [
    Localization(code, ZoneInfo("Asia/Riyadh"), NullTranslations()) for code in ("ar", "en")
]


def described(salon):
    """The commands of each scope and language, as they are called."""
    return {
        (json.loads(scope).get("chat_id", "private"), language): [
            one["command"] for one in commands
        ]
        for (scope, language), commands in salon.commands.items()
    }


async def test_customers_read_their_commands_in_private_and_the_staff_theirs_in_their_group(
    channel, telegram, salon
):
    owner = telegram.person(1001, "Noor")
    telegram.group(-100500, "Staff", members=[owner])
    of_everybody = json.dumps({"type": "default"})
    salon.commands[of_everybody, ""] = [{"command": "start"}]  # by an earlier release
    await channel.set_commands(LANGUAGES)
    await channel.set_staff_commands("-100500", LANGUAGES)
    every = ["start", "menu", "bookings", "person", "language", "help", "stop", "stopall", "resume"]
    assert described(salon) == {
        **{("private", language): every for language in ("", "ar", "en")},
        **{(-100500, language): ["stats", "refund"] for language in ("", "ar", "en")},
    }


async def test_a_group_that_telegram_does_not_know_is_out_of_reach(channel):
    with pytest.raises(Unreachable):
        await channel.set_staff_commands("-100501", LANGUAGES)


@pytest.mark.parametrize(
    ("header", "secret", "believed"),
    [
        ("right", "right", True),
        ("wrong", "right", False),
        ("right ", "right", False),
        ("", "right", False),
        (None, "right", False),
        ("", "", False),
        (None, "", False),
        ("سر", "right", False),
        ("\udcff", "right", False),
    ],
)
def test_only_who_knows_the_secret_is_believed(header, secret, believed):
    assert is_from_telegram(header, secret) is believed


async def test_a_bot_that_may_not_describe_its_commands_now_still_speaks(
    channel, telegram, faults, noura
):
    for call, set_up in (
        ("deleteMyCommands", channel.set_commands(LANGUAGES)),
        ("setMyCommands", channel.set_staff_commands("1001", LANGUAGES)),
    ):
        faults.add("telegram", call, "429:600")
        with pytest.raises(Unavailable):
            await set_up
    async with asyncio.timeout(5):
        await channel.say(saying())
