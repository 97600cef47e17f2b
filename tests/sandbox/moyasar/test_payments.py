"""Payments: cards, tries, refunds, captures, voids, books."""

import json
from pathlib import Path
from typing import Any

import pytest

from sandbox.moyasar import Book, NotPayable

CARDS = json.loads(Path(__file__).with_name("test_cards.json").read_text())
LISTED = [
    (company, outcome, number)
    for company, cards in CARDS.items()
    for outcome, number in cards.items()
]
FIELDS = {
    "id",
    "status",
    "amount",
    "fee",
    "currency",
    "refunded",
    "refunded_at",
    "captured",
    "captured_at",
    "voided_at",
    "description",
    "amount_format",
    "fee_format",
    "refunded_format",
    "captured_format",
    "invoice_id",
    "ip",
    "callback_url",
    "created_at",
    "updated_at",
    "metadata",
    "source",
}


@pytest.fixture
async def invoice(api) -> dict[str, Any]:
    return dict(await api.invoice(metadata={"payment": "7"}))


async def test_a_paid_invoice_holds_its_payment(api, moyasar, invoice) -> None:
    payment = await moyasar.pay(invoice["id"])
    _, paid = await api("GET", f"/invoices/{invoice['id']}")
    assert (paid["status"], len(paid["payments"])) == ("paid", 1)
    found = paid["payments"][0]
    assert set(found) == FIELDS
    assert (found["id"], found["status"], found["invoice_id"]) == (
        payment.id,
        "paid",
        invoice["id"],
    )
    assert (found["amount"], found["currency"], found["refunded"]) == (5000, "SAR", 0)
    assert found["source"]["type"] == "creditcard"
    assert found["source"]["number"] == "4111-11XX-XXXX-1111"
    assert await api("GET", f"/payments/{payment.id}") == (200, found)


@pytest.mark.parametrize(("company", "outcome", "number"), LISTED)
async def test_the_listed_cards_decide(api, moyasar, invoice, company, outcome, number) -> None:
    payment = await moyasar.pay(invoice["id"], card=number)
    paid = outcome == "paid"
    assert payment.status == ("paid" if paid else "failed")
    assert moyasar.invoices[invoice["id"]].status == ("paid" if paid else "initiated")
    source = payment.as_json()["source"]
    assert source["company"] == {"mastercard": "master"}.get(company, company)
    assert (source["message"] == "APPROVED") == paid


async def test_a_card_that_is_not_listed_fails(moyasar, invoice) -> None:
    assert (await moyasar.pay(invoice["id"], card="4242424242424242")).status == "failed"


async def test_a_declined_card_leaves_the_invoice_open(api, moyasar, invoice) -> None:
    declined = await moyasar.decline(invoice["id"])
    assert (declined.status, declined.outcome.message) == ("failed", "DECLINED")
    await moyasar.pay(invoice["id"])
    _, paid = await api("GET", f"/invoices/{invoice['id']}")
    assert [payment["status"] for payment in paid["payments"]] == ["failed", "paid"]


async def test_a_good_card_can_be_declined(moyasar, faults, invoice) -> None:
    faults.add("moyasar", "pay", "declined")
    assert (await moyasar.pay(invoice["id"])).status == "failed"
    assert (await moyasar.pay(invoice["id"])).status == "paid"


async def test_closing_the_page_changes_nothing(api, moyasar, invoice) -> None:
    await moyasar.close(invoice["id"])
    assert await api("GET", f"/invoices/{invoice['id']}") == (200, invoice)
    with pytest.raises(KeyError):
        await moyasar.close("none")


async def test_what_is_paid_canceled_or_expired_takes_no_payment(api, moyasar, clock) -> None:
    paid, canceled = await api.invoice(), await api.invoice()
    expired = await api.invoice(expired_at="2026-11-23T09:15:00Z")
    await moyasar.pay(paid["id"])
    await api("PUT", f"/invoices/{canceled['id']}/cancel")
    clock.pass_by(minutes=15)
    for invoice in (paid, canceled, expired):
        with pytest.raises(NotPayable):
            await moyasar.pay(invoice["id"])
    assert len(moyasar.payments) == 1


async def test_two_pages_at_once_can_both_take_the_money(moyasar, invoice) -> None:
    for again in (False, True):
        await moyasar.pay(invoice["id"], again=again)
    assert moyasar.books() == {invoice["id"]: Book("SAR", 10000, 0)}


async def test_a_payment_begun_in_time_can_arrive_late(api, moyasar, clock) -> None:
    expired = await api.invoice(expired_at="2026-11-23T09:15:00Z")
    canceled = await api.invoice()
    await api("PUT", f"/invoices/{canceled['id']}/cancel")
    clock.pass_by(minutes=16)
    for invoice in (expired, canceled):
        assert (await moyasar.pay(invoice["id"], late=True)).status == "paid"
        assert moyasar.invoices[invoice["id"]].status == "paid"
        with pytest.raises(NotPayable):
            await moyasar.pay(invoice["id"], late=True)


async def test_refunds_add_up_and_never_exceed_the_payment(api, moyasar, invoice) -> None:
    payment = await moyasar.pay(invoice["id"])
    path = f"/payments/{payment.id}/refund"
    status, refunded = await api("POST", path, {"amount": 2000})
    assert (status, refunded["status"], refunded["refunded"]) == (200, "refunded", 2000)
    assert refunded["refunded_format"] == "20.00 SAR"
    assert moyasar.invoices[invoice["id"]].status == "paid"
    status, body = await api("POST", path, {"amount": 3001})
    assert (status, list(body["errors"])) == (400, ["amount"])
    _, refunded = await api("POST", path, {"amount": 3000})
    assert refunded["refunded"] == 5000
    assert moyasar.invoices[invoice["id"]].status == "refunded"
    assert (await api("POST", path))[0] == 400
    assert moyasar.books() == {invoice["id"]: Book("SAR", 5000, 5000)}


async def test_a_refund_without_a_sum_is_of_all_that_is_left(api, moyasar, invoice) -> None:
    payment = await moyasar.pay(invoice["id"])
    await api("POST", f"/payments/{payment.id}/refund", {"amount": 100})
    _, refunded = await api("POST", f"/payments/{payment.id}/refund")
    assert refunded["refunded"] == 5000


@pytest.mark.parametrize("amount", [0, -1, "100", 1.5, True])
async def test_a_refund_of_no_sum_is_refused(api, moyasar, invoice, amount) -> None:
    payment = await moyasar.pay(invoice["id"])
    assert (await api("POST", f"/payments/{payment.id}/refund", {"amount": amount}))[0] == 400
    assert payment.refunded == 0


async def test_a_failed_payment_has_nothing_to_give_back(api, moyasar, invoice) -> None:
    payment = await moyasar.decline(invoice["id"])
    for operation in ("refund", "capture", "void"):
        assert (await api("POST", f"/payments/{payment.id}/{operation}"))[0] == 400
    assert moyasar.books() == {invoice["id"]: Book("SAR", 0, 0)}


async def test_a_refund_can_be_declined(api, moyasar, faults, invoice) -> None:
    payment = await moyasar.pay(invoice["id"])
    faults.add("moyasar", "payments.refund", "declined")
    assert (await api("POST", f"/payments/{payment.id}/refund"))[0] == 400
    assert (await api("POST", f"/payments/{payment.id}/refund"))[0] == 200


async def test_only_a_hold_can_be_captured_and_at_most_its_sum(api, moyasar) -> None:
    account = moyasar.account("sk_test_salon")
    hold = await moyasar.authorize(account, 5000)
    path = f"/payments/{hold.id}/capture"
    assert (hold.status, hold.taken) == ("authorized", 0)
    assert (await api("POST", path, {"amount": 5001}))[0] == 400
    _, captured = await api("POST", path, {"amount": 4000})
    assert (captured["status"], captured["captured"]) == ("captured", 4000)
    assert (await api("POST", path))[0] == 400
    assert (await api("POST", f"/payments/{hold.id}/refund", {"amount": 4001}))[0] == 400
    assert (await api("POST", f"/payments/{hold.id}/refund"))[1]["refunded"] == 4000


async def test_a_payment_can_be_voided_until_it_is_settled(api, moyasar, clock) -> None:
    account = moyasar.account("sk_test_salon")
    early, late = await api.invoice(), await api.invoice()
    hold = await moyasar.authorize(account, 5000)
    first, second = await moyasar.pay(early["id"]), await moyasar.pay(late["id"])
    _, voided = await api("POST", f"/payments/{first.id}/void")
    assert (voided["status"], voided["voided_at"]) == ("voided", "2026-11-23T09:00:00.000Z")
    assert moyasar.invoices[early["id"]].status == "voided"
    clock.pass_by(hours=3)
    assert (await api("POST", f"/payments/{second.id}/void"))[0] == 400
    assert (await api("POST", f"/payments/{hold.id}/void"))[0] == 200
    assert moyasar.books() == {
        early["id"]: Book("SAR", 5000, 5000),
        late["id"]: Book("SAR", 5000, 0),
    }


async def test_payments_are_listed_and_filtered(api, moyasar, clock, invoice) -> None:
    failed = await moyasar.decline(invoice["id"])
    clock.pass_by(minutes=1)
    paid = await moyasar.pay(invoice["id"])
    clock.pass_by(minutes=1)
    await api("POST", f"/payments/{failed.id}/refund")

    async def ids(**filters: str) -> list[str]:
        _, listed = await api("GET", "/payments", params=filters)
        return [each["id"] for each in listed["payments"]]

    assert await ids() == [paid.id, failed.id]
    assert await ids(status="failed") == [failed.id]
    assert await ids(**{"created[gt]": "2026-11-23T09:00:30Z"}) == [paid.id]
    assert await ids(**{"updated[lt]": "2026-11-23T09:00:30Z"}) == [failed.id]


@pytest.mark.parametrize(
    ("fault", "amount", "currency"),
    [("wrong_sum", 2500, "SAR"), ("wrong_currency", 5000, "USD")],
)
async def test_another_sum_can_be_paid_than_was_asked(
    api, moyasar, faults, invoice, fault, amount, currency
) -> None:
    faults.add("moyasar", "pay", fault)
    payment = await moyasar.pay(invoice["id"])
    for path in (f"/invoices/{invoice['id']}", f"/payments/{payment.id}"):
        _, found = await api("GET", path)
        assert (found["status"], found["amount"], found["currency"]) == ("paid", amount, currency)
