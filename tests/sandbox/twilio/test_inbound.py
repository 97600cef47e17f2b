"""What the product hears of a customer's message, type by type."""

import json
from typing import Any

import pytest
from twilio.request_validator import RequestValidator

TOKEN = "12345678901234567890123456789012"
NUMBER = "+966500000000"
CUSTOMER = "+966511111111"
TEXT_FIELDS = [
    "SmsMessageSid",
    "NumMedia",
    "ProfileName",
    "MessageType",
    "SmsSid",
    "WaId",
    "SmsStatus",
    "Body",
    "To",
    "NumSegments",
    "ReferralNumMedia",
    "MessageSid",
    "AccountSid",
    "ChannelMetadata",
    "From",
    "ApiVersion",
    "ExternalUserId",
]


@pytest.fixture
def heard(product, deliveries) -> Any:
    async def heard() -> dict[str, str]:
        await deliveries.settled()
        form: dict[str, str] = product.forms("/whatsapp")[-1]
        return form

    return heard


async def test_a_text_has_the_17_captured_fields(phone, heard) -> None:
    sid = phone.send("أريد موعداً غداً")
    form = await heard()
    assert list(form) == TEXT_FIELDS
    assert form["MessageType"] == "text"
    assert form["Body"] == "أريد موعداً غداً"
    assert {form["MessageSid"], form["SmsSid"], form["SmsMessageSid"]} == {sid}
    assert (form["From"], form["To"]) == (f"whatsapp:{CUSTOMER}", f"whatsapp:{NUMBER}")
    assert (form["WaId"], form["ProfileName"]) == (CUSTOMER[1:], "نورة")
    assert form["ExternalUserId"] == f"whatsapp:{phone.sender.external_id}"
    assert form["SmsStatus"] == "received"
    context = json.loads(form["ChannelMetadata"])["data"]["context"]
    assert context == {"ProfileName": "نورة", "WaId": CUSTOMER[1:]}


async def test_a_webhook_is_signed_and_has_twilios_headers(phone, product, deliveries) -> None:
    phone.type(" أهلا \n")
    await deliveries.settled()
    [received] = product.received
    signature = received.headers["X-Twilio-Signature"]
    assert received.url == f"{product.base}/whatsapp"
    assert RequestValidator(TOKEN).validate(received.url, received.form, signature)
    assert not RequestValidator("another").validate(received.url, received.form, signature)
    assert received.headers["Content-Type"].startswith("application/x-www-form-urlencoded")
    assert received.headers["User-Agent"] == "TwilioProxy/1.1"
    assert len(received.headers["I-Twilio-Idempotency-Token"]) == 36


async def test_a_customer_without_a_number_has_only_a_bsuid(twilio, heard) -> None:
    twilio.phone("SA.1A2B3C4D5E", "hidden").send("hi")
    form = await heard()
    assert list(form) == [name for name in TEXT_FIELDS if name != "WaId"]
    assert form["From"] == form["ExternalUserId"] == "whatsapp:SA.1A2B3C4D5E"


async def test_a_bsuid_can_be_answered(api, twilio) -> None:
    hidden = twilio.phone("SA.1A2B3C4D5E")
    hidden.send("hi")
    await api.send(to="SA.1A2B3C4D5E", body="أهلا")
    assert [message.body for message in hidden.messages] == ["hi", "أهلا"]


@pytest.mark.parametrize(
    ("send", "kind", "body", "media"),
    [
        (
            lambda phone: phone.send_document("id card.pdf"),
            "document",
            "id card.pdf",
            "application/pdf",
        ),
        (lambda phone: phone.send_voice(), "audio", "", "audio/ogg"),
        (lambda phone: phone.send_image("my hair"), "image", "my hair", "image/jpeg"),
        (lambda phone: phone.send_sticker(), "sticker", "", "image/webp"),
        (lambda phone: phone.send_contact(), "contacts", "", "text/vcard"),
    ],
)
async def test_media_say_their_type(phone, heard, send, kind, body, media) -> None:
    sid = send(phone)
    form = await heard()
    assert list(form) == [*TEXT_FIELDS, "MediaUrl0", "MediaContentType0"]
    assert (form["MessageType"], form["Body"], form["NumMedia"]) == (kind, body, "1")
    assert form["MediaContentType0"] == media
    assert f"/Messages/{sid}/Media/ME" in form["MediaUrl0"]


async def test_a_location_has_coordinates_and_no_media(phone, heard) -> None:
    phone.send_location(24.5, 46.25, label="Noor")
    form = await heard()
    assert list(form) == [*TEXT_FIELDS, "Latitude", "Longitude", "Label"]
    assert (form["Latitude"], form["Longitude"], form["Label"]) == ("24.5", "46.25", "Noor")
    assert (form["MessageType"], form["NumMedia"], form["Body"]) == ("location", "0", "")


async def test_an_answer_names_the_message_it_answers(api, guest, heard) -> None:
    asked = await api.send(body="Which day?")
    guest.send("Monday", reply_to=asked.sid)
    form = await heard()
    assert form["OriginalRepliedMessageSid"] == asked.sid
    assert form["OriginalRepliedMessageSender"] == f"whatsapp:{NUMBER}"


async def test_a_press_tells_title_and_payload(api, guest, buttons, heard) -> None:
    sent = await api.send(**buttons)
    assert guest.messages[-1].buttons == [("10:00", "10:00 ص"), ("11:00", "11:00 ص")]
    guest.press("11:00 ص")
    form = await heard()
    assert form["MessageType"] == "interactive"
    assert (form["ButtonText"], form["ButtonPayload"]) == ("11:00 ص", "11:00")
    assert form["Body"] == "11:00 ص"
    assert form["OriginalRepliedMessageSid"] == sent.sid
    assert list(form)[: len(TEXT_FIELDS)] == TEXT_FIELDS


async def test_a_button_can_be_pressed_by_its_id(api, guest, buttons, heard) -> None:
    await api.send(**buttons)
    guest.press("10:00")
    assert (await heard())["ButtonPayload"] == "10:00"


async def test_a_choice_tells_id_and_title(api, guest, rows, heard) -> None:
    sent = await api.send(**rows)
    shown = guest.messages[-1]
    assert (shown.list_button, shown.items[0]) == ("Open", ("cut", "Haircut", "45 min"))
    guest.choose("Colour")
    form = await heard()
    assert (form["MessageType"], form["Body"]) == ("interactive", "Colour")
    assert (form["ListId"], form["ListTitle"]) == ("colour", "Colour")
    assert form["OriginalRepliedMessageSid"] == sent.sid
    assert "ButtonPayload" not in form


async def test_only_what_is_shown_can_be_pressed(api, guest, buttons, rows, product) -> None:
    await api.send(**buttons)
    await api.send(**rows)
    for press in (
        lambda: guest.press("12:00"),
        lambda: guest.press("cut"),
        lambda: guest.choose("10:00"),
        lambda: guest.send("x", reply_to="SM" + "0" * 32),
    ):
        with pytest.raises(LookupError):
            press()
    assert len(guest.messages) == 3


async def test_an_older_message_can_be_pressed_by_its_sid(api, guest, buttons, heard) -> None:
    older = await api.send(**buttons)
    newer = await api.send(**buttons)
    guest.press("10:00")
    assert (await heard())["OriginalRepliedMessageSid"] == newer.sid
    guest.press("10:00", older.sid)
    assert (await heard())["OriginalRepliedMessageSid"] == older.sid


async def test_buttons_of_an_approved_template_come_as_button(
    api, phone, buttons, approve, heard
) -> None:
    await approve(buttons["content_sid"])
    await api.send(**buttons)
    phone.press("10:00")
    assert (await heard())["MessageType"] == "button"


async def test_two_salons_have_separate_chats(api, twilio, guest, heard) -> None:
    other = twilio.account("AC" + "a" * 32, "another", "+966500000009")
    same_person = twilio.phone(CUSTOMER, business=other.number)
    same_person.send("hello")
    form = await heard()
    assert (form["To"], form["AccountSid"]) == (other.address, other.sid)
    await api.send(body="ours")
    assert [message.body for message in same_person.messages] == ["hello"]
    assert [message.body for message in guest.messages] == ["مرحبا", "ours"]


@pytest.fixture
async def buttons(api) -> dict[str, str]:
    actions = [{"title": "{{1}}", "id": "10:00"}, {"title": "{{2}}", "id": "11:00"}]
    content = await api.content(
        {"twilio/quick-reply": {"body": "When?", "actions": actions}}, {"1": "a", "2": "b"}
    )
    return {
        "content_sid": content.sid,
        "content_variables": json.dumps({"1": "10:00 ص", "2": "11:00 ص"}),
    }


@pytest.fixture
async def rows(api) -> dict[str, str]:
    items = [
        {"id": "cut", "item": "Haircut", "description": "45 min"},
        {"id": "colour", "item": "Colour"},
    ]
    content = await api.content(
        {"twilio/list-picker": {"body": "Which?", "button": "Open", "items": items}}
    )
    return {"content_sid": content.sid}
