"""The salon's money is told to managers and owners, in their group or in private, to no other."""

import io

import pytest
from PIL import Image
from sqlalchemy import select

from booking.store.tables.people import audit
from booking.store.tenancy import scoped
from tests.product.conftest import Customer
from tests.product.phones import TelegramPhone


@pytest.fixture
async def world(small_world):
    """Noura has paid a deposit of 60 of 240 riyals for tomorrow."""
    customer = Customer(small_world, TelegramPhone(small_world, 1, "Noura", "en"))
    await customer.say("hi")
    await customer.choose("Facial", "Huda", "Tuesday 2 March", "5:30 PM", "Noura")
    customer.phone.share_contact()
    await customer.settle()
    await customer.choose("Confirm and pay")
    (invoice,) = small_world.sandbox.moyasar.invoices.values()
    await small_world.sandbox.moyasar.pay(invoice.id)
    await customer.settle()
    return small_world


@pytest.fixture
def ask(world):
    """Write something in the staff's group or in private; what the bot said to it."""

    async def ask(text, by=None, chat=None):
        by = by or world.staff
        shown = chat or by.private_chat()
        before = {one.message_id for one in shown.messages}
        by.send(text, chat=chat)
        await world.settle()
        return [one for one in shown.messages if one.from_bot and one.message_id not in before]

    return ask


def colleague(world, user_id):
    person = world.sandbox.telegram.person(user_id, "Sara")
    world.group.members[user_id] = person
    return person


def plain(message):
    return message.text.translate(str.maketrans("", "", "\u2068\u2069"))


async def test_the_owner_sees_the_sums_of_the_ledger_and_a_picture(world, ask):
    (shown,) = await ask("/stats", chat=world.group)
    assert shown.kind == "photo"
    for line in ("المقبوضات: 60 ر.س", "المسترد: 0 ر.س", "عربون محتفظ به: 0 ر.س"):
        assert line in plain(shown)
    (upload,) = world.sandbox.telegram.files.values()
    assert Image.open(io.BytesIO(upload.content)).format == "PNG"
    async with world.work() as work:
        rows = await work.rows(select(audit.c.actor, audit.c.action).where(scoped(audit)))
    assert ("staff", "report") in [tuple(row) for row in rows]


async def test_other_days_are_named_in_numbers_of_either_kind(world, ask):
    (shown,) = await ask("/stats@noor_bot ٢٠٢٧-٠٣-٠١ ٢٠٢٧-٠٣-٠٣")
    assert "من الاثنين 1 مارس إلى الأربعاء 3 مارس" in plain(shown)
    assert "المتبقي: 180 ر.س" in plain(shown)
    (shown,) = await ask("/stats 1")
    assert "المتبقي: 0 ر.س" in plain(shown)
    for wrong in (
        "/stats 0",
        "/stats 999",
        "/stats 2027-03-03 2027-03-01",
        "/stats x",
        "/stats 1 2 3",
    ):
        (shown,) = await ask(wrong)
        assert shown.text.startswith("اكتب")


async def test_nobody_else_sees_them(world, ask):
    sara, stranger = colleague(world, 1002), colleague(world, 1003)
    (shown,) = await ask("/stats", sara, world.group)
    assert shown.text == "هذا متاح للمدير أو صاحب الصالون فقط."
    (shown,) = await ask("/stats", stranger, world.group)
    assert "1003" in shown.text
    (shown,) = await ask("/stats", stranger)
    assert shown.kind == "text"
    assert "1003" not in shown.text
    other = world.sandbox.telegram.group(-1_000_000_000_555, "Friends", members=[world.staff])
    assert await ask("/stats", chat=other) == []
    assert world.sandbox.telegram.files == {}
