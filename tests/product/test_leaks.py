"""Logs hold nothing that is secret or personal."""

import json
import logging
from contextlib import redirect_stderr
from datetime import timedelta
from io import StringIO

import aiohttp
import pytest
import structlog
from sqlalchemy import select

from booking.store.tables.work import queue
from booking.store.tenancy import scoped
from bot import logs
from sandbox import scene
from tests.product.conftest import Customer
from tests.product.door import (
    MOYASAR,
    Door,
    event,
    update,
)
from tests.product.phones import TelegramPhone, WhatsAppPhone
from tests.product.world import SECRET_KEY

_MINUTE = timedelta(minutes=1)


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
    invoice_id = await customer.reach_payment("Nourah Unmistakable")
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
