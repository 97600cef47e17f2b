"""What comes in from outside is believed only if it proves where it comes from, and counts once."""

import json
import logging
from contextlib import redirect_stderr
from datetime import timedelta
from io import BytesIO, StringIO

import aiohttp
import pytest
import structlog
from sqlalchemy import func, select

from booking.store.tables.bookings import bookings
from booking.store.tables.work import queue
from booking.store.tenancy import scoped
from bot import logs
from sandbox import scene
from sandbox.twilio.signature import sign
from tests.product.conftest import Customer
from tests.product.phones import TelegramPhone, WhatsAppPhone
from tests.product.world import SECRET_KEY, opened_world

TELEGRAM, MOYASAR = "/telegram/main", "/payments/moyasar/main"
WHATSAPP, STATUS = "/whatsapp", "/whatsapp/status"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
MIB = 1024 * 1024
_MINUTE = timedelta(minutes=1)


@pytest.fixture
async def door(small_world):
    async with aiohttp.ClientSession() as session:
        yield Door(small_world, session)


class Door:
    """Knocks at the product's address as anybody on the internet can."""

    def __init__(self, world, session):
        self.world, self._session = world, session
        self.telegram_secret = world.product.tenants.first.telegram_secret

    async def post(self, path, body, **headers):
        async with self._session.post(
            f"{self.world.address}{path}", data=body, headers=headers
        ) as answer:
            return answer.status

    async def tell_telegram(self, update, secret=None):
        headers = {SECRET_HEADER: self.telegram_secret if secret is None else secret}
        return await self.post(TELEGRAM, json.dumps(update), **headers)

    async def tell_twilio(self, path, fields, *, url=None, token=scene.TWILIO_TOKEN):
        signature = sign(url or f"{self.world.address}{path}", fields, token)
        return await self.post(path, fields, **{"X-Twilio-Signature": signature})

    async def stored(self):
        async with self.world.work() as work:
            return (await work.row(select(func.count().label("n")).where(scoped(queue)))).n


def update(text="hi", update_id=1, user_id=42):
    sender = {"id": user_id, "is_bot": False, "first_name": "Noura"}
    chat = {"id": user_id, "type": "private", "first_name": "Noura"}
    message = {"message_id": 1, "date": 0, "chat": chat, "from": sender, "text": text}
    return {"update_id": update_id, "message": message}


def message(text="hi", sid="SM" + "1" * 32, to=scene.TWILIO_NUMBER):
    return {
        "MessageSid": sid,
        "AccountSid": scene.TWILIO_SID,
        "From": "whatsapp:+966501234599",
        "To": f"whatsapp:{to}",
        "Body": text,
        "NumMedia": "0",
        "MessageType": "text",
        "WaId": "966501234599",
        "ProfileName": "Noura",
    }


def status():
    return {
        "MessageSid": "SM" + "2" * 32,
        "MessageStatus": "failed",
        "ErrorCode": "63024",
        "From": f"whatsapp:{scene.TWILIO_NUMBER}",
        "To": "whatsapp:+966501234599",
    }


def event(secret=scene.MOYASAR_WEBHOOK_SECRET, event_id="e1", invoice_id="i1"):
    return {
        "id": event_id,
        "type": "payment_paid",
        "secret_token": secret,
        "data": {"id": "p1", "invoice_id": invoice_id},
    }


# --- who is believed ---


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


# --- once ---


async def booked(world):
    async with world.work() as work:
        return await work.rows(select(bookings).where(scoped(bookings)))


async def test_an_update_that_comes_twice_is_answered_once(door):
    chat = door.world.telegram().private_chat()
    chat.opened = True
    for _ in range(2):
        assert await door.tell_telegram(update(user_id=5001)) == 200
        await door.world.settle()
    assert len([one for one in chat.messages if one.from_bot]) == 1


async def test_a_message_that_comes_twice_is_answered_once(small_world):
    phone = WhatsAppPhone(small_world, 1, "Noura", "en")
    small_world.sandbox.faults.add("twilio", "webhook", "webhook_twice")
    phone.write("/menu")  # words that wait together would be one turn
    await small_world.settle()
    assert len(phone.news()) == 1


async def test_a_tap_that_comes_twice_books_once(small_world):
    customer = Customer(small_world, TelegramPhone(small_world, 1, "Noura", "en"))
    await customer.reach_confirmation()
    small_world.sandbox.faults.add("telegram", "webhook", "webhook_twice")
    assert (await customer.choose("Confirm")).text.startswith("You are booked.")
    assert len(await booked(small_world)) == 1


async def test_a_payment_that_is_told_twice_is_one(small_world):
    customer = Customer(small_world, TelegramPhone(small_world, 1, "Noura", "en"))
    invoice_id = await reach_payment(customer)
    small_world.sandbox.faults.add("moyasar", "pay", "webhook_twice")
    await small_world.sandbox.moyasar.pay(invoice_id)
    await customer.settle()
    assert customer.answer.text.startswith("Paid and booked.")
    assert (await booked(small_world))[0].revision == 2


async def reach_payment(customer, name="Noura"):
    await customer.say("hi")
    await customer.choose("Hair color", "Noor", "Tuesday 2 March", "1:00 PM")
    await customer.say(name)
    if not customer.phone.gives_number:
        customer.phone.share_contact()
        await customer.settle()
    await customer.choose("Confirm and pay")
    return customer.answer.links[0].rpartition("/")[2].partition("?")[0]


# --- forged ---


@pytest.mark.parametrize("data", ["t{turn}.99", "t{before}.0", "t99.0", "confirm:11500", "", "💥"])
async def test_data_that_was_not_offered_does_nothing(small_world, data):
    customer = Customer(small_world, TelegramPhone(small_world, 1, "Noura", "en"))
    await customer.reach_confirmation()
    offered = customer.phone.chat.messages[-1]
    turn = int(offered.buttons[0][0].data.partition(".")[0][1:])
    forged = data.format(turn=turn, before=turn - 1) or " "
    customer.phone.person.tap(forged, offered.message_id, forged=True)
    await customer.settle()
    assert "Shall I book this?" in customer.answer.text
    assert await booked(small_world) == []


@pytest.mark.parametrize("action", ["cancel", "pay", "again", "bookings"])
async def test_a_standing_button_of_somebody_elses_booking_does_nothing(small_world, action):
    owner = Customer(small_world, TelegramPhone(small_world, 1, "Noura", "en"))
    await owner.book()
    (booking,) = await booked(small_world)
    thief = Customer(small_world, TelegramPhone(small_world, 2, "Amal", "en"))
    await thief.say("hi")
    theirs = thief.phone.chat.messages[-1].message_id
    data = f"s.{action}.{booking.id}.{booking.revision}"
    thief.phone.person.tap(data, theirs, forged=True)
    await thief.settle()
    assert "I cannot find that booking." in thief.answer.text
    assert booking.code not in thief.answer.text
    assert await booked(small_world) == [booking]


# --- nothing leaks ---


@pytest.fixture
def logged():
    """All that is logged, as JSON, the way a product on a server does."""
    before, written = logging.getLogger().handlers[:], StringIO()
    with redirect_stderr(written):
        logs.set_up("json")
    yield written.getvalue
    structlog.reset_defaults()
    logging.getLogger().handlers[:] = before


async def test_logs_hold_no_secret_and_no_number_of_anybody(logged, small_world):
    small_world.may_park = True
    faults = small_world.sandbox.faults
    for call, fault in (("sendMessage", "502"), ("sendMessage", "429:1"), ("*", "drop")):
        faults.add("telegram", call, fault)
    customer = Customer(small_world, TelegramPhone(small_world, 1, "Noura", "en"))
    other = Customer(small_world, WhatsAppPhone(small_world, 2, "Amal", "en"))
    customer.phone.write("hi")
    for _ in range(4):
        await small_world.pass_time(_MINUTE)
    customer.phone.news()
    invoice_id = await reach_payment(customer, "Nourah Unmistakable")
    faults.add("moyasar", "payments.refund", "403", 20)
    faults.add("twilio", "messages.create", "500", 9)
    other.phone.write("hello, my number is 0501234588")
    await small_world.sandbox.moyasar.pay(invoice_id)
    await customer.settle()
    await customer.say("cancel")
    await customer.choose("Yes, cancel it")
    for _ in range(10):
        await small_world.pass_time(_MINUTE * 6)
    async with aiohttp.ClientSession() as session:
        door = Door(small_world, session)
        assert await door.tell_telegram(update(), secret="wrong") == 401
        forged = json.dumps(event(f"{scene.MOYASAR_WEBHOOK_SECRET}, nearly"))
        assert await door.post(MOYASAR, forged) == 401
        assert await door.post(f"{MOYASAR}/invoice", forged[:-1]) == 400
    said = logged()
    assert '"at": "/payments/moyasar/{tenant}"' in said
    assert '"why": "malformed"' in said
    assert '"level": "error"' in said  # something was parked, with its traceback
    assert "will be tried again" in said
    for secret in (
        *(scene.TELEGRAM_TOKEN, scene.TWILIO_TOKEN, scene.MOYASAR_KEY),
        *(
            scene.MOYASAR_WEBHOOK_SECRET,
            SECRET_KEY,
            small_world.product.tenants.first.telegram_secret,
        ),
        *("501234501", "501234502", "501234588", "Unmistakable", "my number is"),
    ):
        assert secret not in said, secret
    errors = await _kept_errors(small_world)
    assert errors
    assert not [one for one in errors if scene.TELEGRAM_TOKEN in one or "50123450" in one]


async def _kept_errors(world):
    async with world.work() as work:
        rows = await work.rows(select(queue.c.last_error).where(scoped(queue)))
    return [row.last_error for row in rows if row.last_error]
