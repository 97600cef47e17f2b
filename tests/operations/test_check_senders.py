"""What Twilio's Senders API says of our number; its answers are those of its documentation."""

import pytest
from aiohttp import web

from bot.web.server import serving
from sandbox import scene
from tests.operations.machine import levels

NUMBER = "TWILIO_WHATSAPP_NUMBER: "


def _sender(**changes):
    return {
        "sid": "XE" + "0" * 32,
        "status": "ONLINE",
        "sender_id": f"whatsapp:{scene.TWILIO_NUMBER}",
        "webhook": {"callback_url": None, "callback_method": "POST"},
        **changes,
    }


@pytest.fixture
async def check(new_machine):
    """The findings about the number, for an account with these senders."""

    async def checked(*senders):
        async def tell_senders(request):
            assert request.query["Channel"] == "whatsapp"
            meta = {"key": "senders", "page": 0, "page_size": 50, "next_page_url": None}
            return web.json_response({"senders": senders, "meta": meta})

        async def tell_contents(request):
            meta = {"key": "contents", "page": 0, "page_size": 50, "next_page_url": None}
            return web.json_response({"contents": [], "meta": meta})

        app = web.Application()
        app.router.add_get("/v2/Channels/Senders", tell_senders)
        app.router.add_get("/v1/Content", tell_contents)
        async with serving(app, "127.0.0.1", 0) as port:
            lines = await new_machine.check(twilio_api_url=f"http://127.0.0.1:{port}")
        return [line for line in lines if NUMBER in line]

    return checked


async def test_a_number_that_calls_us_is_well(check, new_machine):
    calls_us = {"callback_url": f"{new_machine.public_url}/whatsapp"}
    (line,) = await check(_sender(webhook=calls_us))
    assert levels([line], "ok")


async def test_a_number_of_somebody_else_is_wrong(check):
    (line,) = await check(_sender(sender_id="whatsapp:+14155238886"))
    assert line.startswith(f"wrong  {NUMBER}is no WhatsApp sender of this account")


async def test_a_number_that_is_not_online_is_wrong(check):
    (line,) = await check(_sender(status="PENDING_VERIFICATION"))
    assert line.startswith(f"wrong  {NUMBER}is PENDING_VERIFICATION at Twilio")


@pytest.mark.parametrize("webhook", [None, {"callback_url": "https://elsewhere.example"}])
async def test_messages_that_go_elsewhere_are_wrong(check, new_machine, webhook):
    (line,) = await check(_sender(webhook=webhook))
    told = f"its messages do not go to {new_machine.public_url}/whatsapp: enter that at Twilio"
    assert line.startswith(f"wrong  {NUMBER}{told}")
