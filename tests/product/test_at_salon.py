"""The staff write down at the booking's message what is paid at the salon."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from booking.store.tables.people import audit
from booking.store.tenancy import scoped
from payments.tables import receipts
from tests.product.conftest import Customer
from tests.product.phones import WhatsAppPhone

CASH, CARD, BACK = "85 ر.س نقدًا", "85 ر.س بالبطاقة", "أُعيد 85 ر.س"
TAKEN = "المدفوع في الصالون: 85 ر.س"


@pytest.fixture
async def world(small_world):
    """Amal's visit for 85 riyals, without a deposit, has begun."""
    customer = Customer(small_world, WhatsAppPhone(small_world, 2, "Amal", "en"))
    await customer.say("hi")
    await customer.choose("Manicure", "Sara", "Tuesday 2 March", "12:00 PM", "Amal", "Confirm")
    await small_world.pass_time(timedelta(days=1, hours=3))
    return small_world


async def tap(world, label):
    world.group.toast = None
    world.staff.tap(label, chat=world.group)
    await world.settle()
    return world.group.toast


def shown(world):
    message = world.group.messages[-1]
    labels = [button.text for row in message.buttons for button in row]
    return message.text.translate(str.maketrans("", "", "\u2068\u2069")), labels


async def audited(world):
    async with world.work() as work:
        rows = await work.rows(select(audit.c.action).where(scoped(audit)).order_by(audit.c.id))
    return [row.action for row in rows]


async def test_what_is_taken_is_shown_and_has_a_receipt(world):
    text, labels = shown(world)
    assert {CASH, CARD} <= set(labels)
    assert TAKEN not in text
    assert await tap(world, CASH) == "سُجّل الدفع نقدًا."
    text, labels = shown(world)
    assert TAKEN in text
    assert BACK in labels
    assert {CASH, CARD}.isdisjoint(labels)
    async with world.work() as work:
        (row,) = await work.rows(select(receipts.c.content).where(scoped(receipts)))
    assert row.content["paid_by"] == "cash"


async def test_what_was_written_down_by_mistake_is_handed_back(world):
    await tap(world, CASH)
    assert await tap(world, BACK) == "سُجّلت إعادة المبلغ."
    text, labels = shown(world)
    assert TAKEN not in text
    assert {CASH, CARD} <= set(labels)
    assert await tap(world, CARD) == "سُجّل الدفع بالبطاقة في الصالون."
    assert (await audited(world))[-3:] == ["taken", "handed_back", "taken"]
