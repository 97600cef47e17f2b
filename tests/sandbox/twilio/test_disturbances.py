"""Faults that can be planned: answers, lost connections, doubled and reversed webhooks."""

import aiohttp
import pytest
import requests
from twilio.base.exceptions import TwilioRestException


@pytest.mark.parametrize(("fault", "status", "code"), [("429", 429, 20429), ("500", 500, 20500)])
async def test_a_planned_error_is_answered_once(api, guest, faults, fault, status, code) -> None:
    faults.add("twilio", "messages.create", fault)
    with pytest.raises(TwilioRestException) as refused:
        await api.send(body="x")
    assert (refused.value.status, refused.value.code) == (status, code)
    assert len(guest.messages) == 1
    await api.send(body="x")
    assert len(guest.messages) == 2


async def test_429_can_say_when_to_come_back(api, faults) -> None:
    faults.add("twilio", "content.list", "429:7")
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{api.base}/v1/Content") as answer,
    ):
        assert (answer.status, answer.headers["Retry-After"]) == (429, "7")


async def test_502_is_a_page_and_no_json(api, faults) -> None:
    faults.add("twilio", "*", "502")
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{api.base}/v1/Content") as answer,
    ):
        assert (answer.status, answer.content_type) == (502, "text/html")


@pytest.mark.parametrize(("fault", "arrived"), [("lost", 1), ("drop", 0)])
async def test_a_lost_answer_was_carried_out_and_a_dropped_call_was_not(
    api, guest, faults, fault, arrived
) -> None:
    faults.add("twilio", "messages.create", fault)
    with pytest.raises(requests.ConnectionError):
        await api.send(body="x")
    assert len(guest.messages) == 1 + arrived
    listed = await api(lambda client: client.messages.list(to="whatsapp:+966511111111"))
    assert len(listed) == arrived


async def test_a_slow_answer_is_an_answer(api, guest, faults) -> None:
    faults.add("twilio", "messages.create", "slow:0.05")
    assert (await api.send(body="x")).status == "queued"


@pytest.mark.parametrize(
    ("fault", "status"), [("undelivered", "undelivered"), ("failed", "failed")]
)
async def test_a_message_can_fail_later(
    api, guest, faults, product, deliveries, fault, status
) -> None:
    faults.add("twilio", "messages.create", f"{fault}:63024")
    await api.send(body="x")
    await deliveries.settled()
    assert product.statuses == [status]
    assert product.forms("/whatsapp/status")[0]["ErrorCode"] == "63024"
    assert len(guest.messages) == 1


async def test_statuses_can_come_out_of_order(api, guest, faults, product, deliveries) -> None:
    faults.add("twilio", "status", "webhook_out_of_order")
    await api.send(body="x")
    await deliveries.settled()
    assert product.statuses == ["read", "delivered", "sent"]


async def test_statuses_can_come_twice(api, guest, faults, product, deliveries) -> None:
    faults.add("twilio", "status", "webhook_twice")
    await api.send(body="x")
    await deliveries.settled()
    assert product.statuses == ["sent", "sent", "delivered", "delivered", "read", "read"]


async def test_a_message_that_comes_twice_has_one_sid_and_one_token(
    phone, faults, product, deliveries
) -> None:
    faults.add("twilio", "webhook", "webhook_twice")
    phone.send("hi")
    await deliveries.settled()
    first, second = product.received
    assert first.form == second.form
    token = "I-Twilio-Idempotency-Token"
    assert first.headers[token] == second.headers[token]


async def test_a_message_that_never_comes_is_found_in_the_list(
    api, phone, faults, product, deliveries
) -> None:
    faults.add("twilio", "webhook", "webhook_never")
    sid = phone.send("hi")
    await deliveries.settled()
    assert product.received == []
    listed = await api(lambda client: client.messages.list(from_="whatsapp:+966511111111"))
    assert [(message.sid, message.status, message.direction) for message in listed] == [
        (sid, "received", "inbound")
    ]


async def test_a_failed_connection_is_tried_once_more(phone, product, deliveries) -> None:
    product.hang_ups = 5
    phone.send("hi")
    await deliveries.settled()
    assert len(product.received) == 2
    tokens = {each.headers["I-Twilio-Idempotency-Token"] for each in product.received}
    assert len(tokens) == 1
    assert deliveries.pending == 0


async def test_an_error_of_the_product_is_not_tried_again(
    phone, clock, product, deliveries
) -> None:
    product.answers = [500]
    phone.send("hi")
    await deliveries.settled()
    clock.pass_by(hours=1)
    await deliveries.tick()
    await deliveries.settled()
    assert len(product.received) == 1
    assert deliveries.pending == 0


async def test_messages_of_one_phone_keep_their_order(phone, product, deliveries) -> None:
    for number in range(10):
        phone.send(str(number))
    await deliveries.settled()
    assert [each.form["Body"] for each in product.received] == [str(n) for n in range(10)]


async def test_news_are_told_of_both_directions(api, guest, news) -> None:
    version = news.version
    guest.send("hi")
    assert news.version == version + 1
    await api.send(body="أهلا")
    assert news.version == version + 2
