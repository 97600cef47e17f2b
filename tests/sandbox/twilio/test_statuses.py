"""What becomes of a message: windows, templates, limits, blocked phones, callbacks."""

import json
from typing import Any

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.request_validator import RequestValidator

TOKEN = "12345678901234567890123456789012"
NUMBER = "+966500000000"
CUSTOMER = "+966511111111"
COMMON = [
    "SmsSid",
    "SmsStatus",
    "MessageStatus",
    "ChannelToAddress",
    "To",
    "ChannelPrefix",
    "MessageSid",
    "AccountSid",
    "From",
    "ApiVersion",
    "ChannelInstallSid",
    "ExternalUserId",
]


async def test_a_message_is_sent_delivered_and_read(api, guest, product, deliveries) -> None:
    message = await api.send(body="أهلا")
    await deliveries.settled()
    assert product.statuses == ["sent", "delivered", "read"]
    sent, delivered, read = product.forms("/whatsapp/status")
    assert list(sent) == [*COMMON, "StructuredMessage"]
    assert list(delivered) == [*COMMON, "EventType"]
    assert (delivered["EventType"], read["EventType"]) == ("DELIVERED", "READ")
    assert {form["MessageSid"] for form in (sent, delivered, read)} == {message.sid}
    assert (sent["To"], sent["From"]) == (f"whatsapp:{CUSTOMER}", f"whatsapp:{NUMBER}")
    assert guest.messages[-1].status == "read"


async def test_callbacks_are_signed(api, guest, product, deliveries) -> None:
    await api.send(body="أهلا", status_callback=f"{product.base}/status?tenant=salon&x=1")
    await deliveries.settled()
    assert len(product.received) == 3
    for received in product.received:
        assert received.url == f"{product.base}/status?tenant=salon&x=1"
        signature = received.headers["X-Twilio-Signature"]
        assert RequestValidator(TOKEN).validate(received.url, received.form, signature)


async def test_without_receipts_nothing_is_read(api, guest, product, deliveries) -> None:
    guest.reads = False
    await api.send(body="أهلا")
    await deliveries.settled()
    assert product.statuses == ["sent", "delivered"]


async def test_a_blocked_phone_stays_sent(api, guest, product, deliveries) -> None:
    guest.block()
    message = await api.send(body="أهلا")
    await deliveries.settled()
    assert product.statuses == ["sent"]
    assert len(guest.messages) == 1
    assert await status_of(api, message.sid) == "sent"
    guest.unblock()
    await api.send(body="أهلا")
    assert guest.messages[-1].body == "أهلا"


async def test_who_never_wrote_gets_no_free_form(api, phone, product, deliveries) -> None:
    message = await api.send(body="أهلا")
    assert message.status == "queued"
    await deliveries.settled()
    assert product.statuses == ["undelivered"]
    form = product.forms("/whatsapp/status")[0]
    assert (form["ErrorCode"], form["EventType"]) == ("63016", "UNDELIVERED")
    assert phone.messages == []
    read = await api(lambda client: client.messages(message.sid).fetch())
    assert (read.status, read.error_code) == ("undelivered", 63016)


async def test_the_window_closes_24_hours_after_the_customers_last_message(
    api, guest, clock, product, deliveries
) -> None:
    clock.pass_by(hours=23, minutes=59)
    await api.send(body="still open")
    await deliveries.settled()
    clock.pass_by(minutes=1)
    await api.send(body="too late")
    await deliveries.settled()
    assert product.statuses == ["sent", "delivered", "read", "undelivered"]
    guest.send("again")
    await api.send(body="open again")
    assert [message.body for message in guest.messages[1:]] == ["still open", "again", "open again"]


async def test_63016_can_come_in_the_answer(api, phone, faults, product, deliveries) -> None:
    faults.add("twilio", "messages.create", "63016_sync")
    with pytest.raises(TwilioRestException) as refused:
        await api.send(body="أهلا")
    await deliveries.settled()
    assert refused.value.code == 63016
    assert product.received == []


async def test_only_an_approved_template_goes_out_of_the_window(
    api, phone, approve, product, deliveries
) -> None:
    content = await api.content(
        {"twilio/quick-reply": {"body": "Dear {{1}}, tomorrow.", "actions": yes_and_no()}},
        {"1": "Noura"},
    )
    fields = {"content_sid": content.sid, "content_variables": '{"1":"نورة"}'}
    await api.send(**fields)
    await deliveries.settled()
    assert product.statuses == ["undelivered"]
    await approve(content.sid)
    await api.send(**fields)
    await deliveries.settled()
    assert product.statuses[1:] == ["sent", "delivered", "read"]
    assert phone.messages[0].body == "Dear نورة, tomorrow."


async def test_three_buttons_in_session_ten_when_approved(
    api, guest, approve, product, deliveries
) -> None:
    actions = [{"title": f"Title {n}", "id": f"id-{n}"} for n in range(4)]
    content = await api.content(
        {"twilio/quick-reply": {"body": "Dear {{1}}, tomorrow.", "actions": actions}}, {"1": "N"}
    )
    fields = {"content_sid": content.sid, "content_variables": '{"1":"نورة"}'}
    await api.send(**fields)
    await deliveries.settled()
    assert product.statuses == ["failed"]
    assert product.forms("/whatsapp/status")[0]["ErrorCode"] == "63005"
    await approve(content.sid)
    await api.send(**fields)
    assert len(guest.messages[-1].buttons) == 4


LIMITED = {
    "twilio/list-picker": {
        "body": "{{body}}",
        "button": "{{button}}",
        "items": [
            {"id": "{{id}}", "item": "{{item}}", "description": "{{description}}"},
            {"id": "second", "item": "Second"},
        ],
    }
}
FITTING = {
    "body": "b" * 1024,
    "button": "b" * 20,
    "id": "i" * 200,
    "item": "i" * 24,
    "description": "d" * 72,
}


async def test_a_list_at_its_limits_is_shown(api, guest) -> None:
    content = await api.content(LIMITED, FITTING)
    await api.send(content_sid=content.sid, content_variables=json.dumps(FITTING))
    shown = guest.messages[-1]
    assert (shown.body, shown.list_button) == (FITTING["body"], FITTING["button"])
    assert shown.items[0] == (FITTING["id"], FITTING["item"], FITTING["description"])
    assert shown.items[1] == ("second", "Second", "")


@pytest.mark.parametrize("name", FITTING)
async def test_a_filled_in_text_over_its_limit_fails(api, guest, product, deliveries, name) -> None:
    content = await api.content(LIMITED, FITTING)
    values = FITTING | {name: FITTING[name] + "x"}
    await api.send(content_sid=content.sid, content_variables=json.dumps(values))
    await deliveries.settled()
    assert product.statuses == ["failed"]
    assert len(guest.messages) == 1


async def test_two_rows_with_one_id_fail(api, guest, product, deliveries) -> None:
    content = await api.content(LIMITED, FITTING)
    values = json.dumps(FITTING | {"id": "second"})
    await api.send(content_sid=content.sid, content_variables=values)
    await deliveries.settled()
    assert product.statuses == ["failed"]


@pytest.mark.parametrize("values", [{"1": "t" * 21, "2": "b"}, {"1": "a", "2": "a"}])
async def test_button_titles_are_short_and_differ(api, guest, product, deliveries, values) -> None:
    actions = [{"title": "{{1}}", "id": "1"}, {"title": "{{2}}", "id": "2"}]
    content = await api.content(
        {"twilio/quick-reply": {"body": "Which?", "actions": actions}}, {"1": "a", "2": "b"}
    )
    await api.send(content_sid=content.sid, content_variables=json.dumps(values))
    await deliveries.settled()
    assert product.statuses == ["failed"]


async def test_a_bsuid_reaches_the_phone_behind_it(api, guest, product, deliveries) -> None:
    await api.send(to=guest.sender.external_id, body="أهلا")
    await deliveries.settled()
    assert guest.messages[-1].body == "أهلا"
    assert product.forms("/whatsapp/status")[0]["To"] == f"whatsapp:{guest.sender.external_id}"


async def status_of(api: Any, sid: str) -> str:
    return str((await api(lambda client: client.messages(sid).fetch())).status)


def yes_and_no() -> list[dict[str, str]]:
    return [{"title": "Yes", "id": "yes"}, {"title": "No", "id": "no"}]
