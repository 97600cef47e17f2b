"""Payments that a form begins with the publishable key, and the bank's question."""

import aiohttp
import pytest

from sandbox.moyasar import NotPayable
from tests.sandbox.moyasar.conftest import KEY

PUBLISHABLE = "pk_test_salon"
SOURCE = {
    "type": "creditcard",
    "name": "Noura A",
    "number": "4111111111111111",
    "month": "12",
    "year": "2030",
    "cvc": "123",
    "manual": True,
}
BODY = {
    "amount": 5000,
    "currency": "SAR",
    "description": "Deposit",
    "callback_url": "https://salon.example/back",
    "metadata": {"key": "1"},
    "source": SOURCE,
}
BROWSER = {"Authorization": aiohttp.encode_basic_auth(PUBLISHABLE, "")}


@pytest.fixture
async def begun(api, moyasar):
    moyasar.account(KEY, publishable_key=PUBLISHABLE)
    status, payment = await api("POST", "/payments", BODY, headers=BROWSER)
    assert (status, payment["status"], payment["metadata"]) == (201, "initiated", {"key": "1"})
    return payment


async def test_the_bank_is_asked_before_anything_is_held(api, begun, merchant, hook) -> None:
    async with api.session.post(
        begun["source"]["transaction_url"], data={"answer": "yes"}, allow_redirects=False
    ) as answer:
        back = answer.headers["Location"]
    assert back.startswith("https://salon.example/back?id=")
    _, payment = await api("GET", f"/payments/{begun['id']}")
    assert (payment["status"], payment["source"]["transaction_url"]) == ("authorized", None)
    _, listed = await api("GET", "/payments", params={"metadata[key]": "1"})
    assert [one["id"] for one in listed["payments"]] == [begun["id"]]


async def test_whoever_says_no_or_has_a_bad_card_holds_nothing(api, moyasar, begun) -> None:
    assert (await moyasar.submit(begun["id"], approved=False)).status == "failed"
    with pytest.raises(NotPayable):
        await moyasar.submit(begun["id"])
    declined = {**BODY, "source": {**SOURCE, "number": "4123120001090109"}}
    _, payment = await api("POST", "/payments", declined, headers=BROWSER)
    assert (await moyasar.submit(payment["id"])).status == "failed"


async def test_without_manual_the_money_is_taken_at_once(api, moyasar, begun) -> None:
    body = {**BODY, "source": {**SOURCE, "manual": False}}
    _, payment = await api("POST", "/payments", body, headers=BROWSER)
    assert (await moyasar.submit(payment["id"])).status == "paid"


async def test_a_publishable_key_may_do_nothing_else(api, begun) -> None:
    for method, path in (("GET", "/payments"), ("POST", f"/payments/{begun['id']}/capture")):
        assert (await api(method, path, headers=BROWSER))[0] == 403
    wrong = {"Authorization": aiohttp.encode_basic_auth("pk_test_another", "")}
    assert (await api("POST", "/payments", BODY, headers=wrong))[0] == 401


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": 99},
        {"amount": "5000"},
        {"callback_url": None},
        {"unknown": 1},
        {"source": None},
        {"source": {**SOURCE, "name": "Noura"}},
        {"source": {**SOURCE, "number": "4111"}},
        {"source": {**SOURCE, "cvc": ""}},
        {"source": {**SOURCE, "pin": "1"}},
    ],
)
async def test_what_is_not_documented_is_refused(api, begun, wrong) -> None:
    assert (await api("POST", "/payments", {**BODY, **wrong}, headers=BROWSER))[0] == 400


async def test_the_form_is_served_and_browsers_may_ask(api) -> None:
    for kind in ("js", "css"):
        async with api.session.get(f"{api.base}/mpf/1.15.0/moyasar.{kind}") as answer:
            assert answer.status == 200
    async with api.session.options(f"{api.base}/v1/payments") as answer:
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
