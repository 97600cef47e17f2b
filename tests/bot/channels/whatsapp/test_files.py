"""Sending pictures and documents, which Twilio fetches from an address of ours."""

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.files import File
from bot.wording.form import Layout
from tests.bot.channels.files import attached, document, photo, picture
from tests.bot.channels.forms import form, saying
from tests.bot.channels.whatsapp.conftest import CUSTOMER


@pytest.fixture
async def serve():
    """Serve a file as it is, and return its address."""
    served, application = {}, web.Application()

    async def fetch(request):
        file = served[request.path]
        return web.Response(body=file.content, headers={"Content-Type": file.content_type})

    application.router.add_get("/{name}", fetch)
    async with TestServer(application) as server:

        def serve(file):
            served[f"/{file.name}"] = file
            return str(server.make_url(f"/{file.name}"))

        yield serve


@pytest.fixture
def say(channel, deliveries, phone, serve):
    """Say a form with a file; the messages that the phone shows afterwards."""

    async def say(shown, file, url=""):
        before = len(phone.messages)
        url = serve(file) if url == "" else url
        await channel.say(saying(shown, chat=CUSTOMER, attachment=attached(file, url)))
        await deliveries.settled()
        return phone.messages[before:]

    return say


async def test_a_picture_has_its_words_below_it(say, resources):
    (message,) = await say(form(), picture())
    assert message.medium.content == picture().content
    assert message.body == form().plain
    assert message.buttons == []


async def test_a_document_comes_alone(say):
    (message,) = await say(form("Your receipt.", choices=(), layout=Layout.TEXT), document())
    assert message.medium.content == document().content
    assert message.body == ""


async def test_choices_beside_a_document_are_words_of_their_own(say):
    words, file = sorted(await say(form(), document()), key=lambda message: bool(message.medium))
    assert file.medium
    assert words.body == form().plain


async def test_what_whatsapp_does_not_take_is_left_out(say, resources):
    (message,) = await say(form(), File("visit.ics", "text/calendar", b"BEGIN:VCALENDAR"))
    assert message.medium is None
    assert message.buttons


async def test_without_an_address_of_ours_the_words_are_said(say):
    (message,) = await say(form("Your receipt.", plain="Your receipt."), document(), url=None)
    assert (message.medium, message.body) == (None, "Your receipt.")


async def test_without_an_address_there_is_still_something_to_tap(say, resources):
    (message,) = await say(form(), photo(), url=None)
    assert (message.medium, len(message.buttons)) == (None, 2)


async def test_words_that_are_too_long_for_a_picture_are_said_without_it(say, resources):
    long = form(plain="ن" * 1025)
    (message,) = await say(long, photo())
    assert (message.medium, len(message.buttons)) == (None, 2)
