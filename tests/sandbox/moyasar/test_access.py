"""Keys, the edge, and the envelope of errors."""

import aiohttp
import pytest

KEY = "sk_test_salon"


async def answer_to(base: str, headers: dict[str, str | None], path: str = "/v1/invoices") -> tuple:
    given = {name: value for name, value in headers.items() if value is not None}
    skipped = [name for name, value in headers.items() if value is None]
    async with (
        aiohttp.ClientSession(skip_auto_headers=skipped) as session,
        session.get(f"{base}{path}", headers=given) as answer,
    ):
        body = await answer.json() if answer.content_type == "application/json" else None
        return answer.status, answer.content_type, body


def headers(key: str = KEY, password: str = "", agent: str | None = "salon/1.0") -> dict:
    return {"Authorization": aiohttp.encode_basic_auth(key, password), "User-Agent": agent}


async def test_the_secret_key_opens(base, moyasar) -> None:
    assert (await answer_to(base, headers()))[0] == 200


@pytest.mark.parametrize(
    "given",
    [
        headers("sk_test_another"),
        headers(KEY, "password"),
        headers() | {"Authorization": "Bearer x"},
    ],
)
async def test_a_wrong_key_is_401(base, given) -> None:
    status, _, body = await answer_to(base, given)
    assert status == 401
    assert body == {
        "type": "authentication_error",
        "message": "Invalid authorization credentials",
        "errors": None,
    }


async def test_a_publishable_key_is_403(base) -> None:
    status, _, body = await answer_to(base, headers("pk_test_salon"))
    assert (status, body["type"]) == (403, "authentication_error")


@pytest.mark.parametrize("agent", [None, "Python-urllib/3.11", "Python/3.11 aiohttp/3.14"])
async def test_a_client_that_does_not_name_itself_is_turned_away(base, agent) -> None:
    assert await answer_to(base, headers(agent=agent)) == (403, "text/html", None)


async def test_what_is_not_there_is_404_in_the_envelope(base) -> None:
    status, _, body = await answer_to(base, headers(), "/v1/invoices/none")
    assert status == 404
    assert body == {"type": "api_error", "message": "Object not found", "errors": None}


async def test_another_merchants_objects_are_not_there(base, api, moyasar) -> None:
    other = moyasar.account("sk_live_other")
    invoice = await api.invoice()
    payment = await moyasar.pay(invoice["id"])
    for path in (f"/v1/invoices/{invoice['id']}", f"/v1/payments/{payment.id}"):
        assert (await answer_to(base, headers(other.secret_key), path))[0] == 404
    _, _, listed = await answer_to(base, headers(other.secret_key))
    assert listed["invoices"] == []


def test_a_secret_key_has_its_prefix(moyasar) -> None:
    with pytest.raises(ValueError, match="sk_test_"):
        moyasar.account("pk_test_salon")


@pytest.mark.parametrize(
    ("fault", "status", "kind"),
    [
        ("429:3", 429, "rate_limit_error"),
        ("500", 500, "api_error"),
        ("503", 503, "api_error"),
        ("502", 502, None),
        ("403", 403, None),
    ],
)
async def test_errors_can_be_planned(base, faults, fault, status, kind) -> None:
    faults.add("moyasar", "invoices.list", fault)
    answered, content_type, body = await answer_to(base, headers())
    assert answered == status
    assert (body or {}).get("type") == kind
    assert content_type == ("text/html" if kind is None else "application/json")
    assert (await answer_to(base, headers()))[0] == 200


@pytest.mark.parametrize(("fault", "made"), [("lost", 1), ("drop", 0)])
async def test_a_lost_answer_was_carried_out_and_a_dropped_call_was_not(
    api, faults, moyasar, fault, made
) -> None:
    faults.add("moyasar", "invoices.create", fault)
    with pytest.raises(aiohttp.ClientConnectionError):
        await api.invoice(metadata={"payment": "7"})
    _, listed = await api("GET", "/invoices", params={"metadata[payment]": "7"})
    assert len(moyasar.invoices) == len(listed["invoices"]) == made


async def test_a_slow_answer_is_an_answer(api, faults) -> None:
    faults.add("moyasar", "invoices.create", "slow:0.05")
    assert (await api.invoice())["status"] == "initiated"
