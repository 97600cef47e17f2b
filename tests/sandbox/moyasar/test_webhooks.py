"""Webhooks: registration, verification, envelopes, retries, faults, callbacks."""

from typing import Any

import pytest

SECRET = "shared secret of the webhook"


def registration(merchant: Any, **more: Any) -> dict[str, Any]:
    url = f"{merchant.base}/payments/moyasar/main"
    return {"http_method": "post", "url": url, "shared_secret": SECRET} | more


async def test_a_webhook_is_asked_to_verify_itself(api, merchant, deliveries) -> None:
    status, hook = await api("POST", "/webhooks", registration(merchant, events=["payment_paid"]))
    assert (status, hook["verified"], hook["events"]) == (201, False, ["payment_paid"])
    assert "shared_secret" not in hook
    await deliveries.settled()
    [event] = merchant.events
    assert set(event) == {"id", "type", "created_at", "secret_token", "account_name", "data"}
    assert (event["type"], event["secret_token"]) == ("webhook_verification", SECRET)
    assert event["data"]["webhook_id"] == hook["id"]
    code = event["data"]["verification_code"]
    assert len(code) == 6
    status, verified = await api("POST", f"/webhooks/{hook['id']}/verify", {"code": code})
    assert (status, verified["verified"]) == (200, True)
    assert verified["verified_at"] == "2026-11-23T09:00:00.000Z"
    assert (await api("GET", f"/webhooks/{hook['id']}"))[1] == verified
    assert (await api("GET", "/webhooks"))[1] == {"webhooks": [verified]}


@pytest.mark.parametrize(
    "wrong",
    [
        {"http_method": "get"},
        {"http_method": None},
        {"url": "http://salon.example/hook"},
        {"url": "salon"},
        {"url": None},
        {"shared_secret": ""},
        {"shared_secret": None},
        {"events": []},
        {"events": ["invoice_paid"]},
        {"events": "payment_paid"},
    ],
)
async def test_a_wrong_registration_is_refused(api, merchant, wrong) -> None:
    status, body = await api("POST", "/webhooks", registration(merchant, **wrong))
    assert (status, list(body["errors"])) == (400, list(wrong))
    assert (await api("GET", "/webhooks"))[1] == {"webhooks": []}


async def test_https_is_taken_anywhere(api, merchant, faults) -> None:
    faults.add("moyasar", "webhooks.create", "webhook_never")
    wanted = registration(merchant, url="https://salon.example/hook")
    assert (await api("POST", "/webhooks", wanted))[0] == 201


async def test_a_wrong_code_can_be_tried_five_times(api, merchant, deliveries) -> None:
    _, hook = await api("POST", "/webhooks", registration(merchant))
    await deliveries.settled()
    code = merchant.events[0]["data"]["verification_code"]
    path = f"/webhooks/{hook['id']}/verify"
    for _ in range(5):
        status, body = await api("POST", path, {"code": "wrong"})
        assert (status, body["type"]) == (400, "webhook_verification_invalid")
    assert (await api("POST", path, {"code": code}))[0] == 400
    assert (await api("GET", f"/webhooks/{hook['id']}"))[1]["verified"] is False


async def test_a_code_is_good_for_30_minutes(api, merchant, deliveries, clock) -> None:
    _, hook = await api("POST", "/webhooks", registration(merchant))
    await deliveries.settled()
    code = merchant.events[0]["data"]["verification_code"]
    clock.pass_by(minutes=30, seconds=1)
    assert (await api("POST", f"/webhooks/{hook['id']}/verify", {"code": code}))[0] == 400


async def test_the_code_is_sent_once_even_if_it_is_not_taken(
    api, merchant, deliveries, clock
) -> None:
    merchant.answers = [500]
    await api("POST", "/webhooks", registration(merchant))
    await deliveries.settled()
    clock.pass_by(hours=4)
    await deliveries.tick()
    await deliveries.settled()
    assert merchant.heard == ["webhook_verification"]


async def test_nothing_is_told_before_verification_nor_later(
    api, moyasar, merchant, deliveries
) -> None:
    _, hook = await api("POST", "/webhooks", registration(merchant))
    await moyasar.pay((await api.invoice())["id"])
    await deliveries.settled()
    assert merchant.heard == ["webhook_verification"]
    code = merchant.events[0]["data"]["verification_code"]
    await api("POST", f"/webhooks/{hook['id']}/verify", {"code": code})
    await deliveries.settled()
    assert merchant.heard == ["webhook_verification"]
    await moyasar.pay((await api.invoice())["id"])
    await deliveries.settled()
    assert merchant.heard == ["webhook_verification", "payment_paid"]


async def test_verification_can_be_switched_off(api, moyasar, merchant, deliveries) -> None:
    moyasar.require_verification = False
    _, hook = await api("POST", "/webhooks", registration(merchant))
    assert hook["verified"] is True
    await moyasar.pay((await api.invoice())["id"])
    await deliveries.settled()
    assert merchant.heard == ["payment_paid"]


async def test_an_event_carries_the_payment_and_the_secret(
    api, moyasar, merchant, deliveries, hook
) -> None:
    invoice = await api.invoice(metadata={"payment": "7"})
    payment = await moyasar.pay(invoice["id"])
    await deliveries.settled()
    [event] = merchant.events
    assert set(event) == {
        "id",
        "type",
        "created_at",
        "secret_token",
        "account_name",
        "live",
        "data",
    }
    assert (event["type"], event["secret_token"]) == ("payment_paid", SECRET)
    assert (event["live"], event["account_name"]) == (False, "Noor Salon")
    assert event["data"] == payment.as_json()
    assert event["data"]["invoice_id"] == invoice["id"]


async def test_every_turn_of_a_payment_is_told(api, moyasar, merchant, deliveries, hook) -> None:
    first, second = await api.invoice(), await api.invoice()
    await moyasar.decline(first["id"])
    await deliveries.settled()
    payment = await moyasar.pay(first["id"])
    await deliveries.settled()
    await api("POST", f"/payments/{payment.id}/refund", {"amount": 1000})
    await deliveries.settled()
    voided = await moyasar.pay(second["id"])
    await deliveries.settled()
    await api("POST", f"/payments/{voided.id}/void")
    await deliveries.settled()
    hold = await moyasar.authorize(payment.account, 5000)
    await deliveries.settled()
    await api("POST", f"/payments/{hold.id}/capture")
    await deliveries.settled()
    assert merchant.heard == [
        "payment_failed",
        "payment_paid",
        "payment_refunded",
        "payment_paid",
        "payment_voided",
        "payment_authorized",
        "payment_captured",
    ]
    assert merchant.events[2]["data"]["refunded"] == 1000


async def test_a_webhook_hears_only_what_it_asked_for(api, moyasar, merchant, deliveries) -> None:
    moyasar.require_verification = False
    await api("POST", "/webhooks", registration(merchant, events=["payment_refunded"]))
    payment = await moyasar.pay((await api.invoice())["id"])
    await api("POST", f"/payments/{payment.id}/refund")
    await deliveries.settled()
    assert merchant.heard == ["payment_refunded"]


async def test_a_deleted_webhook_hears_nothing(api, moyasar, merchant, deliveries, hook) -> None:
    assert (await api("DELETE", f"/webhooks/{hook['id']}"))[0] == 200
    assert (await api("GET", f"/webhooks/{hook['id']}"))[0] == 404
    await moyasar.pay((await api.invoice())["id"])
    await deliveries.settled()
    assert merchant.events == []


async def test_an_event_that_is_not_taken_comes_five_times_more(
    api, moyasar, merchant, deliveries, clock, hook
) -> None:
    merchant.answers = [500] * 10
    await moyasar.pay((await api.invoice())["id"])
    await deliveries.settled()
    for tries, wait in enumerate((60, 600, 1800, 3600, 7200), start=1):
        clock.pass_by(seconds=wait - 1)
        await deliveries.tick()
        await deliveries.settled()
        assert len(merchant.events) == tries
        clock.pass_by(seconds=1)
        await deliveries.tick()
        await deliveries.settled()
        assert len(merchant.events) == tries + 1
    clock.pass_by(days=1)
    await deliveries.tick()
    await deliveries.settled()
    assert len(merchant.events) == 6
    assert len({event["id"] for event in merchant.events}) == 1


async def test_attempts_are_logged(api, moyasar, merchant, deliveries, clock, hook) -> None:
    merchant.answers = [503]
    await moyasar.pay((await api.invoice())["id"])
    await deliveries.settled()
    clock.pass_by(minutes=1)
    await deliveries.tick()
    await deliveries.settled()
    _, log = await api("GET", "/webhooks/attempts")
    newest, older, _ = log["webhook_attempts"]
    assert (older["retry_number"], older["result"], older["response_code"]) == (0, "failure", 503)
    assert (newest["retry_number"], newest["result"]) == (1, "success")
    assert newest["event_id"] == older["event_id"] == merchant.events[0]["id"]
    assert newest["event_type"] == "payment_paid"
    assert log["meta"]["total_count"] == 3
    assert await api("GET", f"/webhooks/attempts/{newest['id']}") == (200, newest)


async def test_available_events_are_listed(api) -> None:
    _, available = await api("GET", "/webhooks/available_events")
    assert {"payment_paid", "payment_failed", "payment_refunded"} <= set(available["events"])
    assert "webhook_verification" not in available["events"]


async def test_an_event_can_come_twice_with_one_id(
    api, moyasar, merchant, deliveries, faults, hook
) -> None:
    faults.add("moyasar", "webhook", "webhook_twice")
    await moyasar.pay((await api.invoice())["id"])
    await deliveries.settled()
    assert merchant.heard == ["payment_paid", "payment_paid"]
    assert merchant.events[0] == merchant.events[1]


async def test_an_event_can_be_lost(api, moyasar, merchant, deliveries, faults, hook) -> None:
    faults.add("moyasar", "pay", "webhook_never")
    invoice = await api.invoice()
    await moyasar.pay(invoice["id"])
    await deliveries.settled()
    assert merchant.events == []
    assert moyasar.invoices[invoice["id"]].status == "paid"


async def test_an_event_can_come_after_the_next_one(
    api, moyasar, merchant, deliveries, faults, hook
) -> None:
    faults.add("moyasar", "webhook", "webhook_out_of_order")
    invoice = await api.invoice()
    await moyasar.decline(invoice["id"])
    await moyasar.pay(invoice["id"])
    await deliveries.settled()
    assert merchant.heard == ["payment_paid", "payment_failed"]


async def test_a_refund_can_be_heard_of_before_its_answer(
    api, moyasar, merchant, deliveries, faults, hook
) -> None:
    payment = await moyasar.pay((await api.invoice())["id"])
    await deliveries.settled()
    faults.add("moyasar", "payments.refund", "webhook_before_answer")
    await api("POST", f"/payments/{payment.id}/refund")
    assert merchant.heard == ["payment_paid", "payment_refunded"]


async def test_an_invoice_can_be_paid_before_its_creator_hears_of_it(
    api, merchant, faults, hook
) -> None:
    faults.add("moyasar", "invoices.create", "webhook_before_answer")
    invoice = await api.invoice()
    assert invoice["status"] == "initiated"
    assert merchant.heard == ["payment_paid"]
    assert merchant.events[0]["data"]["invoice_id"] == invoice["id"]


async def test_a_callback_tells_of_the_paid_invoice_without_any_secret(
    api, moyasar, merchant, deliveries
) -> None:
    invoice = await api.invoice(callback_url=f"{merchant.base}/callback?token=x")
    await moyasar.decline(invoice["id"])
    await deliveries.settled()
    assert merchant.callbacks == []
    await moyasar.pay(invoice["id"])
    await deliveries.settled()
    assert merchant.callbacks == [(await api("GET", f"/invoices/{invoice['id']}"))[1]]
    assert "secret_token" not in merchant.callbacks[0]


@pytest.mark.parametrize(("fault", "times"), [("webhook_twice", 2), ("webhook_never", 0)])
async def test_a_callback_can_come_twice_or_never(
    api, moyasar, merchant, deliveries, faults, fault, times
) -> None:
    faults.add("moyasar", "callback", fault)
    await moyasar.pay((await api.invoice(callback_url=f"{merchant.base}/callback"))["id"])
    await deliveries.settled()
    assert len(merchant.callbacks) == times
