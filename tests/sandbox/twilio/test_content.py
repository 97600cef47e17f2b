"""The Content API: shapes, samples, limits, pages, approval."""

from typing import Any

import aiohttp
import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest.content.v1.content.approval_create import ApprovalCreateList

TEXT = {"twilio/text": {"body": "Hello {{1}}."}}
SAMPLE = {"1": "Noura"}


def quick_reply(*titles: str, body: str = "Which?", **more: str) -> dict[str, Any]:
    actions = [{"title": title, "id": f"id-{n}", **more} for n, title in enumerate(titles)]
    return {"twilio/quick-reply": {"body": body, "actions": actions}}


def list_picker(count: int, **more: Any) -> dict[str, Any]:
    rows = [{"id": f"row-{n}", "item": f"Row {n}", "description": "45 min"} for n in range(count)]
    spec = {"body": "Which?", "button": "Open", "items": rows} | more
    return {"twilio/list-picker": spec}


async def refusal(asking: Any) -> tuple[int, int]:
    with pytest.raises(TwilioRestException) as refused:
        await asking
    return refused.value.status, refused.value.code


async def approve(api: Any, sid: str, name: str = "reminder", category: str = "UTILITY") -> Any:
    request = ApprovalCreateList.ContentApprovalRequest({"name": name, "category": category})
    return await api(lambda client: client.content.v1.contents(sid).approval_create.create(request))


async def test_a_content_reads_back_as_it_was_made(api) -> None:
    made = await api.content(TEXT, SAMPLE, friendly_name="hello", language="ar")
    read = await api(lambda client: client.content.v1.contents(made.sid).fetch())
    assert made.sid.startswith("HX")
    assert (read.friendly_name, read.language, read.variables) == ("hello", "ar", SAMPLE)
    assert read.types == TEXT
    assert read.account_sid == api.sid
    assert read.links["approval_create"].endswith(
        f"/v1/Content/{made.sid}/ApprovalRequests/whatsapp"
    )
    assert read.date_created.isoformat() == "2026-11-23T09:00:00+00:00"


@pytest.mark.parametrize(
    "types",
    [
        quick_reply("Yes", "No"),
        quick_reply(*map(str, range(10))),
        quick_reply("ن" * 20),
        list_picker(1),
        list_picker(10),
        {"twilio/media": {"body": "Receipt", "media": ["https://salon.example/1.pdf"]}},
        {
            "twilio/call-to-action": {
                "body": "Pay",
                "actions": [{"type": "URL", "title": "Pay", "url": "https://pay.example/1"}],
            }
        },
        TEXT | quick_reply("Yes"),
    ],
)
async def test_every_supported_type_can_be_made(api, types) -> None:
    made = await api.content(types, SAMPLE)
    assert set(made.types) == set(types)


@pytest.mark.parametrize(
    "types",
    [
        {},
        {"twilio/location": {"latitude": 24.7, "longitude": 46.7}},
        {"twilio/text": {"body": ""}},
        {"twilio/text": {"body": "x" * 1601}},
        quick_reply(),
        quick_reply(*map(str, range(11))),
        quick_reply("x" * 21),
        quick_reply("Yes", id="x" * 201),
        quick_reply("Yes", body="x" * 1025),
        quick_reply("Yes", type="URL"),
        list_picker(0),
        list_picker(11),
        list_picker(1, button="x" * 21),
        list_picker(1, body="x" * 1025),
        list_picker(0, items=[{"id": "1", "item": "x" * 25}]),
        list_picker(0, items=[{"id": "1", "item": "x", "description": "x" * 73}]),
        list_picker(0, items=[{"id": "x" * 201, "item": "x"}]),
        list_picker(0, items=[{"item": "x"}]),
        {"twilio/call-to-action": {"body": "Pay", "actions": [{"type": "URL", "title": "Pay"}]}},
        {"twilio/media": {"body": "Receipt", "media": []}},
    ],
)
async def test_a_wrong_shape_or_size_is_refused(api, types) -> None:
    assert await refusal(api.content(types, SAMPLE)) == (400, 20001)


async def test_fields_that_the_spec_does_not_know_are_refused(api) -> None:
    types = {"twilio/text": {"body": "Hello", "footer": "Noor"}}
    async with (
        aiohttp.ClientSession(
            headers={"Authorization": aiohttp.encode_basic_auth(api.sid, api.token)}
        ) as session,
        session.post(f"{api.base}/v1/Content", json={"language": "en", "types": types}) as answer,
    ):
        assert answer.status == 400
        assert "twilio/text.footer is unknown" in (await answer.json())["message"]


@pytest.mark.parametrize("samples", [None, {}, {"2": "x"}, {"1": ""}, {"1": 5}])
async def test_every_variable_needs_a_sample(api, samples) -> None:
    assert await refusal(api.content(TEXT, samples)) == (400, 20001)


async def test_a_language_is_required(api) -> None:
    assert await refusal(api.content(TEXT, SAMPLE, language=None)) == (400, 20001)


async def test_the_content_api_takes_json_only(api) -> None:
    async with (
        aiohttp.ClientSession(
            headers={"Authorization": aiohttp.encode_basic_auth(api.sid, api.token)}
        ) as session,
        session.post(f"{api.base}/v1/Content", data={"language": "en"}) as answer,
    ):
        assert answer.status == 415


async def test_lists_come_in_pages_that_the_client_can_follow(api) -> None:
    made = [(await api.content(TEXT, SAMPLE)).sid for _ in range(5)]
    listed = await api(lambda client: client.content.v1.contents.list(page_size=2))
    assert [content.sid for content in listed] == made[::-1]


async def test_a_page_carries_its_meta(api) -> None:
    for _ in range(3):
        await api.content(TEXT, SAMPLE)
    async with (
        aiohttp.ClientSession(
            headers={"Authorization": aiohttp.encode_basic_auth(api.sid, api.token)}
        ) as session,
        session.get(f"{api.base}/v1/Content", params={"PageSize": "2"}) as answer,
    ):
        body = await answer.json()
    assert len(body["contents"]) == 2
    assert (body["meta"]["key"], body["meta"]["page"], body["meta"]["page_size"]) == (
        "contents",
        0,
        2,
    )
    assert body["meta"]["next_page_url"].startswith(f"{api.base}/v1/Content?PageSize=2&Page=1&")
    assert body["meta"]["previous_page_url"] is None


async def test_a_deleted_content_is_gone(api) -> None:
    made = await api.content(TEXT, SAMPLE)
    await api(lambda client: client.content.v1.contents(made.sid).delete())
    reading = api(lambda client: client.content.v1.contents(made.sid).fetch())
    assert await refusal(reading) == (404, 20404)


async def test_an_approval_is_received_and_later_approved(api, clock) -> None:
    made = await api.content({"twilio/text": {"body": "Dear {{1}}, welcome."}}, SAMPLE)
    assert await approval_of(api, made.sid) == "unsubmitted"
    asked = await approve(api, made.sid)
    assert (asked.status, asked.content_type, asked.category) == (
        "received",
        "twilio/text",
        "UTILITY",
    )
    assert await approval_of(api, made.sid) == "received"
    clock.pass_by(minutes=5)
    assert await approval_of(api, made.sid) == "approved"


@pytest.mark.parametrize(
    "body", ["{{1}} welcome.", "Welcome {{1}}", "A {{1}} {{1}} b", "x{{1}}" + "x" * 1024]
)
async def test_variables_at_the_edge_or_side_by_side_are_rejected(api, clock, body) -> None:
    made = await api.content({"twilio/text": {"body": body}}, SAMPLE)
    await approve(api, made.sid)
    clock.pass_by(minutes=5)
    assert await approval_of(api, made.sid) == "rejected"


async def test_a_rejection_can_be_planned(api, twilio) -> None:
    made = await api.content({"twilio/text": {"body": "Dear {{1}}, welcome."}}, SAMPLE)
    await approve(api, made.sid)
    twilio.reject(made.sid, "TAG_CONTENT_MISMATCH")
    known = await api(lambda client: client.content.v1.contents(made.sid).approval_fetch().fetch())
    assert known.whatsapp["status"] == "rejected"
    assert known.whatsapp["rejection_reason"] == "TAG_CONTENT_MISMATCH"


@pytest.mark.parametrize(("name", "category"), [("Reminder 1", "UTILITY"), ("reminder", "NEWS")])
async def test_name_and_category_are_checked(api, name, category) -> None:
    made = await api.content(TEXT, SAMPLE)
    assert await refusal(approve(api, made.sid, name, category)) == (400, 20001)


async def test_a_list_picker_cannot_be_approved(api) -> None:
    made = await api.content(list_picker(3))
    assert await refusal(approve(api, made.sid)) == (400, 20001)


async def approval_of(api: Any, sid: str) -> str:
    known = await api(lambda client: client.content.v1.contents(sid).approval_fetch().fetch())
    return str(known.whatsapp["status"])
