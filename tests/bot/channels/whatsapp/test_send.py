"""Saying things on WhatsApp: with something to tap where it was made, else in lines."""

import pytest

from booking.errors import Misuse
from bot.channels.channel import WindowClosed
from bot.wording.form import Button, Layout, Spot
from tests.bot.channels.forms import choices, form, saying
from tests.bot.channels.whatsapp.conftest import CUSTOMER

BSUID = "SA.1349A7bC"
LIST = {"layout": Layout.LIST, "navigation": ()}


@pytest.fixture
def say(channel, phone):
    """Say a form and return the message as the phone shows it."""

    async def say(shown):
        sent = await channel.say(saying(shown, chat=CUSTOMER))
        message = phone.messages[-1]
        assert message.sid == sent.message
        return message

    return say


async def test_two_choices_are_buttons(say, resources):
    message = await say(form())
    assert message.body == "When would you like to come?"
    assert message.buttons == [("t3.0", "10:00"), ("t3.1", "10:30")]


async def test_more_choices_are_a_list_in_the_customers_language(say, resources):
    rows = tuple(Button(f"{at}:00", f"t3.{at}", "مع سارة") for at in range(10))
    message = await say(form("متى؟", language="ar", choices=rows, **LIST))
    assert (message.body, message.list_button) == ("متى؟", "اختاري")
    assert message.items[9] == ("t3.9", "9:00", "مع سارة")


async def test_a_row_without_a_description_shows_a_dash(say, resources):
    message = await say(form(choices=choices(2), **LIST))
    assert [row.description for row in message.items] == ["-", "-"]


async def test_without_the_resource_the_choices_are_numbered_lines(say):
    message = await say(form())
    assert message.body == "When would you like to come?\n1. 10:00\n2. 10:30"
    assert message.buttons == []


async def test_a_resource_of_the_other_language_does_not_serve(say, made, resources):
    del made["buttons_2", "en"]
    assert (await say(form())).buttons == []


async def test_a_text_is_said_as_it_is(say, resources):
    assert (await say(form("Line\nby line", layout=Layout.TEXT))).body == "Line\nby line"


async def test_two_buttons_of_the_same_title_are_numbered_lines(say, resources):
    twins = (Button("Sara", "t3.0"), Button("Sara", "t3.1"))
    assert (await say(form(choices=twins))).buttons == []


async def test_line_breaks_and_gaps_do_not_reach_a_variable(say, resources):
    spaced = (Button("10:00\t  am", "t3.0"), Button("11:00\u2028am", "t3.1"))
    message = await say(form("When?\n\n Say     it \r\n", choices=spaced))
    assert message.body == "When? Say it"
    assert [button.title for button in message.buttons] == ["10:00 am", "11:00 am"]


async def test_three_blanks_may_stay(say, resources):
    assert (await say(form("a   b"))).body == "a   b"


async def test_no_sample_ever_reaches_a_customer(say, resources, made, twilio):
    samples = set(twilio.contents[made["list_10", "en"]].variables.values())
    message = await say(form("Yes?", choices=choices(10, "Yes {}"), **LIST))
    assert samples.isdisjoint({message.body, *(text for row in message.items for text in row[1:])})


async def test_somebody_without_a_number_is_answered(channel, twilio):
    hidden = twilio.phone(BSUID, "Sara")
    hidden.send("hello")
    await channel.say(saying(chat=BSUID))
    assert hidden.messages[-1].from_business


async def test_statuses_are_asked_for(say, deliveries, webhooks, resources):
    message = await say(form())
    await deliveries.settled()
    assert {form["MessageSid"] for form in webhooks.forms("/whatsapp/status")} == {message.sid}


async def test_a_closed_window_is_known_before_asking(channel, twilio, phone):
    with pytest.raises(WindowClosed):
        await channel.say(saying(chat=CUSTOMER, window_open=False))
    assert not any(message.from_business for message in phone.messages)


@pytest.mark.parametrize(
    "broken",
    [
        {"layout": Layout.TEXT, "text": " \n"},
        {"text": "x" * 1025},
        {"text": "\n"},
        {"choices": choices(4)},
        {"choices": (Button("x" * 21, "t3.0"),)},
        {"choices": (Button(" ", "t3.0"),)},
        {"choices": (Button("10:00", ""),)},
        {"choices": (Button("10:00", "x" * 201),)},
        {"choices": (Button("10:00", "t3.0"), Button("10:30", "t3.0"))},
        {"choices": choices(11), **LIST},
        {"choices": (Button("x" * 25, "t3.0"),), **LIST},
        {"choices": (Button("10:00", "t3.0", "x" * 73),), **LIST},
    ],
)
async def test_what_whatsapp_would_refuse_is_not_sent(channel, resources, twilio, phone, broken):
    before = len(twilio.messages)
    with pytest.raises(Misuse):
        await channel.say(saying(form(**broken), chat=CUSTOMER))
    assert len(twilio.messages) == before


async def test_what_is_just_within_the_limits_arrives(say, resources):
    assert len((await say(form("ن" * 1600, layout=Layout.TEXT))).body) == 1600
    widest = tuple(Button(f"{at:024}", f"{at:0200}", "ن" * 72) for at in range(10))
    assert len((await say(form("ن" * 1024, choices=widest, **LIST))).items) == 10
    buttons = tuple(Button(f"{at:020}", f"{at:0200}") for at in range(3))
    assert len((await say(form("ن" * 1024, choices=buttons))).buttons) == 3


async def test_a_place_goes_with_its_words_in_one_message(say, phone):
    before = len(phone.messages)
    spot = Spot(24.7136, 46.6753, "Noor | Salon", "Olaya St")
    message = await say(form("Olaya St", choices=(), layout=Layout.TEXT, spot=spot))
    assert len(phone.messages) == before + 1
    assert (message.body, message.place) == ("Olaya St", (24.7136, 46.6753, "Noor   Salon"))
