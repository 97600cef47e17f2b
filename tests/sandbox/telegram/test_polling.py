"""getUpdates: offsets, waiting, and who may not poll."""

import asyncio

import pytest
from telegram import Update
from telegram.error import Conflict

from sandbox.telegram.updates import SECOND_POLLER


async def test_updates_wait_until_a_higher_offset_confirms_them(bot, noura):
    noura.send("One")
    noura.send("Two")
    updates = await bot.get_updates()
    assert [one.message.text for one in updates] == ["/start", "One", "Two"]
    ids = [one.update_id for one in updates]
    assert ids == [ids[0], ids[0] + 1, ids[0] + 2]
    assert len(await bot.get_updates()) == 3
    assert [one.update_id for one in await bot.get_updates(offset=ids[1], limit=1)] == [ids[1]]
    assert await bot.get_updates(offset=ids[2] + 1) == ()
    assert await bot.get_updates() == ()


async def test_a_negative_offset_keeps_the_newest(bot, noura):
    noura.send("One")
    noura.send("Two")
    assert [one.message.text for one in await bot.get_updates(offset=-1)] == ["Two"]
    assert len(await bot.get_updates()) == 1


async def test_a_long_poll_ends_when_something_arrives(bot, standin, noura, called):
    [start] = await bot.get_updates()
    poll = asyncio.create_task(bot.get_updates(offset=start.update_id + 1, timeout=50))
    await called(len(standin.calls) + 1)
    noura.send("Hello")
    assert [one.message.text for one in await poll] == ["Hello"]


async def test_aiogram_polls_too(peer, noura):
    [update] = await peer.get_updates(timeout=1)
    assert (update.message.text, update.message.entities[0].type) == ("/start", "bot_command")


async def test_nothing_is_polled_while_a_webhook_is_set(bot, noura, inbox):
    await bot.set_webhook(inbox.url)
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    noura.send("Hello")
    assert [one.message.text for one in await bot.get_updates(offset=-1)] == ["Hello"]


async def test_a_second_poller_ends_the_first(bot, peer, standin, called):
    first = asyncio.create_task(bot.get_updates(timeout=50))
    await called(len(standin.calls) + 1)
    await peer.get_updates(timeout=0)
    with pytest.raises(Conflict, match=SECOND_POLLER):
        await first


async def test_setting_a_webhook_ends_the_long_poll(bot, peer, standin, inbox, called):
    poll = asyncio.create_task(bot.get_updates(timeout=50))
    await called(len(standin.calls) + 1)
    await peer.set_webhook(inbox.url)
    with pytest.raises(Conflict, match="terminated by setWebhook request"):
        await poll


async def test_only_the_kinds_asked_for_are_queued(bot, noura):
    await bot.get_updates(offset=-1, allowed_updates=[Update.MY_CHAT_MEMBER])
    noura.send("Hello")
    noura.block()
    updates = await bot.get_updates()
    assert updates[-1].my_chat_member.new_chat_member.status == "kicked"
    assert "Hello" not in [one.message.text for one in updates if one.message]


async def test_updates_expire(bot, noura, time):
    await bot.send_message(noura.user_id, "Menu", reply_markup=_button())
    noura.tap("Book")
    assert len(await bot.get_updates()) == 2
    time.move(seconds=151)
    assert [one.message.text for one in await bot.get_updates()] == ["/start"]
    time.move(hours=24)
    assert await bot.get_updates() == ()


def _button():
    return {"inline_keyboard": [[{"text": "Book", "callback_data": "book"}]]}
