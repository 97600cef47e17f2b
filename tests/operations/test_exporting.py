"""What is exported, and that other programs can read it."""

import csv
import io
import json
from datetime import timedelta

import pytest
from icalendar import Calendar

import main
import migrations
from booking.errors import Invalid
from booking.store.database import Database
from bot.operations.exporting import FORMATS, export
from tests.operations.machine import book, salon_file, work_off

NOURA = {"name": "نورة", "phone": "+966501234567", "language": "ar"}
HACKER = {"name": '=HYPERLINK("https://evil.example")', "phone": None, "language": "en"}


@pytest.fixture
async def product(machine):
    """A running salon that Moyasar tells of its payments."""
    machine.group()
    async with machine.running(works=False) as product:
        address = f"{machine.public_url}/payments/moyasar/main"
        machine.sandbox.moyasar.require_verification = False
        await product.tenants.first.provider.register_webhook(address)
        yield product


async def test_json_holds_everything(machine, product):
    booking, invoice = await _paid(machine, product)
    tree = json.loads(await _export(product, "json"))
    (salon,) = tree["salons"]
    assert salon["slug"] == "main"
    assert {service["id"] for service in salon["services"]} >= {"haircut", "color"}
    (customer,) = salon["customers"]
    assert (customer["name"], customer["phone"]) == ("نورة", "+966501234567")
    (exported,) = salon["bookings"]
    assert exported["code"] == booking.code
    assert exported["status"] == "confirmed"
    assert exported["customer"] == customer["id"]
    assert exported["starts_at"] == "2027-03-02T09:00:00Z"
    assert (exported["price"], exported["deposit"]) == ("380.00", "100.00")
    assert exported["lines"][0]["service"] == "color"
    (payment,) = exported["payments"]
    assert (payment["state"], payment["amount"]) == ("paid", "100.00")
    assert payment["invoice"] == invoice.id
    assert [entry["kind"] for entry in payment["entries"]] == ["requested", "opened", "paid"]


async def test_csv_is_one_row_per_booking(machine, product):
    booking, invoice = await _paid(machine, product)
    (row,) = csv.DictReader(io.StringIO((await _export(product, "csv")).decode()))
    assert row["code"] == booking.code
    assert (row["service"], row["staff"], row["price"]) == ("color", "noor", "380.00")
    assert (row["payment"], row["paid"], row["refunded"]) == ("paid", "100.00", "0.00")
    assert (row["invoice"], row["phone"]) == (invoice.id, "+966501234567")


async def test_a_name_is_no_formula(product):
    await book(product, "Haircut", HACKER)
    (row,) = csv.DictReader(io.StringIO((await _export(product, "csv")).decode()))
    assert row["customer"] == "'" + HACKER["name"]


async def test_ics_is_a_calendar(machine, product):
    booking, _ = await _paid(machine, product)
    calendar = Calendar.from_ical(await _export(product, "ics"))
    (event,) = calendar.walk("VEVENT")
    assert event["uid"] == f"{booking.id}@main"
    assert event["status"] == "CONFIRMED"
    assert event.decoded("dtstart").isoformat() == "2027-03-02T09:00:00+00:00"
    assert "صبغة شعر" in event["summary"]
    assert booking.code in event["description"]


async def test_a_service_that_was_retired_keeps_its_name(machine, product, tmp_path):
    await book(product, "Haircut", NOURA)
    gone = salon_file(tmp_path, ('"haircut"', '"new-haircut"'))
    await main.import_file(product.database, product.keyring, gone)
    (salon,) = json.loads(await _export(product, "json"))["salons"]
    assert salon["bookings"][0]["lines"][0]["service"] == "haircut"
    retired = {each["id"] for each in salon["services"] if each["retired_at"]}
    assert retired == {"haircut"}


@pytest.mark.parametrize("form", FORMATS)
async def test_the_same_data_give_the_same_bytes(product, clock, form):
    await book(product, "Haircut", NOURA)
    await book(product, "Blow-dry", NOURA)
    before = await _export(product, form)
    clock.move(timedelta(days=3))
    assert before == await _export(product, form)


async def test_an_old_schema_is_not_exported(clock, tmp_path):
    database = Database(f"sqlite:///{tmp_path}/new.db", clock)
    with pytest.raises(Invalid, match="migrate"):
        await export(database, migrations.is_current, "json")
    await database.close()


async def _paid(machine, product):
    booking = await book(product, customer=NOURA)
    await work_off(product, machine.sandbox)
    (invoice,) = machine.sandbox.moyasar.invoices.values()
    await machine.sandbox.moyasar.pay(invoice.id)
    await machine.sandbox.deliveries.settled()
    await work_off(product, machine.sandbox)
    return booking, invoice


async def _export(product, form):
    return await export(product.database, migrations.is_current, form)
