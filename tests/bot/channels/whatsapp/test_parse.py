"""What is heard, as the stand-in's phones do it."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.channels.channel import Heard, Malformed
from bot.channels.whatsapp.parse import Status, parse, parse_status
from bot.conversation.inbound import Inbound, Kind
from bot.wording.form import Layout
from tests.bot.channels.forms import choices, form, saying
from tests.bot.channels.whatsapp.conftest import CUSTOMER

BSUID = "SA.1349A7bC"
FIELDS = {"MessageSid": "SM1", "From": f"whatsapp:{CUSTOMER}", "Body": "hi"}


@pytest.fixture
def last(deliveries, webhooks):
    """The form that came in last."""

    async def last(path="/whatsapp"):
        await deliveries.settled()
        return webhooks.forms(path)[-1]

    return last


async def test_a_text_is_heard_with_who_wrote_it(phone, last):
    sid = phone.send("قص شعر بكرة")
    assert parse(await last()) == Heard(
        chat=CUSTOMER,
        person=CUSTOMER,
        key=sid,
        inbound=Inbound(Kind.TEXT, text="قص شعر بكرة", profile_name="نورة"),
        phone=CUSTOMER,
    )


async def test_who_hides_the_number_is_heard_by_id(twilio, last):
    twilio.phone(BSUID, "Sara").send("hello")
    heard = parse(await last())
    assert (heard.chat, heard.person, heard.phone) == (BSUID, BSUID, None)


def test_the_id_stands_in_where_there_is_no_sender():
    fields = {**FIELDS, "ExternalUserId": f"whatsapp:{BSUID}"}
    assert parse(fields).person == CUSTOMER
    assert parse({**fields, "From": "whatsapp:"}).person == BSUID
    del fields["From"]
    assert parse(fields).person == BSUID


@pytest.mark.parametrize(
    "sender",
    [
        *("", CUSTOMER, "whatsapp:", "whatsapp: 966511111111", "whatsapp:966511111111"),
        *("whatsapp:+0511111111", "whatsapp:sa.123", "whatsapp:SA.", "telegram:+966511111111"),
        *(f"whatsapp:SA.{'1' * 129}", "whatsapp:SA.1-2", "whatsapp:+٩٦٦٥١١١١١١١١"),
    ],
)
def test_a_sender_of_another_form_is_malformed(sender):
    with pytest.raises(Malformed):
        parse({**FIELDS, "From": sender})


@pytest.mark.parametrize("sid", ["", "SM 1", "SM" + "1" * 80, "SM\u0660", "SM\x00"])
def test_a_message_needs_its_sid(sid):
    with pytest.raises(Malformed):
        parse({**FIELDS, "MessageSid": sid})


async def test_a_tapped_button_is_heard_by_its_data(phone, channel, resources, last):
    sent = await channel.say(saying(form(), chat=CUSTOMER))
    phone.press("10:30")
    heard = parse(await last())
    assert heard.inbound == Inbound(Kind.TAP, data="t3.1", profile_name="نورة")
    assert heard.message == sent.message


async def test_a_chosen_row_is_heard_by_its_data(phone, channel, resources, last):
    shown = form(layout=Layout.LIST, choices=choices(10), navigation=())
    await channel.say(saying(shown, chat=CUSTOMER))
    phone.choose("Choice 2")
    assert parse(await last()).inbound.data == "t3.2"


@pytest.mark.parametrize(
    "send",
    [
        lambda phone: phone.send_document("haircut tomorrow.pdf"),
        lambda phone: phone.send_image("haircut tomorrow"),
        lambda phone: phone.send_voice(),
        lambda phone: phone.send_sticker(),
        lambda phone: phone.send_location(),
        lambda phone: phone.send_contact(),
    ],
)
async def test_what_is_no_text_is_other_and_its_body_is_not_read(phone, last, send):
    send(phone)
    assert parse(await last()).inbound == Inbound(Kind.OTHER, profile_name="نورة")


@pytest.mark.parametrize(
    "fields",
    [
        {"MessageType": "video", "Body": "haircut"},
        {"MessageType": "order", "Body": "haircut"},
        {"MessageType": "text", "Body": " \n"},
        {"Body": "caption", "NumMedia": "1"},
        {"MessageType": "text", "Body": "\x00"},
    ],
)
def test_anything_else_is_other_too(fields):
    assert parse({**FIELDS, **fields}).inbound.kind is Kind.OTHER


def test_older_webhooks_without_a_type_are_read():
    assert parse(FIELDS).inbound.text == "hi"
    assert parse({**FIELDS, "ButtonPayload": "t1.1"}).inbound.data == "t1.1"


def test_a_tap_counts_before_the_text_beside_it():
    tapped = {**FIELDS, "MessageType": "button", "ButtonPayload": "t1.1", "Body": "Confirm"}
    assert parse(tapped).inbound == Inbound(Kind.TAP, data="t1.1")


def test_a_reaction_is_no_answer():
    assert parse({**FIELDS, "MessageType": "reaction", "Body": "👍"}) is None


def test_repeated_and_unknown_fields_do_no_harm():
    pairs = [*FIELDS.items(), ("Body", "second"), ("NewIn2027", ""), ("File", object())]
    assert parse(pairs).inbound.text == "hi"


def test_what_no_database_takes_is_left_out():
    heard = parse({**FIELDS, "Body": "hi\x00\ud800" + "x" * 9000, "ProfileName": "N" * 900})
    assert heard.inbound.text.startswith("hix")
    assert (len(heard.inbound.text), len(heard.inbound.profile_name)) == (4096, 80)


async def test_a_status_says_how_far_a_message_came(phone, channel, last):
    sent = await channel.say(saying(form(choices=()), chat=CUSTOMER))
    assert parse_status(await last("/whatsapp/status")) == Status(
        sent.message, "read", None, CUSTOMER
    )


async def test_a_status_names_the_error(phone, channel, faults, last):
    faults.add("twilio", "messages.create", "undelivered:63024")
    sent = await channel.say(saying(form(choices=()), chat=CUSTOMER))
    assert parse_status(await last("/whatsapp/status")) == Status(
        sent.message, "undelivered", 63024, CUSTOMER
    )


def test_a_status_of_somebody_without_a_number_is_read():
    fields = {"MessageSid": "SM1", "MessageStatus": "partially_delivered"}
    assert parse_status({**fields, "To": f"whatsapp:{BSUID}"}).chat == BSUID


@pytest.mark.parametrize(
    "change",
    [{"MessageStatus": ""}, {"MessageStatus": "a b"}, {"ErrorCode": "x"}, {"To": "+966"}],
)
def test_a_status_of_another_form_is_malformed(change):
    fields = {"MessageSid": "SM1", "MessageStatus": "sent", "To": f"whatsapp:{CUSTOMER}"}
    with pytest.raises(Malformed):
        parse_status({**fields, **change})


NAMES = (
    *("MessageSid", "From", "Body", "ExternalUserId", "MessageType", "ButtonPayload", "ListId"),
    *("NumMedia", "To", "MessageStatus", "ErrorCode", "ProfileName"),
)
VALUES = some.text(some.characters(exclude_categories=()), max_size=9) | some.sampled_from(
    ["SM1", f"whatsapp:{CUSTOMER}", f"whatsapp:{BSUID}", "text", "sent", "reaction", "63016"]
)


@given(some.lists(some.tuples(some.sampled_from(NAMES), VALUES), max_size=12))
def test_whatever_comes_is_heard_ignored_or_malformed(pairs):
    for read in (parse, parse_status):
        try:
            read(pairs)
        except Malformed:
            continue
