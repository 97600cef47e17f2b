"""Webhook, commands, who we are."""

from zoneinfo import ZoneInfo

import pytest
from babel.support import NullTranslations

from booking.errors import Misuse, Unavailable
from bot.channels.telegram.secret import is_from_telegram
from bot.wording.localization import Localization

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


async def test_commands_are_described_in_each_language_and_for_everybody_else(channel, salon):
    riyadh = ZoneInfo("Asia/Riyadh")
    await channel.set_commands([Localization(code, riyadh, Shouting()) for code in ("ar", "en")])
    assert {language for _, language in salon.commands} == {"", "ar", "en"}
    for described in salon.commands.values():
        assert [one["command"] for one in described] == [
            *("start", "menu", "bookings", "language", "help")
        ]
    assert next(iter(salon.commands.values()))[0]["description"] == "BOOK A VISIT"


class Shouting(NullTranslations):
    def gettext(self, message):
        return message.upper()


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
