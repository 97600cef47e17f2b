"""What the database itself says: parked rows, alerts that are kept, bookings nobody can keep."""

import pytest

import main
from booking.errors import Misuse
from booking.store import queue
from bot.tables import staff_chats
from bot.worker.staff_messages import STAFF, StaffGroupLost
from sandbox import scene
from tests.operations.machine import book, levels, salon_file


@pytest.fixture
async def product(machine):
    machine.group()
    async with machine.running(works=False) as product:
        yield product


async def _park(product, topic, error):
    tenant_id = product.tenants.first.tenant_id
    async with product.database.unit_of_work(tenant_id) as work:
        await queue.add(work, queue.NewTask(topic, f"test:{topic}", {}))
    (task,) = await queue.claim(product.database, tenant_id, 1)
    async with product.database.unit_of_work(tenant_id) as work:
        assert await queue.fail(work, task, error)


async def test_parked_rows_are_told_by_topic_and_error(machine, product):
    await _park(product, "say", Misuse("WhatsApp takes no empty text"))
    wrong = levels(await machine.check(), "wrong")
    told = "queue: 1 rows of topic say are parked (Misuse: WhatsApp takes no empty text)"
    assert any(line.startswith(told) for line in wrong)


async def test_an_error_that_may_quote_people_is_told_by_its_kind_alone(machine, product):
    await _park(product, "hear", ValueError("Noura Al-Harbi, +966501234567"))
    lines = "\n".join(await machine.check())
    assert "topic hear are parked (ValueError)" in lines
    assert "Noura" not in lines


async def test_alerts_for_a_lost_group_are_counted(machine, product):
    await _park(product, STAFF, StaffGroupLost())
    async with product.database.unit_of_work(product.tenants.first.tenant_id) as work:
        lost = {"chat": str(scene.STAFF_GROUP), "moved_to": None, "lost_at": work.now}
        await work.put(staff_chats, lost)
    wrong = [line for line in levels(await machine.check(), "wrong") if "staff" in line.lower()]
    assert wrong == [
        "STAFF_CHAT_ID: was lost at 2027-03-01T07:00Z: remove the bot from it and add it again;"
        " 1 alerts wait for that"
    ]


async def test_bookings_of_somebody_who_left_are_told(machine, product, tmp_path):
    booking = await book(product)
    left = salon_file(
        tmp_path,
        ('id = "noor"', 'id = "new-member"'),
    )
    await _import(product, left)
    wrong = levels(await machine.check(), "wrong")
    assert any(line.startswith(f"bookings: {booking.code}: the staff member") for line in wrong)


async def test_bookings_of_a_service_that_is_gone_still_stand(machine, product, tmp_path):
    booking = await book(product)
    gone = salon_file(tmp_path, ('"color"', '"new-color"'))
    await _import(product, gone)
    note = levels(await machine.check(), "note")
    assert any(line.startswith(f"bookings: {booking.code}: the service is") for line in note)


async def test_bookings_that_new_hours_would_refuse_are_told_and_stand(machine, product, tmp_path):
    codes = [(await book(product, name)).code for name in ("Hair color", "Haircut")]
    closed = salon_file(tmp_path, ("horizon_days", 'closures = ["2027-03-02"]\nhorizon_days'))
    await _import(product, closed)
    wrong = levels(await machine.check(), "wrong")
    told = ": nobody works then by the hours as they are now; call the customer, or open then"
    assert any(line.endswith(told) and all(code in line for code in codes) for line in wrong)


async def _import(product, file):
    assert await main.import_file(product.database, product.keyring, file)
