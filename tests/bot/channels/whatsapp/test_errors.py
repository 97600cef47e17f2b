"""What becomes of Twilio's refusals, and of silence; the auth token stays out of all of it."""

import logging
import traceback
from datetime import timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from structlog.testing import capture_logs
from twilio.base.exceptions import TwilioException, TwilioRestException, TwilioServiceException

from booking.errors import Misuse, Unavailable
from bot.channels.channel import NotTaken, Unreachable, WindowClosed
from bot.channels.whatsapp.client import twilio_client
from bot.channels.whatsapp.creating import missing
from bot.channels.whatsapp.errors import ContentGone, meaning, translated
from bot.channels.whatsapp.send import WhatsAppChannel
from tests.bot.channels.forms import form, saying
from tests.bot.channels.whatsapp.conftest import AUTH_TOKEN, CUSTOMER, NUMBER, SID


async def refusal(channel, what=None, kind=Exception):
    with pytest.raises(kind) as caught:
        await channel.say(what or saying(chat=CUSTOMER))
    return caught.value


@pytest.fixture
def line(session, find_content, server):
    """A channel with other credentials, another server, less patience."""

    def line(sid=SID, token=AUTH_TOKEN, number=NUMBER, api_url=None, **more):
        client = twilio_client(sid, token, session, api_url or server, **more)
        return WhatsAppChannel(client, number, find_content)

    return line


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (63016, WindowClosed),
        *((code, Unreachable) for code in (63024, 63003, 21211, 21610, 63033)),
        *((code, Unavailable) for code in (63018, 63017, 20429, 429, 30001, 21611)),
        *((code, NotTaken) for code in (63032, 63049, 63040, 63041, 63042, 63027, 63050)),
        (21655, ContentGone),
        *((code, Misuse) for code in (20003, 401, 63007, 21617, 21654, 21656, 21658, 1)),
    ],
)
def test_codes_have_meanings(code, kind):
    assert type(meaning(code)) is kind


async def test_outside_the_window_only_a_template_may_be_sent(channel, faults, phone, clock):
    clock.move(timedelta(hours=25))
    faults.add("twilio", "messages.create", "63016_sync")
    await refusal(channel, kind=WindowClosed)


async def test_an_address_that_twilio_does_not_take_is_unreachable(channel):
    await refusal(channel, saying(chat="+1"), Unreachable)


async def test_a_busy_twilio_says_when_to_come_back(channel, faults, phone):
    faults.add("twilio", "messages.create", "429:9")
    error = await refusal(channel, kind=Unavailable)
    assert (error.retry_after, error.uncertain) == (timedelta(seconds=9), False)


@pytest.mark.parametrize("fault", ["500", "502", "lost", "drop"])
async def test_what_may_have_been_sent_is_uncertain_and_not_repeated_by_itself(
    channel, faults, phone, twilio, fault
):
    faults.add("twilio", "messages.create", fault)
    assert (await refusal(channel, kind=Unavailable)).uncertain
    sent = [message for message in phone.messages if message.from_business]
    assert len(sent) == (1 if fault == "lost" else 0)


async def test_an_answer_that_does_not_come_is_not_waited_for(line, faults, phone):
    faults.add("twilio", "messages.create", "slow:1")
    assert (await refusal(line(answers_within=0.2), kind=Unavailable)).uncertain


async def test_without_a_connection_nothing_was_sent(line):
    assert not (await refusal(line(api_url="http://127.0.0.1:9"), kind=Unavailable)).uncertain


async def test_an_answer_that_is_no_json_is_uncertain(line):
    async def maintain(request):
        return web.Response(text="<html>maintenance</html>", content_type="text/html")

    application = web.Application()
    application.router.add_post("/{path:.*}", maintain)
    async with TestServer(application) as server:
        error = await refusal(line(api_url=str(server.make_url(""))), kind=Unavailable)
    assert error.uncertain


async def test_wrong_credentials_are_for_the_operator(line, made, session, server):
    wrong = line(token="x" * 32)
    assert "TWILIO_AUTH_TOKEN" in str(await refusal(wrong, kind=Misuse))
    client = twilio_client(SID, "x" * 32, session, server)
    with pytest.raises(Misuse, match="TWILIO_AUTH_TOKEN"):
        await missing(client, Nothing(), {"en": "Choose"})


class Nothing:
    async def all(self):
        return {}


async def test_a_number_that_is_no_sender_is_for_the_operator(line):
    error = await refusal(line(number="+966599999999"), kind=Misuse)
    assert "TWILIO_WHATSAPP_NUMBER" in str(error)


async def test_a_resource_that_is_gone_is_said_in_numbered_lines_and_told(channel, made, phone):
    made["buttons_2", "en"] = "HX" + "0" * 32
    with capture_logs() as logged:
        await channel.say(saying(chat=CUSTOMER))
    assert phone.messages[-1].body.endswith("\n1. 10:00\n2. 10:30")
    assert [(one["log_level"], one["reason"]) for one in logged] == [("error", "Twilio 21655")]


@pytest.mark.parametrize(
    "error",
    [
        TwilioException("something new"),
        TwilioServiceException("about:blank", "Bad", 400, 21656, detail="+966511111111"),
        TwilioRestException(404, "/Messages", "to +966511111111"),
    ],
)
def test_every_error_of_the_library_is_ours(error):
    with pytest.raises(Misuse) as caught, translated():
        raise error
    assert "+966" not in "".join(traceback.format_exception(caught.value))


async def test_the_auth_token_is_in_no_log_no_repr_and_no_error(
    line, faults, phone, caplog, client, channel
):
    caplog.set_level(logging.DEBUG)
    told = [repr(client), repr(vars(channel)), repr(client.http_client)]
    for fault in ("429:1", "500", "lost", "drop"):
        faults.add("twilio", "messages.create", fault)
        told += traceback.format_exception(await refusal(channel))
    for other in (line(sid="AC" + "f" * 32), line(api_url="http://127.0.0.1:9")):
        told += traceback.format_exception(await refusal(other))
    assert AUTH_TOKEN not in "".join(told) + caplog.text
    assert form().text not in caplog.text
