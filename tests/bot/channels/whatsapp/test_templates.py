"""Templates: what is shown for approval, what is sent, and how their approval is told."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.channels.channel import WindowClosed
from bot.channels.whatsapp.approving import approvals, submit
from bot.channels.whatsapp.contents import StoredContents
from bot.channels.whatsapp.creating import create_missing, missing, wanted
from bot.channels.whatsapp.send import WhatsAppChannel
from bot.conversation.templates import SAMPLES
from bot.wording.form import Filled
from bot.wording.localization import Wording
from bot.wording.templates import filled, sentences
from tests.bot.channels.forms import form, saying
from tests.bot.channels.whatsapp.conftest import CUSTOMER, NUMBER

SENTENCES = list(sentences(Wording.load()))
NEEDED = wanted({}, SENTENCES)


@pytest.fixture
async def approved(client, stored, twilio, clock):
    """All templates, approved."""
    await create_missing(client, stored, NEEDED)
    await submit(client, stored, NEEDED)
    clock.move(timedelta(hours=1))
    return stored


@pytest.fixture
def stored(database):
    return StoredContents(database, 7)


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda one: f"{one.name}-{one.language}")
def test_sentences_are_fit_for_approval(sentence):
    assert not re.match(r"\s*\{\d+\}", sentence.body)
    assert not re.search(r"\{\d+\}\s*$", sentence.body)
    assert not re.search(r"\}\s*\{", sentence.body)
    assert len({*re.findall(r"\{\d+\}", sentence.body)}) == len(sentence.samples)
    assert all(0 < len(title) <= 20 for title in sentence.titles)


async def test_whatsapp_approves_every_one_and_none_is_submitted_twice(approved, client):
    told = await approvals(client, approved, NEEDED)
    assert [one.status for one in told] == ["approved"] * 2 * len(SAMPLES)
    assert await submit(client, approved, NEEDED) == []


async def test_a_refusal_is_told_with_its_reason(approved, client, twilio):
    twilio.reject(await approved.sid("template_reminder", "ar"), "TOO PROMOTIONAL")
    told = [one for one in await approvals(client, approved, NEEDED) if one.status != "approved"]
    assert [(one.definition.language, one.status, one.reason) for one in told] == [
        ("ar", "rejected", "TOO PROMOTIONAL")
    ]


async def test_another_wording_is_another_template(approved, client, twilio):
    said_anew = [replace(SENTENCES[0], body="Come to {1} for {2} with {3}, {4}!")]
    assert len(await missing(client, approved, wanted({}, said_anew))) == 1


async def test_outside_the_window_its_template_is_sent(approved, client, twilio, phone):
    channel = WhatsAppChannel(client, NUMBER, approved.sid)
    reminder = filled(SAMPLES[0], Wording.load().in_("en"))
    await channel.say(saying(form(template=reminder), chat=CUSTOMER, window_open=False))
    shown = phone.messages[-1]
    assert shown.body.startswith("This is a reminder of your visit to \u2068Noor Salon\u2069:")
    assert [one.title for one in shown.buttons] == ["I'll come", "Change booking", "Cancel booking"]
    assert shown.buttons[0].id == "s.come.1234567890123456789.1"


@pytest.mark.parametrize("template", [None, Filled("unheard_of", ("a",))])
async def test_without_a_template_nothing_is_sent(approved, client, template):
    channel = WhatsAppChannel(client, NUMBER, approved.sid)
    with pytest.raises(WindowClosed):
        await channel.say(saying(form(template=template), chat=CUSTOMER, window_open=False))


async def test_a_template_that_was_deleted_is_none(approved, client, twilio):
    channel = WhatsAppChannel(client, NUMBER, approved.sid)
    twilio.contents.clear()
    reminder = filled(SAMPLES[0], Wording.load().in_("en"))
    with pytest.raises(WindowClosed):
        await channel.say(saying(form(template=reminder), chat=CUSTOMER, window_open=False))
