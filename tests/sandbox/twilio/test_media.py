"""A MediaUrl is fetched as Twilio fetches it, and refused as Twilio refuses it."""

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

PNG = b"\x89PNG\r\n\x1a\n and so on"
PDF = b"%PDF-1.7 and so on"


@pytest.fixture
async def fetch_from():
    """Answer HEAD and GET with this, and return the address."""
    answers, asked = {}, []

    async def answer(request):
        asked.append(request.method)
        return answers[request.method]()

    application = web.Application()
    application.router.add_route("*", "/file", answer)
    async with TestServer(application) as server:

        def fetch_from(content, kind, *, status=200, head=None):
            def whole():
                return web.Response(body=content, status=status, headers={"Content-Type": kind})

            answers.update(GET=whole, HEAD=head or whole)
            return str(server.make_url("/file"))

        fetch_from.asked = asked
        yield fetch_from


@pytest.fixture
def send(api, guest, deliveries, fetch_from):
    async def send(*answer, body="Here it is", **more):
        url = fetch_from(*answer, **more)
        sent = await api.send(body=body, media_url=[url])
        await deliveries.settled()
        return await api(lambda client: client.messages(sent.sid).fetch())

    return send


async def test_a_picture_is_fetched_and_shown_with_its_words(send, guest, fetch_from) -> None:
    message = await send(PNG, "image/png")
    assert message.status == "read"
    assert fetch_from.asked == ["HEAD", "GET"]
    assert guest.messages[-1].medium.content == PNG
    assert guest.messages[-1].body == "Here it is"


async def test_a_document_is_shown_without_words(send, guest) -> None:
    await send(PDF, "application/pdf")
    assert guest.messages[-1].medium.content == PDF
    assert guest.messages[-1].body == ""


@pytest.mark.parametrize(
    ("content", "kind", "code"),
    [
        (PDF, "image/png", 12300),
        (PDF, "application/pdf; charset=utf-8", 12300),
        (b"BEGIN:VCALENDAR", "text/calendar", 12300),
        (PNG + b"x" * (5 * 1024 * 1024), "image/png", 11751),
        (PDF + b"x" * (16 * 1024 * 1024), "application/pdf", 11751),
    ],
)
async def test_what_whatsapp_does_not_take_is_not_delivered(
    send, guest, content, kind, code
) -> None:
    before = len(guest.messages)
    message = await send(content, kind)
    assert (message.status, message.error_code) == ("undelivered", code)
    assert len(guest.messages) == before


async def test_an_address_that_does_not_answer_is_63019(send) -> None:
    assert (await send(PDF, "application/pdf", status=403)).error_code == 63019


async def test_an_address_without_head_is_63019(send) -> None:
    message = await send(PDF, "application/pdf", head=lambda: web.Response(status=405))
    assert message.error_code == 63019


async def test_words_below_a_picture_are_shorter_than_others(send, guest) -> None:
    assert (await send(PNG, "image/png", body="x" * 1024)).status == "read"
    message = await send(PNG, "image/png", body="x" * 1025)
    assert (message.status, message.error_code) == ("failed", 63005)
