"""What comes in from outside is believed only if it proves where it comes from."""

import json
from io import BytesIO

import aiohttp
import pytest

from sandbox import scene
from sandbox.twilio.signature import sign
from tests.product.door import (
    MIB,
    MOYASAR,
    SECRET_HEADER,
    STATUS,
    TELEGRAM,
    WHATSAPP,
    Door,
    event,
    message,
    status,
    update,
)
from tests.product.world import opened_world


async def test_what_proves_itself_is_stored(door):
    assert await door.tell_telegram(update()) == 200
    assert await door.tell_twilio(WHATSAPP, message()) == 200
    assert await door.tell_twilio(STATUS, status()) == 200
    before = await door.stored()
    assert await door.post(MOYASAR, json.dumps(event())) == 200
    assert before >= 2
    assert await door.stored() == before + 1


@pytest.mark.parametrize("headers", [{}, {SECRET_HEADER: ""}, {SECRET_HEADER: "wrong"}])
async def test_an_update_without_telegrams_secret_is_refused(door, headers):
    before = await door.stored()
    assert await door.post(TELEGRAM, json.dumps(update()), **headers) == 401
    assert await door.stored() == before


@pytest.mark.parametrize("path", [WHATSAPP, STATUS])
@pytest.mark.parametrize("headers", [{}, {"X-Twilio-Signature": ""}, {"X-Twilio-Signature": "x"}])
async def test_a_form_without_twilios_signature_is_refused(door, path, headers):
    before = await door.stored()
    assert await door.post(path, message() if path == WHATSAPP else status(), **headers) == 401
    assert await door.stored() == before


async def test_a_signature_by_another_token_or_for_another_form_or_address_is_refused(door):
    before = await door.stored()
    assert await door.tell_twilio(WHATSAPP, message(), token="0" * 32) == 401
    assert await door.tell_twilio(WHATSAPP, message(), url=f"{door.world.address}/other") == 401
    signature = sign(f"{door.world.address}{WHATSAPP}", message(), scene.TWILIO_TOKEN)
    headers = {"X-Twilio-Signature": signature}
    assert await door.post(WHATSAPP, message("another text"), **headers) == 401
    assert await door.stored() == before


@pytest.mark.parametrize("secret", [None, "", "wrong", 1, ["x"], scene.MOYASAR_KEY])
async def test_an_event_without_moyasars_secret_is_refused(door, secret):
    before = await door.stored()
    assert await door.post(MOYASAR, json.dumps(event(secret))) == 401
    without = {key: value for key, value in event().items() if key != "secret_token"}
    assert await door.post(MOYASAR, json.dumps(without)) == 401
    assert await door.stored() == before


async def test_the_unsigned_callback_of_a_strange_invoice_does_nothing(door):
    before = await door.stored()
    body = json.dumps({"id": "0" * 36, "status": "paid"})
    assert await door.post(f"{MOYASAR}/invoice", body) == 200
    assert await door.stored() == before


async def test_an_unknown_salon_is_not_found(door):
    assert await door.post("/telegram/nobody", json.dumps(update())) == 404
    assert await door.post("/payments/moyasar/nobody", json.dumps(event())) == 404
    assert await door.post("/payments/moyasar/nobody/invoice", "{}") == 404
    assert await door.tell_twilio(WHATSAPP, message(to="+966559999999")) == 404
    assert await door.post(WHATSAPP, {}) == 404


async def test_of_a_field_that_is_repeated_the_first_counts(door):
    ours, other = f"whatsapp:{scene.TWILIO_NUMBER}", "whatsapp:+966559999999"
    assert await door.post(WHATSAPP, [("To", ours), ("To", other)]) == 401
    assert await door.post(WHATSAPP, [("To", other), ("To", ours)]) == 404


@pytest.mark.parametrize(
    "body",
    ["", "{", "[]", "null", '"hi"', b"\xff\xfe", '{"a":' * 100_000, '{"update_id": "one"}', "{}"],
    ids=["empty", "cut", "list", "null", "text", "bytes", "deep", "wrong type", "no id"],
)
async def test_what_is_no_update_is_malformed(door, body):
    headers = {SECRET_HEADER: door.telegram_secret}
    assert await door.post(TELEGRAM, body, **headers) == 400


@pytest.mark.parametrize(
    "body",
    ["", "{", "[]", b"\xff\xfe", '{"a":' * 100_000],
    ids=["", "cut", "list", "bytes", "deep"],
)
async def test_what_is_no_event_is_malformed(door, body):
    assert await door.post(MOYASAR, body) == 400
    assert await door.post(f"{MOYASAR}/invoice", body) == 400


async def test_what_is_no_form_is_malformed(door):
    for body in (b"From=%ff%fe", b"\xff\xfe=1", b"&".join([b"a=1"] * 1001), b"no form"):
        assert await door.post(WHATSAPP, body) == 400


@pytest.mark.parametrize("path", [TELEGRAM, WHATSAPP, STATUS, MOYASAR, f"{MOYASAR}/invoice"])
async def test_what_is_not_compressed_as_it_says_is_malformed(door, path):
    headers = {SECRET_HEADER: door.telegram_secret, "Content-Encoding": "gzip"}
    assert await door.post(path, b"not compressed", **headers) == 400


@pytest.mark.parametrize(
    ("change", "rows"),
    [
        ({"ErrorCode": ""}, 1),
        ({"MessageStatus": "undelivered", "ErrorCode": ""}, 1),
        ({"MessageStatus": "delivered", "ErrorCode": "0"}, 0),
    ],
)
async def test_the_state_says_whether_a_message_was_delivered(door, change, rows):
    before = await door.stored()
    assert await door.tell_twilio(STATUS, {**status(), **change}) == 200
    assert await door.stored() == before + rows


@pytest.mark.parametrize("path", [TELEGRAM, WHATSAPP, STATUS, MOYASAR, f"{MOYASAR}/invoice"])
async def test_more_than_a_mebibyte_is_too_much(door, path):
    headers = {SECRET_HEADER: door.telegram_secret} if path == TELEGRAM else {}
    assert await door.post(path, BytesIO(b"a" * (MIB + 1)), **headers) == 413


async def test_behind_a_proxy_the_public_address_is_what_is_signed(sqlite_url, clock):
    public = "https://salon.example"
    async with (
        opened_world(sqlite_url, clock, public_url=public) as world,
        aiohttp.ClientSession() as session,
    ):
        door = Door(world, session)
        assert await door.tell_twilio(WHATSAPP, message(), url=f"{public}/whatsapp") == 200
        assert await door.tell_twilio(WHATSAPP, message(sid="SM2")) == 401
