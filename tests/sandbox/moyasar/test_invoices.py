"""Invoices: what may be asked for, expiry, cancelling, metadata, lists."""

from typing import Any

import pytest

FIELDS = {
    "id",
    "status",
    "amount",
    "currency",
    "description",
    "amount_format",
    "url",
    "callback_url",
    "expired_at",
    "created_at",
    "updated_at",
    "back_url",
    "success_url",
    "metadata",
}


def wanted(**more: Any) -> dict[str, Any]:
    return {"amount": 5000, "currency": "SAR", "description": "Deposit"} | more


async def test_an_invoice_has_every_field_and_an_address_to_pay_at(api) -> None:
    invoice = await api.invoice(
        description="عربون",
        expired_at="2026-11-23T12:15:00+03:00",
        success_url="https://salon.example/return?p=1",
        metadata={"payment": "7"},
    )
    assert set(invoice) == FIELDS | {"logo_url", "payments"}
    assert (invoice["status"], invoice["amount"], invoice["payments"]) == ("initiated", 5000, [])
    assert (invoice["amount_format"], invoice["description"]) == ("50.00 SAR", "عربون")
    assert invoice["url"] == f"{api.base}/pay/{invoice['id']}?lang=en"
    assert invoice["expired_at"] == "2026-11-23T09:15:00.000Z"
    assert invoice["created_at"] == "2026-11-23T09:00:00.000Z"
    assert invoice["metadata"] == {"payment": "7"}
    assert await api("GET", f"/invoices/{invoice['id']}") == (200, invoice)


@pytest.mark.parametrize(
    ("currency", "shown"), [("KWD", "5.000 KWD"), ("JPY", "5000 JPY"), ("USD", "50.00 USD")]
)
async def test_sums_are_shown_in_the_currencys_unit(api, currency, shown) -> None:
    assert (await api.invoice(currency=currency))["amount_format"] == shown


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("amount", None),
        ("amount", "5000"),
        ("amount", 50.0),
        ("amount", True),
        ("amount", 99),
        ("amount", -5000),
        ("currency", None),
        ("currency", "sar"),
        ("currency", "XYZ"),
        ("description", None),
        ("description", " "),
        ("callback_url", "salon"),
        ("success_url", "javascript:alert(1)"),
        ("back_url", 5),
        ("expired_at", "tomorrow"),
        ("expired_at", 1795000000),
        ("metadata", ["a"]),
        ("metadata", {str(number): "x" for number in range(31)}),
        ("metadata", {"k" * 41: "x"}),
        ("metadata", {"": "x"}),
        ("metadata", {"key": "x" * 501}),
        ("metadata", {"key": 5}),
    ],
)
async def test_a_wrong_field_is_named_in_the_errors(api, moyasar, field, value) -> None:
    status, body = await api("POST", "/invoices", wanted(**{field: value}))
    assert (status, body["type"]) == (400, "invalid_request_error")
    assert list(body["errors"]) == [field]
    assert moyasar.invoices == {}


async def test_the_limits_themselves_are_allowed(api) -> None:
    keys = {f"{number:040}": "x" * 500 for number in range(30)}
    assert (await api.invoice(amount=100, metadata=keys))["metadata"] == keys


async def test_a_body_that_is_not_json_is_refused(api) -> None:
    status, body = await api("POST", "/invoices", data="amount=5000")
    assert (status, body["message"]) == (400, "The body is not JSON")


async def test_an_invoice_expires_when_its_time_comes(api, clock, moyasar) -> None:
    invoice = await api.invoice(expired_at="2026-11-23T09:15:00Z")
    clock.pass_by(minutes=14, seconds=59)
    assert await status_of(api, invoice) == "initiated"
    clock.pass_by(seconds=1)
    assert await status_of(api, invoice) == "expired"
    assert moyasar.invoices[invoice["id"]].status == "expired"


async def test_a_date_alone_expires_at_the_start_of_that_day(api, clock) -> None:
    invoice = await api.invoice(expired_at="2026-11-24")
    assert invoice["expired_at"] == "2026-11-24T00:00:00.000Z"
    clock.pass_by(hours=15)
    assert await status_of(api, invoice) == "expired"


async def test_only_an_open_invoice_can_be_canceled(api, clock, moyasar) -> None:
    invoice = await api.invoice()
    status, canceled = await api("PUT", f"/invoices/{invoice['id']}/cancel")
    assert (status, canceled["status"]) == (200, "canceled")
    paid, expired = await api.invoice(), await api.invoice(expired_at="2026-11-23T09:15:00Z")
    await moyasar.pay(paid["id"])
    clock.pass_by(minutes=15)
    for each in (invoice, paid, expired):
        status, body = await api("PUT", f"/invoices/{each['id']}/cancel")
        assert (status, body["type"]) == (400, "invalid_request_error")
    assert await status_of(api, paid) == "paid"


async def test_metadata_is_merged_and_an_empty_value_unsets_its_key(api) -> None:
    invoice = await api.invoice(metadata={"a": "1", "b": "2"})
    path = f"/invoices/{invoice['id']}"
    status, updated = await api("PUT", path, {"metadata": {"a": "", "c": "3"}})
    assert (status, updated["metadata"]) == (200, {"b": "2", "c": "3"})
    assert (await api("GET", path))[1]["metadata"] == {"b": "2", "c": "3"}


@pytest.mark.parametrize("body", [{}, {"amount": 100}, {"metadata": {"a": "1"}, "amount": 100}])
async def test_nothing_but_metadata_can_be_updated(api, body) -> None:
    invoice = await api.invoice()
    status, _ = await api("PUT", f"/invoices/{invoice['id']}", body)
    assert status == 400
    assert (await api("GET", f"/invoices/{invoice['id']}"))[1] == invoice


async def test_lists_have_forty_on_a_page_newest_first(api, clock) -> None:
    made = []
    for number in range(41):
        made.append((await api.invoice(description=f"No. {number}"))["id"])
        clock.pass_by(seconds=1)
    _, first = await api("GET", "/invoices")
    _, second = await api("GET", "/invoices", params={"page": "2"})
    assert [each["id"] for each in first["invoices"] + second["invoices"]] == made[::-1]
    assert len(first["invoices"]) == 40
    assert first["meta"] == {
        "current_page": 1,
        "next_page": 2,
        "prev_page": None,
        "total_pages": 2,
        "total_count": 41,
    }
    assert (second["meta"]["next_page"], second["meta"]["prev_page"]) == (None, 1)
    assert (await api("GET", "/invoices", params={"page": "x"}))[0] == 400


async def test_rows_name_the_payment_and_leave_out_the_tries(api, moyasar) -> None:
    invoice = await api.invoice()
    payment = await moyasar.pay(invoice["id"])
    _, listed = await api("GET", "/invoices")
    [row] = listed["invoices"]
    assert set(row) == FIELDS | {"payment_id", "paid_at"}
    assert (row["payment_id"], row["paid_at"]) == (payment.id, "2026-11-23T09:00:00.000Z")


async def test_lists_are_filtered(api, clock, moyasar) -> None:
    first = await api.invoice(metadata={"payment": "7", "tenant": "main"})
    clock.pass_by(hours=1)
    second = await api.invoice(metadata={"payment": "8", "tenant": "main"})
    await moyasar.pay(second["id"])

    async def ids(**filters: str) -> list[str]:
        _, listed = await api("GET", "/invoices", params=filters)
        return [each["id"] for each in listed["invoices"]]

    assert await ids(id=first["id"]) == [first["id"]]
    assert await ids(status="paid") == [second["id"]]
    assert await ids(**{"metadata[payment]": "7"}) == [first["id"]]
    assert await ids(**{"metadata[tenant]": "main"}) == [second["id"], first["id"]]
    assert await ids(**{"metadata[payment]": "9"}) == []
    assert await ids(**{"created[gt]": "2026-11-23T09:30:00Z"}) == [second["id"]]
    assert await ids(**{"created[lt]": "2026-11-23T09:30:00Z"}) == [first["id"]]


@pytest.mark.parametrize("filters", [{"invoice": "1"}, {"created[gt]": "soon"}])
async def test_filters_that_moyasar_does_not_know_are_refused(api, filters) -> None:
    assert (await api("GET", "/invoices", params=filters))[0] == 400


@pytest.mark.parametrize("call", ["fetch", "list"])
async def test_an_invoice_can_read_back_wrong_once(api, faults, call) -> None:
    invoice = await api.invoice()

    async def read() -> tuple[int, str]:
        if call == "fetch":
            _, found = await api("GET", f"/invoices/{invoice['id']}")
        else:
            found = (await api("GET", "/invoices"))[1]["invoices"][0]
        return found["amount"], found["currency"]

    faults.add("moyasar", f"invoices.{call}", "wrong_sum")
    faults.add("moyasar", f"invoices.{call}", "wrong_currency")
    assert await read() == (2500, "SAR")
    assert await read() == (5000, "USD")
    assert await read() == (5000, "SAR")


async def status_of(api: Any, invoice: dict[str, Any]) -> str:
    return str((await api("GET", f"/invoices/{invoice['id']}"))[1]["status"])
