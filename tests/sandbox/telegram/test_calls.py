"""How calls arrive, and what is said to those that cannot be carried out."""

import aiogram
import pytest
import telegram as ptb
from aiogram.exceptions import TelegramUnauthorizedError
from aiogram.methods import SendDice
from aiohttp import FormData
from telegram.error import BadRequest, InvalidToken


async def answer_of(response):
    return response.status, await response.json()


async def test_all_four_ways_of_passing_parameters_are_understood(http, noura, standin):
    call = {"chat_id": str(noura.user_id), "text": "Hello"}
    parts = FormData(call, default_to_multipart=True)
    ways = [
        http.get("sendMessage", params=call),
        http.post("sendMessage", data=call),
        http.post("sendMessage", data=parts),
        http.post("SENDMESSAGE", json={"chat_id": noura.user_id, "text": "Hello"}),
        http.post("sendMessage", params={"chat_id": "1001"}, data={"text": "Hello"}),
    ]
    for way in ways:
        async with way as response:
            status, body = await answer_of(response)
            assert (status, body["ok"], body["result"]["text"]) == (200, True, "Hello")
            assert response.headers["Content-Type"].startswith("application/json")
    assert standin.calls == [("sendMessage", {"chat_id": 1001, "text": "Hello"})] * len(ways)


async def test_an_unknown_token_is_unauthorized(api, salon):
    with pytest.raises(InvalidToken):
        async with ptb.Bot("654321:somebody", base_url=f"{api}/bot"):
            pass


async def test_aiogram_is_told_unauthorized_too(peer, standin, salon):
    peer_of_nobody = aiogram.Bot("654321:somebody", session=peer.session)
    with pytest.raises(TelegramUnauthorizedError):
        await peer_of_nobody.get_me()


async def test_a_method_that_does_not_exist_is_not_found(http):
    async with http.post("sendRichMessage") as response:
        assert await answer_of(response) == (
            404,
            {"ok": False, "error_code": 404, "description": "Not Found: method not found"},
        )


async def test_a_method_without_behaviour_says_so(bot, peer, noura, http):
    with pytest.raises(BadRequest, match="Method is not carried out by this stand-in"):
        await bot.send_dice(noura.user_id)
    with pytest.raises(aiogram.exceptions.TelegramBadRequest, match="not carried out"):
        await peer(SendDice(chat_id=noura.user_id))
    async with http.post("sendDice") as response:
        assert (await response.json())["description"] == "Bad Request: chat_id is empty"


@pytest.mark.parametrize(
    ("method", "call", "refusal"),
    [
        ("sendMessage", {"text": "x"}, "chat_id is empty"),
        ("sendMessage", {"chat_id": "1001"}, "message text is empty"),
        ("sendMessage", {"chat_id": "nobody", "text": "x"}, "chat not found"),
        ("sendMessage", {"chat_id": "1001", "text": "x", "reply_markup": "{"}, "can't parse reply"),
        ("sendMessage", {"chat_id": "1001", "text": "x", "message_thread_id": "a"}, "of type Int"),
        ("sendMessage", {"chat_id": "1001", "text": "x", "parse_mode": "bbcode"}, "unsupported"),
        ("sendPhoto", {"chat_id": "1001"}, "there is no photo in the request"),
        ("sendPhoto", {"chat_id": "1001", "photo": "gone"}, "wrong file identifier"),
        ("sendLocation", {"chat_id": "1001", "latitude": "24.7"}, '"longitude" is required'),
        ("editMessageText", {"chat_id": "1001", "text": "x"}, "message identifier is not"),
        ("answerCallbackQuery", {"callback_query_id": "1"}, "query is too old"),
    ],
)
async def test_a_bad_call_is_refused(http, noura, method, call, refusal):
    async with http.post(method, data=call) as response:
        status, body = await answer_of(response)
    assert (status, body["ok"], body["error_code"]) == (400, False, 400)
    assert body["description"].startswith("Bad Request: ")
    assert refusal in body["description"]


async def test_unknown_parameters_are_ignored(http, noura):
    call = {"chat_id": noura.user_id, "text": "x", "colour": "red", "reply_markup": {}}
    del call["reply_markup"]
    async with http.post("sendMessage", json=call) as response:
        assert response.status == 200


async def test_the_log_keeps_refused_calls_too(http, standin, noura):
    async with http.post("sendMessage", data={"chat_id": "nobody"}):
        pass
    assert standin.calls == [("sendMessage", {"chat_id": "nobody"})]
