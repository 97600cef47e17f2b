"""POST Messages.json: what Twilio takes, and what it refuses with which code."""

import json
from typing import Any

import aiohttp
import pytest
from twilio.base.exceptions import TwilioRestException

NUMBER = "+966500000000"
CUSTOMER = "+966511111111"


async def refusal(sending: Any) -> tuple[int, int]:
    with pytest.raises(TwilioRestException) as refused:
        await sending
    return refused.value.status, refused.value.code


async def test_a_message_is_answered_as_queued_with_every_field(api, guest) -> None:
    message = await api.send(body="أهلا 👋")
    assert (message.status, message.direction, message.body) == (
        "queued",
        "outbound-api",
        "أهلا 👋",
    )
    assert message.sid.startswith("SM")
    assert len(message.sid) == 34
    assert (message.to, message.from_) == (f"whatsapp:{CUSTOMER}", f"whatsapp:{NUMBER}")
    assert (message.num_media, message.num_segments) == ("0", "1")
    assert message.date_created.isoformat() == "2026-11-23T09:00:00+00:00"
    assert message.error_code is None
    assert message.subresource_uris["media"].endswith(f"{message.sid}/Media.json")


async def test_a_place_is_shown_with_its_label(api, guest) -> None:
    await api.send(body="Olaya St", persistent_action=["geo:24.6953,46.6847|Noor Salon"])
    assert guest.messages[-1].place == (24.6953, 46.6847, "Noor Salon")


async def test_a_wrong_token_is_20003(api, guest) -> None:
    api.token = "another"
    assert await refusal(api.send(body="hi")) == (401, 20003)


async def test_no_authentication_is_20003_in_twilios_form(api) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{api.base}/2010-04-01/Accounts/{api.sid}/Messages.json") as answer,
    ):
        assert answer.status == 401
        assert await answer.json() == {
            "code": 20003,
            "message": "Authenticate",
            "more_info": "https://www.twilio.com/docs/errors/20003",
            "status": 401,
        }


async def test_another_accounts_path_is_20003(api, twilio) -> None:
    other = twilio.account("AC" + "a" * 32, "another", "+966500000009")
    sending = api(
        lambda client: client.api.v2010.accounts(other.sid).messages.create(
            to=f"whatsapp:{CUSTOMER}", from_=f"whatsapp:{NUMBER}", body="x"
        )
    )
    assert await refusal(sending) == (401, 20003)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"from_": f"whatsapp:{NUMBER}", "to": "", "body": "x"}, 21604),
        ({"to": f"whatsapp:{CUSTOMER}", "body": "x"}, 21603),
        ({"to": CUSTOMER, "from_": f"whatsapp:{NUMBER}", "body": "x"}, 21910),
        ({"to": f"whatsapp:{CUSTOMER}", "from_": NUMBER, "body": "x"}, 21910),
        ({"to": CUSTOMER, "from_": NUMBER, "body": "x"}, 21606),
        ({"to": f"whatsapp:{CUSTOMER}", "from_": "whatsapp:+966500000077", "body": "x"}, 63007),
        ({"to": "whatsapp:0511111111", "from_": f"whatsapp:{NUMBER}", "body": "x"}, 21211),
        ({"to": f"whatsapp:{NUMBER}", "from_": f"whatsapp:{NUMBER}", "body": "x"}, 21266),
        ({"to": f"whatsapp:{CUSTOMER}", "messaging_service_sid": "MG1", "body": "x"}, 21701),
    ],
)
async def test_addresses_are_checked(api, fields, code) -> None:
    assert await refusal(api(lambda client: client.messages.create(**fields))) == (400, code)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, 21619),
        ({"body": ""}, 21619),
        ({"body": " \n "}, 21619),
        ({"body": "x" * 1601}, 21617),
        ({"body": "x", "content_variables": "{}"}, 21654),
        ({"content_sid": "HX" + "0" * 32}, 21655),
        ({"content_sid": "none"}, 21655),
        ({"body": "x", "status_callback": "salon"}, 21609),
        ({"media_url": ["file:///etc/passwd"]}, 21620),
        ({"media_url": ["https://salon.example/1.jpg"] * 11}, 21623),
        ({"body": "x", "persistent_action": ["geo:91.0,46.6"]}, 20001),
        ({"body": "x", "persistent_action": ["tel:+966500000000"]}, 20001),
    ],
)
async def test_contents_are_checked(api, guest, fields, code) -> None:
    assert await refusal(api.send(**fields)) == (400, code)
    assert [message.from_business for message in guest.messages] == [False]


async def test_a_body_of_1600_characters_is_taken(api, guest) -> None:
    await api.send(body="ن" * 1600)
    assert guest.messages[-1].body == "ن" * 1600


async def test_body_and_content_exclude_each_other(api, guest, text_content) -> None:
    sending = api.send(body="x", content_sid=text_content, content_variables='{"1":"a","2":"b"}')
    assert await refusal(sending) == (400, 20001)


async def test_json_instead_of_a_form_is_an_empty_form(api) -> None:
    async with (
        aiohttp.ClientSession(headers=basic(api)) as session,
        session.post(
            f"{api.base}/2010-04-01/Accounts/{api.sid}/Messages.json",
            json={"To": f"whatsapp:{CUSTOMER}", "From": f"whatsapp:{NUMBER}", "Body": "x"},
        ) as answer,
    ):
        assert (await answer.json())["code"] == 21604


@pytest.mark.parametrize(
    ("variables", "code"),
    [
        ("not json", 21656),
        ('["a","b"]', 21656),
        ('{"1":"a"}', 21656),
        ('{"1":"a","2":""}', 21656),
        ('{"1":"a","2":"  "}', 21656),
        ('{"1":"a","2":null}', 21656),
        ('{"1":"a","2":2}', 21656),
        ('{"1":"a","2":["b"]}', 21656),
        (json.dumps({"1": "a", "2": "b\nc"}), 21656),
        (json.dumps({"1": "a", "2": "b\tc"}), 21656),
        (json.dumps({"1": "a", "2": "b     c"}), 21656),
        (json.dumps({"1": "a", "2": "b" * 1601}), 21658),
        (json.dumps({str(n): "x" for n in range(1, 102)}), 21656),
        (None, 21656),
    ],
)
async def test_variables_are_checked(api, guest, text_content, variables, code) -> None:
    fields = {} if variables is None else {"content_variables": variables}
    assert await refusal(api.send(content_sid=text_content, **fields)) == (400, code)


async def test_four_blanks_in_a_row_are_one_too_few_to_refuse(api, guest, text_content) -> None:
    variables = json.dumps({"1": "a    b", "2": "c"})
    await api.send(content_sid=text_content, content_variables=variables)
    assert guest.messages[-1].body == "Hello a    b, see you at c."


async def test_another_accounts_content_is_21655(api, guest, twilio, text_content) -> None:
    other = twilio.account("AC" + "b" * 32, "another", "+966500000009")
    api.sid, api.token = other.sid, other.auth_token
    sending = api.send(
        sender=other.number, content_sid=text_content, content_variables='{"1":"a","2":"b"}'
    )
    assert await refusal(sending) == (400, 21655)


def basic(api: Any) -> dict[str, str]:
    return {"Authorization": aiohttp.encode_basic_auth(api.sid, api.token)}
