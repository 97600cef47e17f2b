"""Updates pushed to a bot's address: who is told what, in which order, and how often."""

import asyncio

import pytest
import telegram as ptb
from aiogram.exceptions import TelegramBadRequest
from telegram.error import BadRequest, RetryAfter

BOOK = ptb.InlineKeyboardMarkup.from_button(ptb.InlineKeyboardButton("Book", callback_data="b"))


@pytest.fixture
async def hooked(bot, inbox, noura, deliveries):
    """The bot, with a webhook that has already heard /start."""
    await bot.set_webhook(inbox.url, secret_token="s3cret_-")
    await deliveries.settled()
    inbox.updates.clear()
    inbox.headers.clear()
    return bot


async def test_an_update_is_posted_with_the_secret(hooked, inbox, noura, deliveries):
    noura.send("Hello")
    await deliveries.settled()
    [update] = inbox.updates
    assert ptb.Update.de_json(update, hooked).message.text == "Hello"
    assert inbox.headers[0]["X-Telegram-Bot-Api-Secret-Token"] == "s3cret_-"
    assert inbox.headers[0]["Content-Type"] == "application/json"
    assert (await hooked.get_webhook_info()).pending_update_count == 0


async def test_what_waited_is_delivered_when_the_webhook_is_set(bot, inbox, noura, deliveries):
    noura.send("One")
    await bot.set_webhook(inbox.url)
    await deliveries.settled()
    assert [one["message"]["text"] for one in inbox.updates] == ["/start", "One"]
    assert "X-Telegram-Bot-Api-Secret-Token" not in inbox.headers[0]


async def test_pending_updates_can_be_dropped(bot, inbox, noura, deliveries):
    await bot.set_webhook(inbox.url, drop_pending_updates=True)
    await deliveries.settled()
    assert inbox.updates == []


async def test_a_chats_messages_come_one_at_a_time(hooked, inbox, noura, deliveries):
    for text in "abcde":
        noura.send(text)
    await deliveries.settled()
    assert [one["message"]["text"] for one in inbox.updates] == list("abcde")
    assert inbox.most_at_once == 1
    ids = [one["update_id"] for one in inbox.updates]
    assert ids == list(range(ids[0], ids[0] + 5))


async def test_a_tap_overtakes_the_messages_of_its_chat(hooked, inbox, noura, deliveries):
    await hooked.send_message(noura.user_id, "Menu", reply_markup=BOOK)
    gate = inbox.gates["message"] = asyncio.Event()
    noura.send("one")
    noura.send("two")
    noura.tap("Book")
    while "callback_query" not in inbox.kinds():
        await inbox.heard()
    assert inbox.kinds().count("message") <= 1
    gate.set()
    await deliveries.settled()
    assert sorted(inbox.kinds()) == ["callback_query", "message", "message"]


async def test_a_refused_update_is_repeated_and_blocks_only_its_own_queue(
    hooked, inbox, noura, standin, deliveries, time
):
    huda = standin.person(1002, "Huda")
    inbox.statuses.extend([500, 503])
    noura.send("one")
    noura.send("two")
    await deliveries.settled()
    huda.send("/start")
    await deliveries.settled()
    assert _texts(inbox) == ["one", "one", "/start"]
    info = await hooked.get_webhook_info()
    assert info.pending_update_count == 2
    assert info.last_error_message == "Wrong response from the webhook: 503 Service Unavailable"
    await _tick(deliveries, time, seconds=1)
    assert len(inbox.updates) == 3
    await _tick(deliveries, time, seconds=1)
    assert _texts(inbox) == ["one", "one", "/start", "one", "two"]
    assert len({one["update_id"] for one in inbox.updates}) == 3


async def test_the_pauses_double_up_to_their_limit(hooked, inbox, noura, deliveries, time):
    inbox.statuses.extend([500] * 12)
    noura.send("one")
    await deliveries.settled()
    assert len(inbox.updates) == 2
    for pause in (2, 4, 8, 16, 32, 64, 90, 90):
        tried = len(inbox.updates)
        await _tick(deliveries, time, seconds=pause - 1)
        assert len(inbox.updates) == tried
        await _tick(deliveries, time, seconds=1)
        assert len(inbox.updates) == tried + 1


async def test_a_tap_is_given_up_after_150_seconds_and_a_message_after_a_day(
    hooked, inbox, noura, deliveries, time
):
    await hooked.send_message(noura.user_id, "Menu", reply_markup=BOOK)
    inbox.statuses.extend([500] * 4)
    noura.send("one")
    noura.tap("Book")
    await deliveries.settled()
    inbox.updates.clear()
    time.move(seconds=151)
    await _tick(deliveries, time)
    assert inbox.kinds() == ["message"]
    inbox.statuses.extend([500] * 2)
    noura.send("two")
    await deliveries.settled()
    inbox.updates.clear()
    time.move(hours=25)
    await _tick(deliveries, time)
    assert inbox.updates == []
    assert (await hooked.get_webhook_info()).pending_update_count == 0


async def test_a_deaf_webhook_can_be_exchanged_for_polling(hooked, inbox, noura, deliveries, time):
    inbox.statuses.extend([500] * 2)
    noura.send("one")
    await deliveries.settled()
    tried = len(inbox.updates)
    await hooked.delete_webhook()
    await _tick(deliveries, time, seconds=60)
    assert len(inbox.updates) == tried
    assert [one.message.text for one in await hooked.get_updates()] == ["one"]


async def test_only_the_kinds_asked_for_are_posted(bot, inbox, noura, deliveries):
    await bot.set_webhook(inbox.url, allowed_updates=["my_chat_member"], drop_pending_updates=True)
    noura.send("Hello")
    noura.block()
    await deliveries.settled()
    assert inbox.kinds() == ["my_chat_member"]
    assert (await bot.get_webhook_info()).allowed_updates == ("my_chat_member",)


async def test_updates_can_be_repeated_lost_and_shuffled(hooked, inbox, noura, deliveries, faults):
    faults.add("telegram", "webhook", "webhook_twice")
    noura.send("a")
    await deliveries.settled()
    assert [one["update_id"] for one in inbox.updates] == [inbox.updates[0]["update_id"]] * 2
    inbox.updates.clear()
    faults.add("telegram", "webhook", "webhook_out_of_order")
    noura.send("b")
    noura.send("c")
    await deliveries.settled()
    assert _texts(inbox) == ["c", "b"]
    inbox.updates.clear()
    faults.add("telegram", "*", "webhook_never")
    noura.send("d")
    noura.send("e")
    await deliveries.settled()
    assert _texts(inbox) == ["e"]


async def test_the_same_webhook_again_is_no_change(http, inbox, standin):
    standin.limits.enabled = False
    said = []
    for method in ("setWebhook", "setWebhook", "deleteWebhook", "deleteWebhook"):
        async with http.post(method, data={"url": inbox.url}) as response:
            said.append((await response.json())["description"])
    assert said == [
        "Webhook was set",
        "Webhook is already set",
        "Webhook was deleted",
        "Webhook is already deleted",
    ]


@pytest.mark.parametrize(
    ("url", "secret", "refusal"),
    [
        ("http://bot.example/telegram", "x", "An HTTPS URL must be provided for webhook"),
        ("https://bot.example:9000/telegram", "x", "only on ports 80, 88, 443 or 8443"),
        ("https://", "x", "invalid webhook URL specified"),
        ("https://bot.example/telegram", "no spaces", "secret token contains unallowed characters"),
        ("https://bot.example/telegram", "x" * 257, "secret token is too long"),
    ],
)
async def test_a_bad_webhook_is_refused(peer, url, secret, refusal):
    with pytest.raises(TelegramBadRequest, match=refusal):
        await peer.set_webhook(url, secret_token=secret)


async def test_setting_a_webhook_twice_within_a_second_is_too_fast(bot, inbox):
    await bot.set_webhook(inbox.url)
    with pytest.raises(RetryAfter):
        await bot.set_webhook(inbox.url)


async def test_connections_are_limited(bot, inbox):
    with pytest.raises(BadRequest, match=r"(?i)max_connections"):
        await bot.set_webhook(inbox.url, max_connections=101)


async def _tick(deliveries, time, **by):
    time.move(**by)
    await deliveries.tick()
    await deliveries.settled()


def _texts(inbox):
    return [one["message"]["text"] for one in inbox.updates]
