"""Twilio's addresses, and how requests travel."""

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.channels.whatsapp.client import twilio_client
from tests.bot.channels.whatsapp.conftest import AUTH_TOKEN, SID

MESSAGE = {"sid": "SM1", "body": "hi"}


@pytest.fixture
def asked():
    return []


@pytest.fixture
async def mirror(asked):
    """A server that notes what it is asked."""

    async def note(request):
        asked.append((request.method, request.raw_path, await request.text(), request.headers))
        return web.json_response(MESSAGE, status=201)

    application = web.Application()
    application.router.add_route("*", "/{path:.*}", note)
    async with TestServer(application) as server:
        yield str(server.make_url("")).rstrip("/")


@pytest.mark.parametrize("below", ["", "/", "/proxy", "/proxy/"])
async def test_another_server_changes_only_scheme_and_host(mirror, asked, session, below):
    client = twilio_client(SID, AUTH_TOKEN, session, mirror + below)
    await client.messages.create_async(to="whatsapp:+966511111111", body="hi")
    assert asked[0][:2] == (
        "POST",
        f"{below.rstrip('/')}/2010-04-01/Accounts/{SID}/Messages.json",
    )


async def test_texts_and_repeated_fields_arrive_as_they_are(mirror, asked, session):
    client = twilio_client(SID, AUTH_TOKEN, session, mirror)
    media = ["https://a.example.com/1", "https://a.example.com/2"]
    await client.messages.create_async(to="whatsapp:+1", body="مرحبا & +1=2", media_url=media)
    assert asked[0][2].count("MediaUrl=") == 2
    assert "%D9%85%D8%B1%D8%AD%D8%A8%D8%A7+%26+%2B1%3D2" in asked[0][2]


async def test_the_environment_of_the_process_does_not_move_it(session, monkeypatch):
    monkeypatch.setenv("TWILIO_EDGE", "dublin")
    monkeypatch.setenv("TWILIO_REGION", "ie1")
    client = twilio_client(SID, AUTH_TOKEN, session)
    assert client.get_hostname("https://api.twilio.com/v1") == "https://api.twilio.com/v1"
